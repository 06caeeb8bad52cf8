"""Calls of the project's own functions, methods and classes, followed with their arguments bound."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.effects.agreement import agreed
from assetize.analyzer.effects.annotations import parameter_things, typed_thing
from assetize.analyzer.effects.classes import fields_of, find_member, has_fields
from assetize.analyzer.effects.frame import MOST_FOLLOWED, Frame, Outcome, World
from assetize.analyzer.effects.knowing import module_value, thing_named, thing_of
from assetize.analyzer.effects.things import (
    NONE,
    Built,
    Group,
    Hidden,
    Klass,
    Lookup,
    Plain,
    Routine,
    Thing,
    value_of,
)
from assetize.analyzer.values.value import entries_of, mapping

_MANAGERS = frozenset({"contextmanager", "asynccontextmanager"})


def arguments_of(frame: Frame, node: ast.Call) -> tuple[tuple[Thing, ...], dict[str, Thing]]:
    """The arguments of a call as things; a ``**mapping`` counts as far as it is known."""
    positional: list[Thing] = []
    for item in node.args:
        if isinstance(item, ast.Starred):
            inner = thing_of(frame, item.value)
            positional.extend(inner.things if isinstance(inner, Group) else ())
        else:
            positional.append(thing_of(frame, item))
    keywords: dict[str, Thing] = {}
    for keyword in node.keywords:
        if keyword.arg is not None:
            keywords[keyword.arg] = thing_of(frame, keyword.value)
        else:
            keywords.update(_spread(thing_of(frame, keyword.value)))
    return tuple(positional), keywords


def _spread(thing: Thing) -> Iterator[tuple[str, Thing]]:
    if isinstance(thing, Lookup):
        yield from ((str(key), item) for key, item in thing.entries)
    else:
        yield from ((str(key), Plain(value)) for key, value in entries_of(value_of(thing)) or ())


def follow(frame: Frame, routine: Routine, node: ast.Call) -> Thing | None:
    """What a call of a function of the project does and gives; None when it goes too deep."""
    positional, keywords = arguments_of(frame, node)
    return follow_with(frame, routine, node, positional, keywords)


def follow_with(
    frame: Frame, routine: Routine, node: ast.Call, positional: Sequence[Thing], keywords: Mapping[str, Thing]
) -> Thing | None:
    """Follows a call whose arguments are known as things."""
    world = frame.world
    if frame.depth <= 0 or world.followed >= MOST_FOLLOWED:
        return None
    outcome = call_routine(world, routine, positional, keywords, frame.depth - 1)
    add_outcome(frame, outcome, routine, node)
    if outcome.yielded is not None and _is_manager(routine):
        return outcome.yielded
    return outcome.returned


def add_outcome(frame: Frame, outcome: Outcome, routine: Routine, node: ast.Call) -> None:
    """The effects of a followed call become the caller's, one hop longer."""
    if not outcome.effects and not outcome.unfollowed:
        return
    if routine.is_decorated:
        # A decorator that calls its function in a loop tries again; it does not do another thing each time.
        frame.effects.extend(outcome.effects)
        frame.unfollowed.extend(outcome.unfollowed)
        return
    where = frame.source.at(node)
    hop = f"{_shown_name(routine)} ({where.file}:{where.line})"
    for call in outcome.unfollowed:
        frame.unfollowed.append(replace(call, through=(hop, *call.through)))
    for effect in outcome.effects:
        frame.effects.append(
            replace(
                effect,
                through=(hop, *effect.through),
                in_loop=effect.in_loop or frame.loops > 0,
                conditional=effect.conditional or frame.branches > 0,
            )
        )


def _shown_name(routine: Routine) -> str:
    if isinstance(routine.node, ast.Lambda):
        return "lambda"
    around, _, name = routine.id.rpartition(":")[2].rpartition(".")
    is_method = around and not around.endswith("<locals>")
    return f"{around.rpartition('.')[2]}.{name}" if is_method else name.rstrip("'") or routine.node.name


def _is_manager(routine: Routine) -> bool:
    decorators = getattr(routine.node, "decorator_list", [])
    return any(getattr(item, "attr", getattr(item, "id", "")) in _MANAGERS for item in decorators)


def call_routine(
    world: World,
    routine: Routine,
    positional: Sequence[Thing] = (),
    keywords: Mapping[str, Thing] | None = None,
    depth: int = 2,
) -> Outcome:
    """What a function does with these arguments; remembered, except for functions that close over a body's names.

    What is remembered counts like what is followed anew, and what was cut short is not remembered: else the effects of
    one op would depend on which others were read before it.
    """
    if routine.wrapper is not None:
        return _call_wrapper(world, routine, routine.wrapper, positional, keywords or {}, depth)
    names = bound_arguments(world, routine, positional, keywords or {})
    key = (id(routine.node), tuple(names.items()), depth)
    if not routine.around and key in world.memory:
        outcome, count = world.memory[key]
        if world.followed + count <= MOST_FOLLOWED:
            world.followed += count
            return outcome
    source = world.sources.module(routine.scope.module_id)
    step = (id(routine.node), routine.id)
    if source is None or step in world.under_way or world.followed >= MOST_FOLLOWED:
        world.cut_short += 1
        return Outcome()
    followed, cut_short = world.followed, world.cut_short
    world.followed += 1
    world.under_way.add(step)
    frame = Frame(world, source, routine.scope, {**routine.around, **names}, depth)
    try:
        outcome = _outcome(frame, routine, names)
    finally:
        world.under_way.discard(step)
        frame.close()
    if not routine.around and world.cut_short == cut_short:
        world.memory[key] = outcome, world.followed - followed
    return outcome


def _call_wrapper(
    world: World,
    routine: Routine,
    wrapper: Routine,
    positional: Sequence[Thing],
    keywords: Mapping[str, Thing],
    depth: int,
) -> Outcome:
    """What decorators put in a function's place takes what is meant for it, and goes no deeper."""
    receiver = () if routine.receiver is None else (routine.receiver,)
    given = (*receiver, *routine.preset, *positional)
    return call_routine(world, wrapper, given, {**dict(routine.preset_names), **keywords}, depth + 1)


def _outcome(frame: Frame, routine: Routine, names: Mapping[str, Thing]) -> Outcome:
    node = routine.node
    if isinstance(node, ast.Lambda):
        frame.world.visit(frame, node.body)
        return Outcome(tuple(frame.effects), thing_of(frame, node.body), unfollowed=tuple(frame.unfollowed))
    frame.world.run(frame, node.body)
    effects, unfollowed = tuple(frame.effects), tuple(frame.unfollowed)
    if node.name == "__init__" and names:
        built = frame.names[next(iter(names))]
        made = built if isinstance(built, Built) else Hidden("it is built")
        return Outcome(effects, made, unfollowed=unfollowed)
    returned = _all_agreed(frame.returned) if frame.returned else NONE
    if isinstance(returned, Hidden):
        returned = typed_thing(frame.world, routine.scope.parent or routine.scope, node.returns) or returned
    yielded = _all_agreed(frame.yielded) if frame.yielded else None
    if yielded is not None and not frame.returned:
        returned = Hidden("it is made step by step") if frame.yields_vary else Group(tuple(frame.yielded))
    return Outcome(effects, returned, yielded, unfollowed)


def _all_agreed(things: Sequence[Thing]) -> Thing:
    result = things[0]
    for item in things[1:]:
        result = agreed(result, item)
    return result


def bound_arguments(
    world: World, routine: Routine, positional: Sequence[Thing], keywords: Mapping[str, Thing]
) -> dict[str, Thing]:
    """The parameters of a function by name; what is not given has its default."""
    arguments = routine.node.args
    names: dict[str, Thing] = dict(parameter_things(world, routine.scope, arguments))
    ordered = [parameter.arg for parameter in (*arguments.posonlyargs, *arguments.args)]
    names.update(_defaults(world, routine, arguments, ordered))
    given = [*((routine.receiver,) if routine.receiver is not None else ()), *routine.preset, *positional]
    for name, value in zip(ordered, given, strict=False):
        names[name] = _better(names.get(name), value)
    for name, value in {**dict(routine.preset_names), **keywords}.items():
        if name in names:
            names[name] = _better(names.get(name), value)
    if arguments.kwarg is not None:
        names[arguments.kwarg.arg] = _rest({n: item for n, item in keywords.items() if n not in names})
    if arguments.vararg is not None:
        names[arguments.vararg.arg] = Group(tuple(given[len(ordered) :]))
    return names


def _rest(keywords: Mapping[str, Thing]) -> Thing:
    """What ``**options`` holds."""
    if all(isinstance(thing, Plain) for thing in keywords.values()):
        return Plain(mapping((name, value_of(thing)) for name, thing in keywords.items()))
    return Lookup(tuple(keywords.items()))


def _better(declared: Thing | None, given: Thing) -> Thing:
    """What the caller gives, unless the annotation says more of it."""
    if isinstance(given, Hidden) and declared is not None and not isinstance(declared, Hidden | Plain):
        return declared
    return given


def _defaults(
    world: World, routine: Routine, arguments: ast.arguments, ordered: Sequence[str]
) -> dict[str, Thing]:
    around = routine.scope.parent or routine.scope
    pairs = [
        *zip(ordered[len(ordered) - len(arguments.defaults) :], arguments.defaults, strict=True),
        *((item.arg, value) for item, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)),
    ]
    return {
        name: module_value(world, routine.scope.module_id, around, value)
        for name, value in pairs
        if value is not None
    }


def construct(frame: Frame, klass: Klass, node: ast.Call) -> Thing:
    """An object of a class of the project, with what its constructor sets."""
    world = frame.world
    positional, keywords = arguments_of(frame, node)
    if has_fields(world, klass.class_id):
        fields = list(fields_of(world, klass.class_id))
        given = {**dict(zip(fields, positional, strict=False)), **keywords}
        return Built(klass.class_id, tuple(given.items()))
    constructor = find_member(world, klass.class_id, "__init__")
    routine = thing_named(world, constructor) if constructor is not None else None
    empty = Built(klass.class_id)
    if not isinstance(routine, Routine) or frame.depth <= 0:
        return empty
    bound = replace_receiver(routine, empty)
    outcome = call_routine(world, bound, positional, keywords, frame.depth - 1)
    add_outcome(frame, outcome, bound, node)
    return outcome.returned if isinstance(outcome.returned, Built) else empty


def replace_receiver(routine: Routine, receiver: Thing) -> Routine:
    """The function as a method of an object."""
    return replace(routine, receiver=receiver)
