"""The bodies of ops and assets: where they are, and what is known of their parameters before the first line."""

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assetize.analyzer.effects.annotations import parameter_things, typed_thing
from assetize.analyzer.effects.follow import bound_arguments
from assetize.analyzer.effects.frame import DEEPEST, Frame, World
from assetize.analyzer.effects.resources import resource_thing
from assetize.analyzer.effects.things import (
    Built,
    Context,
    Group,
    Hidden,
    Lookup,
    Made,
    Plain,
    Routine,
    Several,
    Thing,
)
from assetize.analyzer.effects.variants import UNKNOWN_CONFIG, OpConfig
from assetize.analyzer.model import Op, Parameter, Project, ResourceBinding
from assetize.analyzer.names import ModuleSource, Scope
from assetize.analyzer.syntax.classes import unquoted
from assetize.analyzer.values import Value

_CONTEXT_NAMES = frozenset({"context", "_context", "ctx", "_"})


class Body(NamedTuple):
    """A function to be interpreted, and what is said of it."""

    id: str
    line: int
    parameters: tuple[Parameter, ...]


def body_of(op: Op) -> Body:
    """An op's body."""
    return Body(op.id, op.where.line, op.parameters)


def find_bodies(project: Project) -> Iterator[Body]:
    """Those of all ops and assets, once each."""
    seen: set[str] = set()
    for op in project.ops:
        if op.id not in seen:
            seen.add(op.id)
            yield body_of(op)
    for asset in project.assets:
        if asset.function is not None and asset.id not in seen:
            seen.add(asset.id)
            yield Body(asset.id, asset.where.line, asset.parameters)


def read_body(
    world: World, body: Body, config: OpConfig = UNKNOWN_CONFIG, depth: int = DEEPEST
) -> Frame | None:
    """The body interpreted; None when it cannot be read. Who asks closes the frame."""
    source = world.sources.module(body.id.partition(":")[0])
    scope = world.sources.scope_of(body.id) or (_scope_at(source, body) if source is not None else None)
    if scope is None or source is None or not isinstance(scope.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    world.followed = 0
    frame = Frame(world, source, scope, dict(_parameters(world, scope, body.parameters, config)), depth)
    world.run(frame, scope.node.body)
    return frame


def read_called_body(world: World, body: Body, config: OpConfig = UNKNOWN_CONFIG) -> Frame | None:
    """The same as Dagster calls it: with what decorators of the project put around the function."""
    scope = world.sources.scope_of(body.id)
    node = scope.node if scope is not None else None
    if scope is None or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return read_body(world, body, config)
    below = _below_dagster(world, scope, node.decorator_list) if len(node.decorator_list) > 1 else []
    wrapper = world.decorate(world, Routine(body.id, node, scope), below).wrapper if below else None
    source = world.sources.module(wrapper.scope.module_id) if wrapper is not None else None
    if wrapper is None or source is None or isinstance(wrapper.node, ast.Lambda):
        return read_body(world, body, config)
    world.followed = 0
    names = dict(_parameters(world, scope, body.parameters, config))
    context = [
        names.pop(item.name) for item in body.parameters if item.role == "context" and item.name in names
    ]
    given = bound_arguments(world, wrapper, context, names)
    frame = Frame(world, source, wrapper.scope, {**wrapper.around, **given}, DEEPEST + 1)
    world.run(frame, wrapper.node.body)
    return frame


def _below_dagster(world: World, scope: Scope, decorators: Sequence[ast.expr]) -> Sequence[ast.expr]:
    """The decorators that are applied before Dagster's own: those above it get what that makes."""
    around = scope.parent or scope
    for place, decorator in enumerate(decorators):
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = world.sources.resolve(around.module_id, function, around)
        if name is not None and name.startswith("dagster."):
            return decorators[place + 1 :]
    return ()


def _scope_at(source: ModuleSource, body: Body) -> Scope | None:
    """The function of that id at that line: the name may be defined more than once."""
    found = (scope for scope in source.scopes if scope.id == body.id and scope.node.lineno == body.line)  # type: ignore[union-attr]
    return next(found, None)


def _parameters(
    world: World, scope: Scope, parameters: tuple[Parameter, ...], config: OpConfig
) -> dict[str, Thing]:
    node = scope.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    things: dict[str, Thing] = dict(parameter_things(world, scope, node.args))
    roles = {parameter.name: parameter.role for parameter in parameters}
    handed = dict(config.inputs)
    first = node.args.args[0].arg if node.args.args else ""
    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        name = argument.arg
        role = roles.get(name)
        if role == "context" or (role is None and name == first and name in _CONTEXT_NAMES):
            things[name] = Context("", config.own, config.resources)
        elif role == "config":
            things[name] = Context("config", config.own, class_id=_class_of(world, scope, argument))
        elif role == "resource":
            things[name] = _resource(world, scope, argument, dict(config.resources).get(name))
        elif name in handed:
            things[name] = Plain(handed[name])
        elif isinstance(things[name], Hidden):
            things[name] = Hidden(f"the input {name} is only known while running", "")
    if node.args.vararg is not None or node.args.kwarg is not None:
        things.update(_handed_through(world, node.args, parameters, config))
    return things


def _handed_through(
    world: World, arguments: ast.arguments, parameters: tuple[Parameter, ...], config: OpConfig
) -> Iterator[tuple[str, Thing]]:
    """What ``*args`` and ``**kwargs`` hold where the op has the parameters of another function: ``@functools.wraps``."""
    own = {item.arg for item in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    others = [item for item in parameters if item.name not in own and not item.kind.startswith("var_")]
    if not others:
        return
    handed, given = dict(config.inputs), dict(config.resources)
    words: list[tuple[object, Thing]] = []
    for item in others:
        if item.role == "config":
            words.append((item.name, Context("config", config.own)))
        elif item.role == "resource":
            words.append((item.name, resource_thing(world, item.name, given.get(item.name))))
        elif item.role == "input":
            known = Plain(handed[item.name]) if item.name in handed else None
            words.append((item.name, known or Hidden(f"the input {item.name} is only known while running")))
    contexts = tuple(Context("", config.own, config.resources) for item in others if item.role == "context")
    if arguments.vararg is not None:
        yield arguments.vararg.arg, Group(contexts)
    if arguments.kwarg is not None:
        yield arguments.kwarg.arg, Lookup(tuple(words))


def _class_of(world: World, scope: Scope, argument: ast.arg) -> str:
    """The project's class that a ``config`` parameter is annotated with."""
    if argument.annotation is None:
        return ""
    around = scope.parent or scope
    name = world.sources.resolve(around.module_id, unquoted(argument.annotation), around)
    return name if name is not None and ":" in name else ""


def _resource(world: World, scope: Scope, argument: ast.arg, given: Value | ResourceBinding | None) -> Thing:
    """A resource parameter: the object that its key is bound to, or an object of the annotated class."""
    name = argument.arg
    bound = resource_thing(world, name, given)
    if isinstance(bound, Built | Made | Several):
        return bound
    return typed_thing(world, scope.parent or scope, argument.annotation, name) or bound
