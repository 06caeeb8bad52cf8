"""Every op's and asset's body interpreted: what it reads and writes."""

import ast
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from assetize.analyzer.effects.annotations import parameter_things, typed_thing
from assetize.analyzer.effects.follow import call_routine
from assetize.analyzer.effects.frame import DEEPEST, Frame, World
from assetize.analyzer.effects.knowing import thing_named, thing_of
from assetize.analyzer.effects.resources import bindings_by_key, resource_thing
from assetize.analyzer.effects.scratch import lasting
from assetize.analyzer.effects.statements import run, visit
from assetize.analyzer.effects.things import Built, Context, Hidden, Made, Several, Thing
from assetize.analyzer.model import Coverage, Effect, Parameter, Project
from assetize.analyzer.names import ModuleSource, Scope, Sources

_CONTEXT_NAMES = frozenset({"context", "_context", "ctx", "_"})


def find_effects(project: Project, sources: Sources) -> tuple[tuple[Effect, ...], Coverage]:
    """What the bodies of ops (and of the assets that exist) do to the world, and how far they could be read."""
    world = World(
        project=project,
        sources=sources,
        visit=visit,
        run=run,
        know=thing_of,
        named=thing_named,
        call=call_routine,
        resource=resource_thing,
        bindings=bindings_by_key(project),
        modules_by_file={module.file: module.id for module in project.modules},
    )
    effects: list[Effect] = []
    for body in _bodies(project):
        effects.extend(_body_effects(world, body))
    return tuple(effects), _coverage(world)


class _Body(NamedTuple):
    """A function to be interpreted, and what is said of it."""

    id: str
    line: int
    parameters: tuple[Parameter, ...]


def _bodies(project: Project) -> Iterator[_Body]:
    seen: set[str] = set()
    for op in project.ops:
        if op.id not in seen:
            seen.add(op.id)
            yield _Body(op.id, op.where.line, op.parameters)
    for asset in project.assets:
        if asset.function is not None and asset.id not in seen:
            seen.add(asset.id)
            yield _Body(asset.id, asset.where.line, asset.parameters)


def _body_effects(world: World, body: _Body) -> tuple[Effect, ...]:
    source = world.sources.module(body.id.partition(":")[0])
    scope = world.sources.scope_of(body.id) or (_scope_at(source, body) if source is not None else None)
    if scope is None or source is None or not isinstance(scope.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ()
    world.followed = 0
    frame = Frame(world, source, scope, dict(_parameters(world, scope, body.parameters)), DEEPEST)
    run(frame, scope.node.body)
    frame.close()
    kept = enumerate(lasting(frame.effects))
    return tuple(_numbered(effect, body.id, order) for order, effect in kept)


def _scope_at(source: ModuleSource, body: _Body) -> Scope | None:
    """The function of that id at that line: the name may be defined more than once."""
    found = (scope for scope in source.scopes if scope.id == body.id and scope.node.lineno == body.line)  # type: ignore[union-attr]
    return next(found, None)


def _numbered(effect: Effect, body_id: str, order: int) -> Effect:
    """The effect with its owner and place; written out because there is one for every effect of a project."""
    return Effect(
        body_id,
        effect.verb,
        effect.kind,
        effect.identity,
        effect.where,
        effect.idiom,
        effect.confidence,
        effect.detail,
        effect.through,
        effect.in_loop,
        effect.conditional,
        effect.reason,
        order,
        effect.pattern,
    )


def _parameters(world: World, scope: Scope, parameters: tuple[Parameter, ...]) -> dict[str, Thing]:
    node = scope.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    things: dict[str, Thing] = dict(parameter_things(world, scope, node.args))
    roles = {parameter.name: parameter.role for parameter in parameters}
    first = node.args.args[0].arg if node.args.args else ""
    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        name = argument.arg
        role = roles.get(name)
        if role == "context" or (role is None and name == first and name in _CONTEXT_NAMES):
            things[name] = Context()
        elif role == "config":
            things[name] = Context("config")
        elif role == "resource":
            things[name] = _resource(world, scope, argument)
        elif isinstance(things[name], Hidden):
            things[name] = Hidden(f"the input {name} is only known while running", "")
    return things


def _resource(world: World, scope: Scope, argument: ast.arg) -> Thing:
    """A resource parameter: the object that its key is bound to, or an object of the annotated class."""
    name = argument.arg
    bound = resource_thing(world, name)
    if isinstance(bound, Built | Made | Several):
        return bound
    return typed_thing(world, scope.parent or scope, argument.annotation, name) or bound


def _coverage(world: World) -> Coverage:
    counted = Counter(spoken for spoken, _ in world.unfollowed)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return Coverage(
        files=len(world.sources.known_modules),
        dagster_files=sum(module.names_dagster for module in world.sources.known_modules.values()),
        ops=len(world.project.ops),
        unfollowed_calls=tuple(ordered),
    )
