"""Copies functions that are defined in a block: ops, jobs, and helpers."""

import ast
import copy
from dataclasses import replace

from assetize.analyzer.model import MadeBy
from assetize.analyzer.names import Scope
from assetize.analyzer.names.absolute import absolute_name
from assetize.analyzer.readers.factories.calls import open_call
from assetize.analyzer.readers.factories.decorators import factory_of, named, open_decorator
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.readers.factories.expressions import assign, rebuild, rebuilt
from assetize.analyzer.readers.factories.frame import Frame, FrameKind
from assetize.analyzer.syntax.standpoint import FunctionNode


def define(frame: Frame, node: FunctionNode) -> None:
    """A function; in a loop every turn's gets a name of its own."""
    world = frame.world
    if frame.made is None and not frame.replaced and not world.concerns(node):
        frame.out.append(node)
        return
    scope = next((scope for scope in frame.source.scopes if scope.node is node), None)
    if scope is None or (frame.made is not None and scope.id in world.factories):
        return  # calls of it are opened where they stand
    name = node.name + frame.turns
    if not _is_wrapped(frame, node) or not _make_around(frame, node, scope, name):
        frame.out.append(_copied(frame, node, scope, name))
    if frame.turns:
        frame.replaced[node.name] = ast.copy_location(ast.Name(name, ast.Load()), node)
    else:
        frame.replaced.pop(node.name, None)


def _copied(frame: Frame, node: FunctionNode, scope: Scope, name: str) -> FunctionNode:
    new: FunctionNode = type(node).__new__(type(node))
    for field in node._fields:
        setattr(new, field, getattr(node, field, None))
    new.name = name
    new.decorator_list = [_decorator(frame, new, item) for item in node.decorator_list]
    new.args = _arguments(frame, node)
    ast.copy_location(new, node)
    frame.note(node, new)
    new.body = _body(frame, node, scope, name)
    return new


def _is_wrapped(frame: Frame, node: FunctionNode) -> bool:
    """Its one decorator, of the project, makes an op around it instead of handing it on."""
    decorators = node.decorator_list
    factory = factory_of(frame, decorators[0]) if len(decorators) == 1 else None
    if factory is None or isinstance(decorators[0], ast.Call):
        return False
    try:
        open_decorator(frame, decorators[0], factory, node.name)
    except NotExpandableError:
        return True
    return False


def _make_around(frame: Frame, node: FunctionNode, scope: Scope, name: str) -> bool:
    """``two = logged_op(two)``, with the function under a name that no source can write; False when that is not followed."""
    decorator, inner = node.decorator_list[0], f"{name}'"
    plain = copy.copy(node)
    plain.decorator_list = []
    mark = len(frame.out), len(frame.world.additions)
    frame.out.append(_copied(frame, plain, scope, inner))
    given = named(node.name), absolute_name(frame.local(inner), decorator)
    call = ast.copy_location(ast.Call(decorator, [], []), decorator)
    try:
        assign(frame, name, open_call(frame, call, given))
    except NotExpandableError:
        del frame.out[mark[0] :]
        del frame.world.additions[mark[1] :]
        return False
    return True


def _decorator(frame: Frame, function: FunctionNode, decorator: ast.expr) -> ast.expr:
    factory = factory_of(frame, decorator)
    if factory is None:
        return rebuilt(frame, decorator)
    where = frame.source.at(decorator)
    try:
        opened = open_decorator(frame, decorator, factory, function.name)
    except NotExpandableError as problem:
        frame.world.closed.setdefault(factory.id, f"{where.file}, line {where.line}: {problem}")
        return decorator
    frame.world.made[id(function)] = (function, MadeBy(factory.id, where))
    return opened


def _arguments(frame: Frame, node: FunctionNode) -> ast.arguments:
    new = rebuild(frame, node.args)
    assert isinstance(new, ast.arguments)
    return new


def _body(frame: Frame, node: FunctionNode, scope: Scope, name: str) -> list[ast.stmt]:
    world = frame.world
    kind: FrameKind = "body" if id(node) in world.bodies else "function"
    inner = replace(
        frame.inner(frozenset(scope.bindings)),
        scope=scope,
        path=frame.local(name).partition(":")[2],
        kind=kind,
        out=[],
        lists={},
    )
    if kind == "function":
        _forget_turns(frame, inner, node)
    if frame.made is None or any(world.concerns(statement) for statement in node.body):
        world.run(inner, node.body)
        return inner.out or [ast.copy_location(ast.Pass(), node)]
    statements: list[ast.stmt] = []
    for statement in node.body:
        new = rebuild(inner, statement)
        assert isinstance(new, ast.stmt)
        statements.append(new)
    return [*inner.out, *statements]


def _forget_turns(frame: Frame, inner: Frame, node: FunctionNode) -> None:
    """A function that runs later sees what the last turn, or a later assignment, left in the names around it."""
    own = frozenset(inner.scope.bindings)
    for name in (frame.turn_names | _assigned_later(frame, node)) - own:
        inner.replaced[name] = absolute_name(None, node)
        inner.bindings.pop(name, None)


def _assigned_later(frame: Frame, node: FunctionNode) -> frozenset[str]:
    """Names of the block that have one value before a function's definition and another one after it."""
    return frozenset(
        name
        for name, bindings in frame.scope.bindings.items()
        if frame.made is not None
        and len(bindings) > 1
        and any(
            binding.kind not in ("parameter", "function")
            and getattr(binding.node, "lineno", 0) > (node.end_lineno or node.lineno)
            for binding in bindings
        )
    )
