"""Expressions evaluated as constants, with what the interpretation knows put in."""

import ast
import copy
from operator import is_not

from assetize.analyzer.effects.children import child_fields
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.things import Entry, Later, Plain, Thing, value_of
from assetize.analyzer.values import Hole, NotKnown, Template, Value, evaluate


def forced(entry: Entry) -> Thing:
    """An entry of a body's names as a thing: what waited is evaluated with the names that it saw."""
    if not isinstance(entry, Later):
        return entry
    known: Thing | None = entry.known
    if known is None:
        frame: Frame = entry.frame
        names = frame.names
        frame.names = entry.names
        try:
            known = entry.known = frame.world.know(frame, entry.expression)
        finally:
            frame.names = names
    return known


def constant_of(frame: Frame, node: ast.expr) -> Plain:
    """The value of an expression by constants alone, local names put in."""
    bindings: dict[str, Value] = {}
    prepared = _with_children(frame, node, bindings)
    return Plain(evaluate(frame.world.sources, frame.module_id, prepared, bindings, frame.scope))


def _prepared(frame: Frame, node: ast.AST, bindings: dict[str, Value]) -> ast.AST:
    """The expression with what only the interpretation knows put in as names of their own."""
    if isinstance(node, ast.Constant):
        return node
    if isinstance(node, ast.Name):
        entry = frame.names.get(node.id)
        return node if entry is None else _put_in(node, node.id, value_of(forced(entry)), bindings)
    if isinstance(node, ast.Call):
        given = frame.results.get(id(node))
        if given is not None:
            return _put_in(node, f"{label_of(node.func)}()", value_of(given), bindings)
    elif isinstance(node, ast.Attribute | ast.Subscript) and is_local(frame, node):
        is_object = not isinstance(frame.world.know(frame, node.value), Plain)
        if is_object:
            return _put_in(node, label_of(node), value_of(frame.world.know(frame, node)), bindings)
    return _with_children(frame, node, bindings)


def _put_in(node: ast.expr, label: str, value: Value, bindings: dict[str, Value]) -> ast.Name:
    """A name that no scope can bind, since it ends in spaces, but that reads like the original."""
    name = label + " " * (len(bindings) + 1)
    bindings[name] = Template((Hole("unknown", label),)) if isinstance(value, NotKnown) else value
    return ast.copy_location(ast.Name(name, ast.Load()), node)


def label_of(node: ast.expr) -> str:
    """An expression as a person would name it in passing."""
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(value, name):
            return f"{label_of(value)}.{name}"
        case ast.Subscript(value, ast.Constant(key)):
            return f"{label_of(value)}[{key!r}]"
        case ast.Subscript(value, _):
            return f"{label_of(value)}[]"
        case ast.Call(function):
            return f"{label_of(function)}()"
        case _:
            return "it"


def _with_children(frame: Frame, node: ast.AST, bindings: dict[str, Value]) -> ast.expr:
    if isinstance(node, ast.Name | ast.Constant):
        return _prepared(frame, node, bindings)  # type: ignore[return-value]
    changed: ast.AST | None = None
    for name in child_fields(node):
        old = getattr(node, name, None)
        if old is None:
            continue
        if type(old) is list:
            items = [_prepared(frame, item, bindings) if isinstance(item, ast.AST) else item for item in old]
            new: object = items if any(map(is_not, items, old)) else old
        elif name == "func" and isinstance(old, ast.Attribute):
            new = _with_children(frame, old, bindings)  # a method is no value: only its receiver is put in
        elif isinstance(old, ast.AST):
            new = _prepared(frame, old, bindings)
        else:
            continue
        if new is not old:
            changed = changed or copy.copy(node)
            setattr(changed, name, new)
    return changed or node  # type: ignore[return-value]


def is_local(frame: Frame, node: ast.expr) -> bool:
    """Whether a dotted name or item starts at a name of the body, or at a call."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return isinstance(node, ast.Call) or (isinstance(node, ast.Name) and node.id in frame.names)
