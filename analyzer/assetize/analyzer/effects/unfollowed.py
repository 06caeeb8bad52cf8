"""Calls that cannot be followed: SQL given to them, functions handed to them, what their names say."""

import ast

from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.hints import guess
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.pure import HARMLESS_METHODS
from assetize.analyzer.effects.remembering import remember_call
from assetize.analyzer.effects.sql_effects import SqlCall, add_text
from assetize.analyzer.effects.things import (
    Later,
    Plain,
    Thing,
    value_of,
)

_TEXT_MAKERS = frozenset(
    {"format", "join", "dedent", "text", "read_text", "read", "substitute", "strip", "SQL"}
)


def call_unknown(frame: Frame, node: ast.Call, name: str, spoken: str) -> Thing | None:
    """A call that cannot be followed: its SQL counts, else its name, and it is remembered."""
    if name in HARMLESS_METHODS:
        return None
    if _gives_sql(frame, node) or guess(frame, node, name) or _is_outward(frame, node):
        remember_call(frame, node, spoken)
    return None


def _is_outward(frame: Frame, node: ast.Call) -> bool:
    """Whether a method belongs to one of the op's resources."""
    function = node.func
    if not isinstance(function, ast.Attribute):
        return False
    spoken = spoken_name(function)
    return ".resources." in spoken


def _gives_sql(frame: Frame, node: ast.Call) -> bool:
    """SQL handed to a call of unknown kind is taken to be executed."""
    for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
        if not _may_be_text(frame, argument):
            continue
        if add_text(SqlCall(frame, node, None, None, "likely"), value_of(thing_of(frame, argument))):
            return True
    return False


def _may_be_text(frame: Frame, node: ast.expr) -> bool:
    """Whether an argument is worth evaluating in search of SQL."""
    if isinstance(node, ast.Name) and node.id in frame.names:
        entry = frame.names[node.id]
        return _may_be_text(frame, entry.expression) if isinstance(entry, Later) else isinstance(entry, Plain)
    if isinstance(node, ast.Call):
        last = (
            node.func.attr
            if isinstance(node.func, ast.Attribute)
            else (node.func.id if isinstance(node.func, ast.Name) else "")
        )
        return last in _TEXT_MAKERS
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and " " in node.value
    return isinstance(node, ast.Name | ast.JoinedStr | ast.Attribute | ast.BinOp)


def spoken_name(node: ast.expr) -> str:
    """A dotted call as written; ``...`` for what is computed."""
    match node:
        case ast.Attribute(value, name):
            return f"{spoken_name(value)}.{name}"
        case ast.Name(name):
            return name
        case ast.Call(function):
            return f"{spoken_name(function)}()"
        case _:
            return "..."
