"""Checks that no node of a graph depends on two dynamic outputs at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assetize.runtime.definitions.dependencies import (
    DependencyDefinition,
    DynamicCollectDependencyDefinition,
    MultiDependencyDefinition,
)
from assetize.runtime.errors import DagsterInvalidDefinitionError

Handle = tuple[str, str]
"""A node and the name of its output."""


class DynamicOrigins:
    """For each node below a dynamic output, that output; found from the first node to the last."""

    def __init__(self, graph: Any, names: list[str]) -> None:
        self.graph = graph
        self.above: dict[str, Handle] = {}
        self.collected: dict[str, Handle] = {}
        for name in names:
            for input_name, source in graph.node_dict[name].dependencies.items():
                self._follow(name, input_name, source)

    def _follow(self, name: str, input_name: str, source: Any) -> None:
        if isinstance(source, MultiDependencyDefinition):
            for output in _outputs(source):
                self._check_fan_in(output)
        elif isinstance(source, DynamicCollectDependencyDefinition):
            output = (source.node_name, source.output_name)
            self._collect(name, output if self._is_dynamic(output) else self.above.get(output[0]), output)
        elif isinstance(source, DependencyDefinition):
            output = (source.node, source.output)
            for origin in (output if self._is_dynamic(output) else None, self.above.get(output[0])):
                if origin is not None:
                    self._map(name, input_name, origin)

    def _is_dynamic(self, output: Handle) -> bool:
        return bool(self.graph.node_dict[output[0]].definition.output_dict[output[1]].is_dynamic)

    def _check_fan_in(self, output: Handle) -> None:
        origin = self.above.get(output[0])
        if self._is_dynamic(output) or origin is not None:
            below = "" if origin is None else f', downstream of "{_text(origin)}"'
            raise DagsterInvalidDefinitionError(
                "Currently, items in a fan-in dependency cannot be downstream of dynamic outputs. Problematic dependency on "
                f'{"dynamic output" if origin is None else "output"} "{_text(output)}"{below}.'
            )

    def _map(self, name: str, input_name: str, origin: Handle) -> None:
        """A node runs once for each value of a dynamic output."""
        node = self.graph.node_dict[name]
        if node.is_graph and not _can_be_mapped(node.definition, input_name):
            raise DagsterInvalidDefinitionError(
                f'{self._told(name)} cannot be downstream of dynamic output "{_text(origin)}" since input "{input_name}" maps to '
                "a node that is already downstream of another dynamic output. Nodes cannot be downstream of more than one "
                "dynamic output"
            )
        if name in self.collected:
            raise DagsterInvalidDefinitionError(
                f"{self._told(name)} cannot be both downstream of dynamic output {_text(origin)} and collect over dynamic output "
                f"{_text(self.collected[name])}."
            )
        if self.above.setdefault(name, origin) != origin:
            raise self._two(name, origin, self.above[name])

    def _collect(self, name: str, origin: Handle | None, output: Handle) -> None:
        """A node reads all values of a dynamic output."""
        if origin is None:
            return
        if name in self.above:
            raise DagsterInvalidDefinitionError(
                f"{self._told(name)} cannot both collect over dynamic output {_text(origin)} and be downstream of the dynamic "
                f"output {_text(self.above[name])}."
            )
        self.collected[name] = origin
        if output == origin and output[0] in self.above:
            raise self._two(name, output, self.above[output[0]])

    def _told(self, name: str) -> str:
        return f'{self.graph.node_dict[name].definition.node_type} "{name}"'

    def _two(self, name: str, one: Handle, other: Handle) -> DagsterInvalidDefinitionError:
        return DagsterInvalidDefinitionError(
            f"{self._told(name)} cannot be downstream of more than one dynamic output. It is downstream of both "
            f'"{_text(one)}" and "{_text(other)}"'
        )


def _can_be_mapped(graph: Any, input_name: str) -> bool:
    """Whether no dynamic output is at work where an input of a graph leads."""
    from assetize.runtime.definitions.graph_checks import topological_names

    origins = DynamicOrigins(graph, topological_names(graph))
    starts = {origin[0] for origin in origins.above.values()}
    for mapping in graph.input_mappings:
        if mapping.graph_input_name != input_name:
            continue
        name = mapping.mapped_node_name
        node = graph.node_dict[name]
        if name in origins.above or name in starts:
            return False
        if node.is_graph and not _can_be_mapped(node.definition, mapping.mapped_node_input_name):
            return False
    return True


def _outputs(source: MultiDependencyDefinition) -> Iterator[Handle]:
    for member in source.dependencies:
        if isinstance(member, DependencyDefinition):
            yield member.node, member.output


def _text(output: Handle) -> str:
    return f"{output[0]}:{output[1]}"
