"""Settings that a resource cannot do without: a run that does not give them fails, and writes nothing under another name."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assetize.analyzer.config_values.binding import Variant
from assetize.analyzer.config_values.schemas import FIELD_POSITIONS
from assetize.analyzer.effects.frame import World
from assetize.analyzer.model import ResourceBinding
from assetize.analyzer.syntax.arguments import Given, read_arguments, read_dict
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

RESOURCE = "dagster.resource"
FIELD = "dagster.Field"
TYPES = frozenset(
    {
        "builtins.str",
        "builtins.int",
        "builtins.bool",
        "builtins.float",
        "dagster.String",
        "dagster.StringSource",
        "dagster.IntSource",
        "dagster.BoolSource",
    }
)
"""What has no value of its own where none is given."""


def with_needed_settings(world: World, variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """The configs of an op, each with the settings that every job which has it needs for its resources."""
    return tuple(
        replace(variant, needed=frozenset(_needed(world, variant))) if variant.resources else variant
        for variant in variants
    )


def _needed(world: World, variant: Variant) -> Iterator[tuple[str, str]]:
    jobs = [world.wiring.jobs[job] for job in sorted({use.job for use in variant.uses})]
    for key, _ in variant.resources:
        bound = [[item for item in job.resources if item.key == key] for job in jobs]
        if bound and all(bound):
            needed = [_needed_by(world, item) for bindings in bound for item in bindings]
            yield from ((key, name) for name in frozenset.intersection(*needed))


def _needed_by(world: World, binding: ResourceBinding) -> frozenset[str]:
    """Of a resource function that is bound as it is, with a schema that is written out."""
    definition = world.sources.definition(binding.definition or "")
    module = world.sources.module(definition.module_id) if definition is not None else None
    is_bare = all(part.isidentifier() for part in binding.text.split("."))
    if definition is None or module is None or not is_bare or not isinstance(definition.node, FunctionNode):
        return frozenset()
    here = Standpoint(world.sources, module, definition.scope)
    decorators = definition.node.decorator_list
    if len(decorators) != 1 or not isinstance(decorators[0], ast.Call):
        return frozenset()
    schema = read_arguments(here, decorators[0], ("config_schema",)).get("config_schema")
    if here.resolve(decorators[0].func) != RESOURCE or schema is None:
        return frozenset()
    entries = read_dict(schema.here, schema.value)
    return frozenset(name for name, entry in entries or () if _is_needed(entry))


def _is_needed(entry: Given) -> bool:
    """A plain type, be it in a ``Field`` that says no more."""
    here, value = entry.here.follow(entry.value)
    if isinstance(value, ast.Call) and here.resolve(value.func) == FIELD:
        field = read_arguments(here, value, FIELD_POSITIONS)
        inner = field.get("config")
        return inner is not None and set(field.given) <= {"config", "description"} and _is_needed(inner)
    return isinstance(value, ast.Name | ast.Attribute) and here.resolve(value) in TYPES
