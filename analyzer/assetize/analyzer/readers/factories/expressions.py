"""Copies expressions: calls of factories become the names of what they give, comprehensions over known lists are written out."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace

from assetize.analyzer.model import MadeBy
from assetize.analyzer.names.absolute import absolute_name
from assetize.analyzer.names.parameters import parameters_of
from assetize.analyzer.names.targets import names_in
from assetize.analyzer.readers.factories.applying import apply_maker
from assetize.analyzer.readers.factories.calls import open_call
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.readers.factories.frame import Frame
from assetize.analyzer.readers.factories.literals import (
    bound_by,
    copied,
    element_of,
    expression_of,
    literal,
    relocated,
)
from assetize.analyzer.readers.factories.methods import meant_by
from assetize.analyzer.readers.factories.turns import Turn, bound_names, turns_of
from assetize.analyzer.values import Instance, NotKnown, Value
from assetize.analyzer.values.changes import is_changed_in_place
from assetize.analyzer.values.conditions import truth_of
from assetize.analyzer.values.data_files import DATA_FUNCTIONS

Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
ITEM = "item'"
"""The variable of a loop that the text does not write."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)


def rebuild(frame: Frame, node: ast.AST) -> ast.AST:
    """A copy of a node in which what the frame knows stands in for names and calls."""
    match node:
        case ast.Name(ctx=ast.Load(), id=name) if name in frame.replaced:
            return relocated(copied(frame.replaced[name]), node)
        case ast.Call() if id(node) in frame.world.calls:
            return _tried(frame, node, lambda: open_call(frame, node))
        case ast.Call() if data := _read(frame, node):
            return data
        case ast.Call() if id(node) in frame.world.applied:
            return _tried(frame, node, lambda: apply_maker(frame, node))
        case ast.Call() if id(node) in frame.world.mapped:
            return _tried(frame, node, lambda: _mapped(frame, node))
        case ast.JoinedStr() | ast.BinOp() | ast.BoolOp() | ast.IfExp() | ast.Subscript(ctx=ast.Load()) if (
            constant := _folded(frame, node)
        ):
            return constant
        case ast.Attribute(ctx=ast.Load()) if isinstance(_owner(frame, node), Instance) and (
            constant := _folded(frame, node)
        ):
            return constant
        case ast.Subscript(ctx=ast.Load()):
            element = element_of(frame, node)
            if element is not None:
                return relocated(copied(element), node)
        case ast.Lambda():
            around = frame if frame.kind == "body" else frame.later()
            return _copy(around.inner(bound_by(node)), node)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _copy(frame.inner(_own_names(frame, node)), node)
    if isinstance(node, COMPREHENSIONS):
        return _comprehension(frame, node)
    return _copy(frame, node)


def _read(frame: Frame, call: ast.Call) -> ast.expr | None:
    """The list or dict that a file holds, or that a function of the project gives."""
    if frame.made is None or frame.kind == "function" or not isinstance(call.func, ast.Name | ast.Attribute):
        return None
    name = frame.resolve(call.func) or ""
    if name not in DATA_FUNCTIONS and (":" not in name or name in frame.world.factories):
        return None
    found = expression_of(frame.value(call), call)
    return found if isinstance(found, ast.List | ast.Dict) else None


def _owner(frame: Frame, node: ast.Attribute) -> Value | None:
    """What is known of ``self`` in ``self.name``."""
    return frame.bindings.get(node.value.id) if isinstance(node.value, ast.Name) else None


def _folded(frame: Frame, node: ast.expr) -> ast.expr | None:
    """The constant that an expression gives while definitions are made."""
    if frame.made is None or frame.kind == "function":
        return None
    known = literal(frame.value(node), node)
    return known if isinstance(known, ast.Constant) else None


def rebuilt(frame: Frame, expression: ast.expr) -> ast.expr:
    """The copy of an expression."""
    new = rebuild(frame, expression)
    assert isinstance(new, ast.expr)
    return new


def _copy(frame: Frame, node: ast.AST) -> ast.AST:
    new = type(node)()
    for name in node._fields:
        part = getattr(node, name, None)
        if isinstance(part, list):
            part = [rebuild(frame, item) if isinstance(item, ast.AST) else item for item in part]
        elif isinstance(part, ast.AST):
            part = rebuild(frame, part)
        setattr(new, name, part)
    frame.note(node, new)
    return ast.copy_location(new, node)


def _own_names(frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    scope = next((scope for scope in frame.source.scopes if scope.node is node), None)
    names = scope.bindings if scope is not None else ()
    return frozenset((*names, *(parameter.arg for parameter in parameters_of(node.args))))


def _mapped(frame: Frame, call: ast.Call) -> ast.expr:
    """``map(make_job, names)``."""
    turns = turns_of(frame, call.args[1])
    if turns is None:
        raise NotExpandableError(f"what is looped over is not known: {frame.source.segment(call.args[1])}")
    item = ast.copy_location(ast.Name(ITEM, ast.Store()), call)
    made: list[ast.expr] = []
    for turn in turns:
        argument = ast.copy_location(ast.Name(ITEM, ast.Load()), call)
        single = ast.copy_location(ast.Call(call.args[0], [argument], []), call)
        made.append(open_call(turn_frame(frame, item, turn, call), single))
    return ast.copy_location(ast.List(made, ast.Load()), call)


def _tried(frame: Frame, call: ast.Call, way: Callable[[], ast.expr]) -> ast.AST:
    """What stands for a call, or a copy of it and a note of why nothing does."""
    mark = len(frame.out), len(frame.world.additions)
    try:
        return way()
    except NotExpandableError as problem:
        del frame.out[mark[0] :]
        del frame.world.additions[mark[1] :]
        where = frame.source.at(call)
        for name in _meant(frame, call):
            frame.world.closed.setdefault(name, f"{where.file}, line {where.line}: {problem}")
    return _copy(frame, call)


def _meant(frame: Frame, call: ast.Call) -> Iterator[str]:
    """The factories that a call is of, as far as that is known."""
    is_mapped = id(call) in frame.world.mapped
    for name in [frame.resolve(call.args[0])] if is_mapped else meant_by(frame, call):
        partial = frame.world.partials.get(name or "")
        name = name if partial is None else partial.factory
        if name is not None:
            yield name


def _comprehension(frame: Frame, node: Comprehension) -> ast.AST:
    inner = frame.inner(bound_by(node))
    is_needed = frame.world.concerns(node)
    if frame.barrier:
        return _copy(inner, node)
    if not is_needed and (frame.made is None or frame.kind in ("function", "body")):
        return _copy(inner, node)
    try:
        turns = list(_turns(frame, node.generators, node))
    except NotExpandableError as problem:
        if not is_needed:
            return _copy(inner, node)
        return _copy(inner.behind(str(problem)), node)
    if isinstance(node, ast.DictComp):
        keys = [literal(turn.value(node.key), node.key) or rebuilt(turn, node.key) for turn in turns]
        return ast.copy_location(ast.Dict(list(keys), [rebuilt(turn, node.value) for turn in turns]), node)
    return ast.copy_location(ast.List([rebuilt(turn, node.elt) for turn in turns], ast.Load()), node)


def _turns(frame: Frame, generators: list[ast.comprehension], place: ast.AST) -> Iterator[Frame]:
    first, rest = generators[0], generators[1:]
    turns = turns_of(frame, first.iter)
    if turns is None:
        raise NotExpandableError(f"what is looped over is not known: {frame.source.segment(first.iter)}")
    for turn in turns:
        inner = turn_frame(frame, first.target, turn, place)
        kept = [truth_of(inner.value(test)) for test in first.ifs]
        if None in kept:
            raise NotExpandableError(f"which turns are kept is not known: {frame.source.segment(first.iter)}")
        if False in kept:
            continue
        if rest:
            yield from _turns(inner, rest, place)
        else:
            yield inner


def turn_frame(frame: Frame, target: ast.expr, turn: Turn, place: ast.AST) -> Frame:
    """The frame of one turn: what its element is called stands for the element."""
    inner = replace(
        frame,
        made=frame.made or MadeBy("", frame.source.at(place)),
        bindings=dict(frame.bindings),
        replaced=dict(frame.replaced),
        turns=f"{frame.turns}[{turn.label}]",
        turn_names=frame.turn_names | frozenset(names_in(target)),
    )
    bind_turn(inner, target, turn)
    return inner


def bind_turn(frame: Frame, target: ast.expr, turn: Turn) -> None:
    """``target = element`` for one turn."""
    for name, value, expression in bound_names(target, turn.value, turn.expression):
        if frame.is_changed(name, value) or (
            isinstance(expression, ast.Dict | ast.List)
            and is_changed_in_place(frame.world.sources, frame.scope.module_id, name)
        ):
            value, expression = NotKnown(f"{name} is changed in place"), None
        frame.bindings[name] = value
        frame.replaced[name] = _stand_in(frame, name, value, expression, target)


def _stand_in(
    frame: Frame, name: str, value: object, expression: ast.expr | None, target: ast.expr
) -> ast.expr:
    """A literal or a name; anything else is assigned once, so that it does not happen twice."""
    known = literal(frame.bindings[name], target)
    if known is not None:
        return known
    if expression is None:
        return expression_of(frame.bindings[name], target) or absolute_name(None, target)
    if isinstance(expression, ast.Name | ast.Constant | ast.Dict | ast.List | ast.Tuple):
        return relocated(copied(expression), target)
    stored = f"{name}{frame.turns}"
    assign(frame, stored, relocated(expression, target))
    return ast.copy_location(ast.Name(stored, ast.Load()), target)


def assign(frame: Frame, name: str, value: ast.expr) -> None:
    """Adds ``name = value`` to the block."""
    target = ast.copy_location(ast.Name(name, ast.Store()), value)
    frame.out.append(ast.copy_location(ast.Assign([target], value), value))
