"""Opens one call of a factory: a copy of the function in which its arguments are known."""

import ast
from collections.abc import Mapping
from dataclasses import replace

from assetize.analyzer.model import MadeBy
from assetize.analyzer.names import Scope
from assetize.analyzer.names.absolute import absolute_name, is_absolute
from assetize.analyzer.readers.factories.arguments import Bound, bind_call
from assetize.analyzer.readers.factories.expansion import NotExpandableError
from assetize.analyzer.readers.factories.frame import DEEPEST, MOST_MADE, Frame, Partial
from assetize.analyzer.readers.factories.growing import complete
from assetize.analyzer.readers.factories.labels import label_of_all
from assetize.analyzer.readers.factories.literals import copied, relocated
from assetize.analyzer.readers.factories.methods import called_factory, receiver_of
from assetize.analyzer.syntax.standpoint import FunctionNode
from assetize.analyzer.values import Value

RESULT = "returned"
CACHES = frozenset({"functools.cache", "functools.lru_cache"})


def open_call(frame: Frame, call: ast.Call, first: tuple[Value, ast.expr] | None = None) -> ast.expr:
    """The expression that stands for what the call gives; ``first`` is an argument that goes before those of the call."""
    world = frame.world
    if frame.barrier:
        raise NotExpandableError(frame.barrier)
    name = called_factory(frame, call) or ""
    partial = world.partials.get(name)
    factory = world.factories.get(name if partial is None else partial.factory)
    if factory is None:
        raise NotExpandableError(f"what is called is not known: {frame.source.segment(call.func)}")
    source = world.sources.module(factory.module_id)
    if source is None or factory.id in world.active or len(world.active) >= DEEPEST:
        raise NotExpandableError("it calls itself, or factories call each other too deeply")
    first = first or receiver_of(frame, factory, call)
    bound = bind_call(factory, [*_given_before(frame, partial), (frame, call)], first)
    key = (factory.id, repr([(name, item.value) for name, item in bound.items()]))
    if _is_cached(frame, factory) and key in world.remembered:
        return relocated(copied(world.remembered[key]), call)
    world.count += 1
    if world.count > MOST_MADE:
        raise NotExpandableError("too many definitions would be made")
    world.active.append(factory.id)
    try:
        result = _copy_function(frame, factory, call, bound)
    finally:
        world.active.pop()
    world.remembered[key] = result
    return relocated(copied(result), call)


def _given_before(frame: Frame, partial: Partial | None) -> list[tuple[Frame, ast.Call]]:
    """The arguments that ``functools.partial`` has."""
    if partial is None:
        return []
    source = frame.world.sources.module(partial.scope.module_id)
    if source is None or partial.scope.kind != "module":
        raise NotExpandableError("it is a partial of a function's own")
    there = replace(frame, source=source, scope=partial.scope, bindings={}, replaced={}, made=None)
    arguments = ast.Call(partial.call.func, partial.call.args[1:], partial.call.keywords)
    return [(there, ast.copy_location(arguments, partial.call))]


def _copy_function(frame: Frame, factory: Scope, call: ast.Call, bound: Mapping[str, Bound]) -> ast.expr:
    world, node = frame.world, factory.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    source = world.sources.module(factory.module_id)
    assert source is not None and factory.parent is not None
    is_outer = factory.parent.kind in ("module", "class")
    name = _new_name(frame, factory, bound, is_outer)
    path = name if is_outer else frame.local(name).partition(":")[2]
    inner = replace(
        frame if not is_outer else frame.inner(frozenset((*frame.bindings, *frame.replaced))),
        source=source,
        scope=factory,
        path=path,
        kind="factory",
        made=MadeBy(factory.id, frame.source.at(call)),
        turns="",
        turn_names=frozenset(),
        out=[],
        lists={},
        written={} if is_outer else frame.written,
    ).inner(frozenset(factory.bindings))
    for parameter, item in bound.items():
        inner.bindings[parameter] = item.value
        if isinstance(item.expression, ast.Dict | ast.List):
            inner.written[parameter] = item.expression
        target = ast.copy_location(ast.Name(parameter, ast.Store()), item.place)
        inner.out.append(
            ast.copy_location(ast.Assign([target], relocated(item.expression, item.place)), item.place)
        )
    returned = world.run(inner, node.body)
    if returned is None:
        returned = ast.copy_location(ast.Constant(None), node)
    complete(inner, inner.out)
    result = _seen_outside(inner, returned)
    statement = function_like(node, name, inner.out)
    if is_outer:
        world.additions.append((factory.module_id, statement))
    else:
        frame.out.append(statement)
    return result


def _new_name(frame: Frame, factory: Scope, bound: Mapping[str, Bound], is_outer: bool) -> str:
    """``make_job[users]``: unique, and the same as long as the calls stay the same."""
    node = factory.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    label = label_of_all({name: item.value for name, item in bound.items()})
    name = f"{node.name}[{label or '1'}]"
    place = factory.module_id if is_outer else frame.local("")
    labels = frame.world.labels
    labels[f"{place}:{name}"] += 1
    count = labels[f"{place}:{name}"]
    if count == 1:
        return name
    return f"{node.name}[{count}]" if label is None else f"{node.name}[{label}#{count}]"


def function_like(node: FunctionNode, name: str, body: list[ast.stmt]) -> FunctionNode:
    """A function without parameters and decorators in the place of another one."""
    new: FunctionNode = type(node).__new__(type(node))
    for field in node._fields:
        setattr(new, field, getattr(node, field, None))
    new.name, new.decorator_list, new.returns = name, [], None
    new.args = ast.arguments([], [], None, [], [], None, [])
    new.body = body or [ast.copy_location(ast.Pass(), node)]
    return ast.copy_location(new, node)


def _seen_outside(frame: Frame, expression: ast.expr) -> ast.expr:
    """What a function returns, as an expression that means the same outside of it."""
    match expression:
        case ast.Constant():
            return expression
        case ast.Name(id=name) if is_absolute(name):
            return expression
        case ast.Name(id=name):
            return absolute_name(_id_of(frame, name), expression)
        case ast.List(elts=elements):
            return ast.copy_location(
                ast.List([_seen_outside(frame, e) for e in elements], ast.Load()), expression
            )
        case ast.Tuple(elts=elements):
            return ast.copy_location(
                ast.Tuple([_seen_outside(frame, e) for e in elements], ast.Load()), expression
            )
        case ast.Dict(keys=keys, values=values):
            new_keys = [key and _seen_outside(frame, key) for key in keys]
            return ast.copy_location(
                ast.Dict(new_keys, [_seen_outside(frame, v) for v in values]), expression
            )
        case ast.Starred(value=value):
            return ast.copy_location(ast.Starred(_seen_outside(frame, value), ast.Load()), expression)
    target = ast.copy_location(ast.Name(RESULT, ast.Store()), expression)
    frame.out.append(ast.copy_location(ast.Assign([target], expression), expression))
    return absolute_name(frame.local(RESULT), expression)


def _id_of(frame: Frame, name: str) -> str | None:
    if "[" in name or "'" in name or name in frame.scope.bindings:
        return frame.local(name)
    return frame.resolve(ast.Name(name, ast.Load()))


def _is_cached(frame: Frame, factory: Scope) -> bool:
    decorators = getattr(factory.node, "decorator_list", [])
    names = [
        frame.world.sources.resolve(
            factory.module_id, item.func if isinstance(item, ast.Call) else item, factory.parent
        )
        for item in decorators
    ]
    return any(name in CACHES for name in names)
