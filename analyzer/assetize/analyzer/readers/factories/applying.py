"""Functions that are handed to ``op``, ``graph`` or ``job`` in a call: ``op(name="load")(load_rows)``."""

import ast
from dataclasses import replace

from assetize.analyzer.model import MadeBy
from assetize.analyzer.names import Scope
from assetize.analyzer.names.absolute import absolute_name
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.readers.factories.frame import Frame, FrameKind
from assetize.analyzer.readers.factories.literals import movable, relocated
from assetize.analyzer.syntax.standpoint import FunctionNode

BODIES = ("dagster.graph", "dagster.job")


def apply_maker(frame: Frame, call: ast.Call) -> ast.expr:
    """The name of a copy of the function that has the call as its decorator."""
    world = frame.world
    if frame.barrier:
        raise NotExpandableError(frame.barrier)
    decorator, function = call.func, call.args[0]
    maker = frame.resolve(decorator.func if isinstance(decorator, ast.Call) else decorator)
    scope = _scope_of(frame, function)
    node = scope.node
    if not isinstance(node, FunctionNode) or node.decorator_list or scope.parent is None:
        raise NotExpandableError("it is not a plain function of the project")
    is_outer = scope.parent.kind == "module"
    if not is_outer and scope.parent is not frame.scope:
        raise NotExpandableError("the function is defined in another one")
    world.count += 1
    name = f"{node.name}[{world.count}]"
    new = _copy(frame, scope, name, MadeBy(maker or "", frame.source.at(call)), is_outer)
    new.decorator_list = [relocated(_with_name(movable(frame, decorator), node.name), node)]
    if is_outer:
        world.additions.append((scope.module_id, new))
        return absolute_name(f"{scope.module_id}:{name}", call)
    frame.out.append(new)
    return absolute_name(frame.local(name), call)


def _scope_of(frame: Frame, function: ast.expr) -> Scope:
    stands = frame.replaced.get(function.id) if isinstance(function, ast.Name) else None
    name = frame.resolve(function) if stands is None else None
    if isinstance(stands, ast.Name):
        name = stands.id.removeprefix("=")
    scope = frame.world.sources.scope_of(name) if name is not None and ":" in name else None
    if scope is None:
        raise NotExpandableError(f"the function is not known: {frame.source.segment(function)}")
    return scope


def _copy(frame: Frame, scope: Scope, name: str, made: MadeBy, is_outer: bool) -> FunctionNode:
    node, world = scope.node, frame.world
    source = world.sources.module(scope.module_id)
    assert isinstance(node, FunctionNode) and scope.parent is not None and source is not None
    kind: FrameKind = "body" if made.function in BODIES else "function"
    outer = frame.inner(frozenset((*frame.bindings, *frame.replaced))) if is_outer else frame
    inner = replace(
        outer, source=source, scope=scope.parent, kind=kind, made=made, turns="", out=[], lists={}
    )
    new = world.rebuild(inner, node)
    assert isinstance(new, FunctionNode)
    new.name = name
    return new


def _with_name(decorator: ast.expr, name: str) -> ast.expr:
    """The name that the function would give goes first: a name among the arguments wins over it."""
    keyword = ast.keyword("name", ast.Constant(name))
    if not isinstance(decorator, ast.Call):
        return ast.Call(decorator, [], [keyword])
    return ast.Call(decorator.func, decorator.args, [keyword, *decorator.keywords])
