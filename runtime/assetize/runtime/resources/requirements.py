"""Which resources definitions need, and the errors for those that are not there or are of another kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from assetize.runtime.errors import DagsterInvalidDefinitionError

RESOURCE = "resource"
IO_MANAGER = "io manager"
INPUT_MANAGER = "input manager"


class Requirement(NamedTuple):
    """A resource that something needs under a key."""

    key: str
    user: str
    kind: str = RESOURCE

    @property
    def described(self) -> str:
        """What is needed, and by what."""
        # Dagster ends the name of an output's op with one quote too many, and its users' tests match on that.
        stray = "'" if self.kind == IO_MANAGER and self.user.startswith("output ") else ""
        return f"{self.kind} with key '{self.key}' required{self.user and ' by '}{self.user}{stray}"


def check_requirements(definitions: Mapping[str, Any], requirements: Iterable[Requirement]) -> None:
    """An error for the first requirement that the definitions do not meet."""
    for requirement in requirements:
        found = definitions.get(requirement.key)
        if found is None:
            raise DagsterInvalidDefinitionError(_missing(requirement, definitions))
        if requirement.kind != RESOURCE and not isinstance(found, _classes(requirement.kind)):
            raise DagsterInvalidDefinitionError(f"{requirement.described}, but received {type(found)}.")


def _missing(requirement: Requirement, definitions: Mapping[str, Any]) -> str:
    kind = {RESOURCE: "ResourceDefinition", IO_MANAGER: "IOManagerDefinition"}.get(
        requirement.kind, "IInputManagerDefinition"
    )
    known = [key for key, value in definitions.items() if isinstance(value, _classes(requirement.kind))]
    return (
        f"{requirement.described} was not provided. Please provide a {kind} to key '{requirement.key}', or change the "
        f"required key to one of the following keys which points to an {kind}: {known}"
    )


def _classes(kind: str) -> tuple[type, ...]:
    from assetize.runtime.io.definition import InputManagerDefinition, IOManagerDefinition
    from assetize.runtime.resources.definition import ResourceDefinition

    if kind == RESOURCE:
        return (ResourceDefinition,)
    return (IOManagerDefinition,) if kind == IO_MANAGER else (IOManagerDefinition, InputManagerDefinition)


def op_requirements(op_def: Any, place: str) -> Iterator[Requirement]:
    """What an op needs that is at a place in a job."""
    user = f"op '{place}'"
    for key in sorted(op_def.required_resource_keys):
        yield Requirement(key, user)
    for item in op_def.input_defs:
        if item.input_manager_key:
            yield Requirement(item.input_manager_key, f"input '{item.name}' of {user}", INPUT_MANAGER)
    for item in op_def.output_defs:
        yield Requirement(item.io_manager_key, f"output '{item.name}' of {user}", IO_MANAGER)
    for item in (*op_def.input_defs, *op_def.output_defs):
        yield from type_requirements(item.dagster_type)


def type_requirements(dagster_type: Any) -> Iterator[Requirement]:
    """What the check and the loader of a type need."""
    for key in sorted(dagster_type.required_resource_keys):
        yield Requirement(key, f"type '{dagster_type.display_name}'")
    for key in sorted(dagster_type.loader.required_resource_keys() if dagster_type.loader else ()):
        yield Requirement(key, f"the loader on type '{dagster_type.display_name}'")


def hook_requirements(hooks: Iterable[Any], user: str) -> Iterator[Requirement]:
    """What hooks need that are attached to a node or to a job."""
    for hook in sorted(hooks, key=lambda each: str(each.name)):
        for key in sorted(hook.required_resource_keys):
            yield Requirement(key, f"hook '{hook.name}' {user and 'attached to '}{user}")


def graph_requirements(graph: Any, prefix: str = "", seen: set[int] | None = None) -> Iterator[Requirement]:
    """What all nodes of a graph need, with those of the graphs in it; an op is asked at its first place."""
    seen = set() if seen is None else seen
    for node in graph.node_dict.values():
        if node.is_graph:
            yield from graph_requirements(node.definition, f"{prefix}{node.name}.", seen)
        elif id(node.definition) not in seen:
            seen.add(id(node.definition))
            yield from op_requirements(node.definition, f"{prefix}{node.name}")
        if node.hook_defs:
            yield from hook_requirements(node.hook_defs, f"{node.definition.node_type} '{node.name}'")


def node_requirements(definition: Any) -> Iterator[Requirement]:
    """What an op needs, or all nodes of a graph."""
    if hasattr(definition, "node_dict"):
        return graph_requirements(definition, f"{definition.name}.")
    return op_requirements(definition, definition.name)
