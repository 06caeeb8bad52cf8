"""Copies functions that are defined in a block: ops, jobs, and helpers."""

import ast
from dataclasses import replace

from assetize.analyzer.model import MadeBy
from assetize.analyzer.names import Scope
from assetize.analyzer.names.absolute import absolute_name
from assetize.analyzer.readers.factories.decorators import factory_of, open_decorator
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.readers.factories.expressions import rebuild, rebuilt
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
    new: FunctionNode = type(node).__new__(type(node))
    for field in node._fields:
        setattr(new, field, getattr(node, field, None))
    new.name = name
    new.decorator_list = [_decorator(frame, new, item) for item in node.decorator_list]
    new.args = _arguments(frame, node)
    ast.copy_location(new, node)
    frame.note(node, new)
    new.body = _body(frame, node, scope, name)
    frame.out.append(new)
    if frame.turns:
        frame.replaced[node.name] = ast.copy_location(ast.Name(name, ast.Load()), node)
    else:
        frame.replaced.pop(node.name, None)


def _decorator(frame: Frame, function: FunctionNode, decorator: ast.expr) -> ast.expr:
    factory = factory_of(frame, decorator)
    if factory is None:
        return rebuilt(frame, decorator)
    where = frame.source.at(decorator)
    try:
        opened = open_decorator(frame, decorator, factory)
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
