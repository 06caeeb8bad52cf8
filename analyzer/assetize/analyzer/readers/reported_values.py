"""Values that an event's metadata holds on to, and whether the op's body may change them once the event is made.

Dagster writes an event down at once, but the metadata of an output only when the op gives the output.
"""

import ast
from collections.abc import Iterator, Sequence

from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

CHANGING = frozenset(
    {
        "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault", "sort",
        "update",
    }
)  # fmt: skip
"""Methods of lists, dicts and sets that change them."""

_WRAPPERS = ("dagster.MetadataValue.", "dagster.JsonMetadataValue")
_LOGGERS = frozenset({"log", "logger", "logging"})
_READING = frozenset(
    {
        "bool", "dict", "enumerate", "float", "int", "isinstance", "len", "list", "max", "min", "print", "range", "repr",
        "round", "set", "sorted", "str", "sum", "tuple", "zip",
    }
)  # fmt: skip
_GIVING = "dagster.Output"
_PLAIN_MAKERS = frozenset({"bool", "float", "int", "len", "repr", "round", "str"})
_NEW_VALUES = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.JoinedStr, ast.Lambda)


def changes_a_value(node: ast.expr) -> bool:
    """Whether working it out calls a method that changes what it belongs to."""
    return any(
        isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in CHANGING
        for call in ast.walk(node)
    )


def find_changed(here: Standpoint, function: FunctionNode, line: ast.stmt, metadata: ast.expr) -> str | None:
    """A name in the metadata that a statement after ``line`` may change the value of; None where there is none."""
    names = set(_held(here, metadata)) - _plain_names(function)
    return next((name for name in _touched_after(here, function, line) if name in names), None)


def _held(here: Standpoint, node: ast.AST) -> Iterator[str]:
    """Names whose values are in the metadata themselves: what a call or an operator makes of them is a new value."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(value=value):
            yield from _held(here, value)
        case ast.Call(func=func, args=args, keywords=keywords):
            if (here.resolve(func) or "").startswith(_WRAPPERS):
                for argument in (*args, *(keyword.value for keyword in keywords)):
                    yield from _held(here, argument)
        case _ if not isinstance(node, _NEW_VALUES):
            for child in ast.iter_child_nodes(node):
                yield from _held(here, child)


def _plain_names(function: FunctionNode) -> set[str]:
    """Names that stand for numbers or text wherever they are assigned: nothing can change these, only bind them anew."""
    plain: set[str] = set()
    others: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            is_plain = len(names) == len(node.targets) and _is_plain(node.value)
            (plain if is_plain else others).update(names)
    return plain - others


def _is_plain(value: ast.expr) -> bool:
    match value:
        case ast.Constant(value=str() | bytes() | int() | float() | complex()) | ast.JoinedStr():
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in _PLAIN_MAKERS
    return False


def _touched_after(here: Standpoint, function: FunctionNode, line: ast.stmt) -> Iterator[str]:
    """The names that statements after ``line`` assign into, call methods of, or hand on to what may change them."""
    end = (line.end_lineno or line.lineno, line.end_col_offset or 0)
    for node in ast.walk(function):
        place = (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
        if place >= end:
            for touched in _touched(here, node):
                base = touched
                while isinstance(base, ast.Attribute | ast.Subscript):
                    base = base.value
                if isinstance(base, ast.Name):
                    yield base.id


def _touched(here: Standpoint, node: ast.AST) -> Sequence[ast.expr]:
    match node:
        case ast.Call(func=func):
            own = [func.value] if isinstance(func, ast.Attribute) else []
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            return own if _only_reads(here, func) else [*own, *given]
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            return [target for target in targets if not isinstance(target, ast.Name)]
        case ast.AugAssign(target=target):
            return [target]
    return []


def _only_reads(here: Standpoint, function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name) if name in _READING:
            return True
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner)) if owner in _LOGGERS:
            return True
    return here.resolve(function) == _GIVING
