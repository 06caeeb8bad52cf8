"""What an expression may be, where a condition or a look-up decides while Python runs: ``prod if ENV == "prod" else local``."""

import ast
from collections.abc import Iterator

from assetize.analyzer.syntax.arguments import read_dict
from assetize.analyzer.syntax.standpoint import Standpoint


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
