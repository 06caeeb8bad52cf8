"""Which other resources a resource is made of."""

import ast

from assetize.analyzer.syntax.arguments import read_arguments, read_list
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

DECORATORS = frozenset({"dagster.resource", "dagster.io_manager"})
CONTEXT_MANAGER = "contextlib.contextmanager"
"""A resource that cleans up may be written with it, below Dagster's own decorator."""
POSITIONS = ("config_schema", "description", "required_resource_keys")


def read_needs(here: Standpoint, expression: ast.expr) -> tuple[str, ...] | None:
    """The keys that a resource function asks for; None for anything else, and where they are not written out."""
    definition = here.definition(expression) if isinstance(expression, ast.Name | ast.Attribute) else None
    if definition is None or not isinstance(definition.node, FunctionNode):
        return None
    decorators = definition.node.decorator_list
    there = here.of(definition)
    if not decorators or any(there.resolve(inner) != CONTEXT_MANAGER for inner in decorators[1:]):
        return None
    call = decorators[0] if isinstance(decorators[0], ast.Call) else None
    if there.resolve(call.func if call is not None else decorators[0]) not in DECORATORS:
        return None
    arguments = read_arguments(there, call, POSITIONS)
    given = arguments.get("required_resource_keys")
    if arguments.unread or given is None:
        return None if arguments.unread else ()
    items = read_list(given.here, given.value)
    keys = [item.here.string(item.value) for item in items or ()]
    return None if items is None or None in keys else tuple(sorted(key for key in keys if key is not None))
