"""The bodies of ops and assets: where they are, and what is known of their parameters before the first line."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from assetize.analyzer.effects.annotations import parameter_things, typed_thing
from assetize.analyzer.effects.frame import DEEPEST, Frame, World
from assetize.analyzer.effects.resources import resource_thing
from assetize.analyzer.effects.things import Built, Context, Hidden, Made, Plain, Several, Thing
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
    return things


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
