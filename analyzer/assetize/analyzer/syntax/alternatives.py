"""What an expression may be, where a condition, a look-up or a function decides while Python runs: ``prod if ENV == "prod" else local``."""

import ast
from collections.abc import Iterator

from assetize.analyzer.syntax.arguments import read_dict
from assetize.analyzer.syntax.own_nodes import own_nodes
from assetize.analyzer.syntax.standpoint import Standpoint

DEEPEST = 4
"""Functions that call functions are followed this far."""


def alternatives(here: Standpoint, expression: ast.expr) -> tuple[tuple[Standpoint, ast.expr], ...]:
    """The expressions that it stands for; itself alone when nothing decides between several."""
    there, value = here.follow(expression)
    match value:
        case ast.IfExp(body=body, orelse=orelse):
            return (*alternatives(there, body), *alternatives(there, orelse))
        case ast.Subscript(value=table, slice=key):
            return tuple(_looked_up(there, table, key)) or ((there, value),)
        case _:
            return ((there, value),)


def _looked_up(here: Standpoint, table: ast.expr, key: ast.expr) -> Iterator[tuple[Standpoint, ast.expr]]:
    """The entry of a written-out dict at a key; all of them when the key is only known while running."""
    name = here.string(key)
    for there, value in alternatives(here, table):
        entries = dict(read_dict(there, value) or ())
        items = [entries[name]] if name in entries else entries.values()
        for item in items:
            yield from alternatives(item.here, item.value)


def returned(
    here: Standpoint, expression: ast.expr, deepest: int = DEEPEST
) -> tuple[tuple[Standpoint, ast.expr], ...]:
    """The same, also through calls of the project's own functions: what each of their ``return`` statements gives."""
    found: list[tuple[Standpoint, ast.expr]] = []
    for there, value in alternatives(here, expression):
        function = _called(there, value) if deepest else None
        if function is None:
            found.append((there, value))
        else:
            inside, values = function
            found += [item for given in values for item in returned(inside, given, deepest - 1)]
    return tuple(found)


def _called(here: Standpoint, value: ast.expr) -> tuple[Standpoint, list[ast.expr]] | None:
    """A plain function of the project: where its expressions are read from, and what it returns."""
    definition = here.definition(value.func) if isinstance(value, ast.Call) else None
    if (
        definition is None
        or not isinstance(definition.node, ast.FunctionDef)
        or definition.node.decorator_list
    ):
        return None
    given = [node.value for node in own_nodes(definition.node) if isinstance(node, ast.Return)]
    values = sorted((value for value in given if value is not None), key=lambda value: value.lineno)
    is_plain = values and not any(
        isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(definition.node)
    )
    return (here.of(definition).inside(definition.node), values) if is_plain else None
