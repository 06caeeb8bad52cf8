"""Resources by key: what the project's jobs and code locations bind a key to."""

import ast
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assetize.analyzer.effects.catalogue import RESOURCES
from assetize.analyzer.effects.follow import call_routine
from assetize.analyzer.effects.frame import World
from assetize.analyzer.effects.knowing import module_value
from assetize.analyzer.effects.mocks import MOCK, is_mock, makes_mock
from assetize.analyzer.effects.resource_config import (
    VALUES_RESOURCE,
    configured_with,
    init_config,
    values_resource,
    with_fields,
)
from assetize.analyzer.effects.things import (
    Built,
    Context,
    Hidden,
    Klass,
    Made,
    Named,
    Plain,
    Routine,
    Several,
    Thing,
)
from assetize.analyzer.model import CodeLocation, Job, Project, ResourceBinding
from assetize.analyzer.syntax.alternatives import alternatives
from assetize.analyzer.syntax.standpoint import Standpoint
from assetize.analyzer.values import Template, Value
from assetize.analyzer.values.value import entries_of

_STAND_INS = frozenset(
    {"mock", "mocked", "fake", "faked", "dummy", "stub", "test", "tests", "testing", "noop"}
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def bindings_by_key(project: Project) -> Mapping[str, tuple[ResourceBinding, ...]]:
    """Every binding of every resource key, once for each text."""
    found: dict[str, dict[str, ResourceBinding]] = defaultdict(dict)
    owners: list[Job | CodeLocation] = [*project.jobs, *project.locations]
    for owner in owners:
        for binding in owner.resources:
            found[binding.key].setdefault(f"{binding.definition}|{binding.text}", binding)
    return {key: tuple(bindings.values()) for key, bindings in found.items()}


def resource_thing(world: World, key: str, given: Value | ResourceBinding | None = None) -> Thing:
    """What ``context.resources.key`` is: the one object that all bindings agree on, stand-ins for tests aside.

    ``given``: the config that a job gives the resource, or the stand-in that it has in its place.
    """
    if isinstance(given, ResourceBinding):
        return _bound(world, given, None)
    place = key if given is None else (key, given)
    if place not in world.resources:
        if ("resource", key) in world.under_way:
            return Hidden(f"the resource {key} leads back to itself", key)
        world.under_way.add(("resource", key))
        followed, world.followed = world.followed, 0
        world.resources[place] = _resource_thing(world, key, given)
        world.followed = followed  # it is remembered for all ops: it counts for none
        world.under_way.discard(("resource", key))
    return world.resources[place]


def _resource_thing(world: World, key: str, given: Value | None) -> Thing:
    bindings = world.bindings.get(key, ())
    real = [item for item in bindings if not _sounds_like_one(item)] or list(bindings)
    things = [item for binding in real if _is_object(item := _bound(world, binding, given))]
    if not things:
        return Hidden(f"the resource {key} is not bound in the project", key)
    first = things[0]
    if all(_kind(item) == _kind(first) for item in things):
        return _shared(key, first, things)
    kinds = {_kind(item): item for item in reversed(things)}
    return Several(tuple(_shared(key, item, [item]) for item in reversed(kinds.values())))


def is_stand_in(world: World, binding: ResourceBinding) -> bool:
    """Whether a binding surely is an object that stores nothing, or one of another class than what is meant."""
    thing = _bound(world, binding, None)
    if is_mock(thing) or not isinstance(thing, Built):
        return is_mock(thing)
    others = [other for other in world.bindings.get(binding.key, ()) if not _sounds_like_one(other)]
    kinds = {_kind(_bound(world, other, None)) for other in others}
    return _sounds_like_one(binding) and bool(kinds) and _kind(thing) not in kinds


def _is_object(thing: Thing) -> bool:
    """Of constants only a resource of values counts, which ops read by key."""
    if isinstance(thing, Plain):
        return isinstance(thing.value, Template) or bool(entries_of(thing.value))
    return not isinstance(thing, Hidden)


def _sounds_like_one(binding: ResourceBinding) -> bool:
    words = {word.lower() for word in _WORD.findall(f"{binding.definition or ''} {binding.text}")}
    return not words.isdisjoint(_STAND_INS) or binding.where.file.startswith(("tests/", "test/"))


def _kind(thing: Thing) -> str:
    match thing:
        case Built(class_id, _, _):
            return class_id
        case Made(type_name, _):
            return type_name
        case _:
            return repr(thing)


def _shared(key: str, first: Thing, things: Sequence[Thing]) -> Thing:
    if isinstance(first, Built):
        others = [item for item in things if isinstance(item, Built)]
        kept = tuple(item for item in first.attributes if all(item in other.attributes for other in others))
        return Built(first.class_id, kept, key)
    return first


def _bound(world: World, binding: ResourceBinding, given: Value | None) -> Thing:
    module_id = world.modules_by_file.get(binding.where.file)
    source = world.sources.module(module_id) if module_id is not None else None
    if module_id is None or source is None:
        return Hidden("its module cannot be read")
    try:
        expression = ast.parse(binding.text.strip(), mode="eval").body
    except SyntaxError:
        return Hidden("its text cannot be read")
    for node in ast.walk(expression):
        if isinstance(node, ast.expr):
            node.lineno = node.end_lineno = binding.where.line
    return _written(world, Standpoint(world.sources, source, source.scope), expression, binding.key, given)


def _written(world: World, here: Standpoint, expression: ast.expr, key: str, given: Value | None) -> Thing:
    """What an expression binds to a key."""
    sides = alternatives(here, expression)
    found = tuple(dict.fromkeys(_alone(world, *side, key, given) for side in sides))
    return Several(found) if len(found) > 1 else found[0]


def _alone(world: World, here: Standpoint, expression: ast.expr, key: str, given: Value | None) -> Thing:
    """What an expression that is followed to its end binds."""
    if not isinstance(expression, ast.Call):
        return _made_for_run(world, _value(world, here, expression), key, given)
    if here.resolve(expression.func) == VALUES_RESOURCE:
        return values_resource(here, expression, key, given)
    if makes_mock(here, expression):
        return MOCK
    if isinstance(expression.func, ast.Attribute):
        owner = expression.func
        if owner.attr == "configured" and expression.args:
            config = configured_with(here, expression.args[0])
            return _configured(world, here, owner.value, key, config)
        if owner.attr in ("hardcoded_resource", "mock_resource") and expression.args:
            expression = expression.args[0]
        elif owner.attr == "configure_at_launch":
            expression = owner.value
    return _made_for_run(world, _value(world, here, expression), key, given)


def _configured(world: World, here: Standpoint, base: ast.expr, key: str, config: Value) -> Thing:
    there, value = here.follow(base)
    if isinstance(value, ast.Call) and there.resolve(value.func) == VALUES_RESOURCE:
        return values_resource(there, value, key, config)
    return _made_for_run(world, _value(world, there, value), key, config)


def _value(world: World, here: Standpoint, expression: ast.expr) -> Thing:
    return module_value(world, here.scope.module_id, here.scope, expression)


def _made_for_run(world: World, thing: Thing, key: str, given: Value | None) -> Thing:
    """What an op gets: for a resource function what it returns or yields."""
    match thing:
        case Routine():
            config = init_config(world, thing, key, given)
            outcome = call_routine(world, thing, (Context("init", config),))
            return outcome.yielded or outcome.returned
        case Klass(class_id):
            return with_fields(Built(class_id), given)
        case Named(name):
            return Made(RESOURCES[name]) if name in RESOURCES else Hidden(f"{name} is not known", name)
        case _:
            return with_fields(thing, given)
