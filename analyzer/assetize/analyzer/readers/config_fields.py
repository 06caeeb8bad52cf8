"""The fields of its config that an op reads by name off its context."""

import ast
from collections.abc import Collection

from assetize.analyzer.syntax.standpoint import FunctionNode

CONFIG = "op_config"
BESIDE = frozenset({"solid_config", "run_config", "op_execution_context", "get_op_execution_context"})
"""Other ways to the same config."""


def find_config_fields(
    function: FunctionNode, context: str | None, uses: Collection[str]
) -> tuple[str, ...] | None:
    """Sorted; None where the config, or the context itself, is used in another way, too."""
    if context is None or CONFIG not in uses or BESIDE.intersection(uses):
        return None
    fields: set[str] = set()
    seen = set()
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    for node in nodes:
        match node:
            case ast.Subscript(
                value=ast.Attribute(value=ast.Name(id=name) as base, attr="op_config"),
                slice=ast.Constant(value=str(field)),
                ctx=ast.Load(),
            ) if name == context:
                fields.add(field)
                seen.add(id(base))
            case ast.Attribute(value=ast.Name(id=name) as base, attr=attribute) if name == context:
                if attribute != CONFIG:
                    seen.add(id(base))
            case ast.arg(arg=name) if name == context:
                return None
    is_all = all(id(node) in seen for node in nodes if isinstance(node, ast.Name) and node.id == context)
    return tuple(sorted(fields)) if is_all else None
