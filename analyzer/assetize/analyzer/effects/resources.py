"""Resources by key: what the project's jobs and code locations bind a key to."""

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assetize.analyzer.effects.catalogue import RESOURCES
from assetize.analyzer.effects.follow import call_routine
from assetize.analyzer.effects.frame import World
from assetize.analyzer.effects.knowing import module_value
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
from assetize.analyzer.values import Hole, Template, Value

_STAND_INS = ("mock", "fake", "dummy", "stub", "test", "noop")


def bindings_by_key(project: Project) -> Mapping[str, tuple[ResourceBinding, ...]]:
    """Every binding of every resource key, once for each text."""
    found: dict[str, dict[str, ResourceBinding]] = defaultdict(dict)
    owners: list[Job | CodeLocation] = [*project.jobs, *project.locations]
    for owner in owners:
        for binding in owner.resources:
            found[binding.key].setdefault(f"{binding.definition}|{binding.text}", binding)
    return {key: tuple(bindings.values()) for key, bindings in found.items()}


def resource_thing(world: World, key: str) -> Thing:
    """What ``context.resources.key`` is: the one object that all bindings agree on, stand-ins for tests aside."""
    if key not in world.resources:
        if ("resource", key) in world.under_way:
            return Hidden(f"the resource {key} leads back to itself", key)
        world.under_way.add(("resource", key))
        world.resources[key] = _resource_thing(world, key)
        world.under_way.discard(("resource", key))
    return world.resources[key]


def _resource_thing(world: World, key: str) -> Thing:
    bindings = world.bindings.get(key, ())
    real = [item for item in bindings if not _is_stand_in(item)] or list(bindings)
    things = [item for binding in real if not isinstance(item := _bound(world, binding), Hidden | Plain)]
    if not things:
        return Hidden(f"the resource {key} is not bound in the project", key)
    first = things[0]
    if all(_kind(item) == _kind(first) for item in things):
        return _shared(key, first, things)
    kinds = {_kind(item): item for item in reversed(things)}
    return Several(tuple(_shared(key, item, [item]) for item in reversed(kinds.values())))


def _is_stand_in(binding: ResourceBinding) -> bool:
    words = f"{binding.definition or ''} {binding.text}".lower()
    return any(word in words for word in _STAND_INS) or binding.where.file.startswith(("tests/", "test/"))


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


def _bound(world: World, binding: ResourceBinding) -> Thing:
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
    config: Value = Template((Hole("resource", binding.key),))
    if isinstance(expression, ast.Call) and isinstance(expression.func, ast.Attribute):
        owner = expression.func
        if owner.attr == "configured" and expression.args:
            given = module_value(world, module_id, source.scope, expression.args[0])
            config = given.value if isinstance(given, Plain) else config
            expression = owner.value
        elif owner.attr in ("hardcoded_resource", "mock_resource") and expression.args:
            expression = expression.args[0]
        elif owner.attr in ("configure_at_launch",):
            expression = owner.value
    return _made_for_run(world, module_value(world, module_id, source.scope, expression), config)


def _made_for_run(world: World, thing: Thing, config: Value) -> Thing:
    """What an op gets: for a resource function what it returns or yields."""
    match thing:
        case Routine():
            outcome = call_routine(world, thing, (Context("init", config),))
            return outcome.yielded or outcome.returned
        case Klass(class_id):
            return Built(class_id)
        case Named(name):
            return Made(RESOURCES[name]) if name in RESOURCES else Hidden(f"{name} is not known", name)
        case _:
            return thing
