"""Branches, loops, with and try: which statements are read, how often, and what they leave in names."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence

from assetize.analyzer.effects.agreement import agreed
from assetize.analyzer.effects.classes import class_attribute, enum_members, find_member
from assetize.analyzer.effects.conditions import truth
from assetize.analyzer.effects.constants import forced
from assetize.analyzer.effects.follow import follow_with
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.targets import bind
from assetize.analyzer.effects.things import (
    Built,
    Entry,
    Group,
    Hidden,
    Klass,
    Made,
    Plain,
    Routine,
    Several,
    Thing,
)
from assetize.analyzer.values import Known, Template
from assetize.analyzer.values.value import elements_of, entries_of

MOST_TURNS = 60
"""Known loops longer than this are read like unknown ones."""

ONE_OF_A_LOOP = "changes with each turn of a loop"

Part = Callable[[], None]


def read_if(frame: Frame, node: ast.If) -> None:
    """One branch when the condition is known, else both."""
    frame.world.visit(frame, node.test)
    verdict = truth(frame, node.test)
    if verdict is not None:
        frame.world.run(frame, node.body if verdict else node.orelse)
        return
    _either(frame, [lambda: frame.world.run(frame, node.body), lambda: frame.world.run(frame, node.orelse)])


def match_statement(frame: Frame, node: ast.Match) -> None:
    """All cases, each of them perhaps."""
    frame.world.visit(frame, node.subject)
    _either(frame, [_case(frame, case) for case in node.cases])


def _case(frame: Frame, case: ast.match_case) -> Part:
    return lambda: frame.world.run(frame, case.body)


def _either(frame: Frame, parts: Sequence[Part]) -> None:
    """Reads alternatives from the same names; afterwards only what they agree on is known."""
    before = frame.names
    left: list[dict[str, Entry]] = []
    frame.branches += 1
    for part in parts:
        frame.names = dict(before)
        part()
        if not frame.has_ended:
            left.append(frame.names)
        frame.has_ended = False
    frame.branches -= 1
    frame.has_ended = not left
    _merge(before, left)
    frame.names = before


def _merge(before: dict[str, Entry], left: Sequence[dict[str, Entry]]) -> None:
    """Puts what the branches left into the names, in place: closures keep seeing them."""
    if not left:
        return
    first = left[0]
    names = set(first).union(*left[1:])
    for name in names:
        entries = [names_there[name] for names_there in left if name in names_there]
        entry = entries[0]
        if any(other is not entry for other in entries[1:]):
            merged = forced(entry)
            for other in entries[1:]:
                merged = agreed(merged, forced(other))
            entry = merged
        before[name] = entry


def read_for(frame: Frame, node: ast.For | ast.AsyncFor) -> None:
    """Once for each element of something known, else once for all of them."""
    frame.world.visit(frame, node.iter)
    _loop(frame, node.iter, node.target, lambda: frame.world.run(frame, node.body))
    frame.world.run(frame, node.orelse)


def _loop(frame: Frame, iterated: ast.expr, target: ast.expr, body: Part) -> None:
    elements = elements_of_expression(frame, iterated)
    if not elements or len(elements) > MOST_TURNS:
        frame.loops += 1
        _bind_element(frame, iterated, target)
        body()
        frame.loops -= 1
        frame.has_ended = False
        return
    was_repeated, frame.is_repeated = frame.is_repeated, True
    for element in elements:
        bind(frame, target, element)
        body()
        frame.has_ended = False
    frame.is_repeated = was_repeated


def _bind_element(frame: Frame, iterated: ast.expr, target: ast.expr) -> None:
    for name in ast.walk(target):
        if isinstance(name, ast.Name):
            frame.names[name.id] = Hidden(f"{name.id} {ONE_OF_A_LOOP}")
    made = thing_of(frame, iterated)
    if isinstance(made, Several) and isinstance(target, ast.Name):
        frame.names[target.id] = made  # one of the objects that a comprehension makes


def elements_of_expression(frame: Frame, node: ast.expr) -> list[Thing] | None:
    """What a loop goes over, when that is written out; None when only a run can tell."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        inner = [
            elements_of_expression(frame, item) for item in node.args if not isinstance(item, ast.Starred)
        ]
        known = [item for item in inner if item is not None]
        if node.func.id == "enumerate" and inner[0] is not None:
            return [Group((Plain(Known(at)), item)) for at, item in enumerate(inner[0])]
        if node.func.id == "zip" and known:
            shortest = min(len(item) for item in known)
            columns = [item or [Hidden("an element")] * shortest for item in inner]
            return [Group(tuple(column[at] for column in columns)) for at in range(shortest)]
        if node.func.id in ("reversed", "tqdm", "list", "tuple", "sorted", "set", "iter") and inner:
            return inner[0]
    thing = thing_of(frame, node)
    if isinstance(thing, Group):
        return list(thing.things)
    if isinstance(thing, Klass):
        return enum_members(frame.world, thing)
    if not isinstance(thing, Plain):
        return None
    values = elements_of(thing.value)
    if values is not None:
        return [Plain(value) for value in values]
    entries = entries_of(thing.value)
    return [Plain(Known(key)) for key, _ in entries] if entries is not None else None


def comprehension(frame: Frame, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
    """A comprehension is a loop; its variables do not outlive it."""
    before = dict(frame.names)
    parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    _comprehend(frame, node.generators, parts)
    frame.names.clear()
    frame.names.update(before)


def _comprehend(frame: Frame, generators: Sequence[ast.comprehension], parts: Sequence[ast.expr]) -> None:
    if not generators:
        for part in parts:
            frame.world.visit(frame, part)
        return
    first, rest = generators[0], generators[1:]
    frame.world.visit(frame, first.iter)

    def body() -> None:
        for condition in first.ifs:
            frame.world.visit(frame, condition)
        _comprehend(frame, rest, parts)

    _loop(frame, first.iter, first.target, body)


def read_while(frame: Frame, node: ast.While) -> None:
    """A loop over something only known while running."""
    frame.world.visit(frame, node.test)
    frame.loops += 1
    frame.world.run(frame, node.body)
    frame.loops -= 1
    frame.has_ended = False
    frame.world.run(frame, node.orelse)


def read_try(frame: Frame, node: ast.Try) -> None:
    """The body, then each handler perhaps, then what follows in any case."""
    frame.world.run(frame, node.body)
    body_ended, frame.has_ended = frame.has_ended, False
    if not body_ended:
        frame.world.run(frame, node.orelse)
        body_ended, frame.has_ended = frame.has_ended, False
    after = dict(frame.names)
    otherwise: set[str] = set()
    handlers_go_on = False
    frame.branches += 1
    for handler in node.handlers:
        if handler.name:
            frame.names[handler.name] = Hidden("a caught exception")
        frame.world.run(frame, handler.body)
        if not frame.has_ended:
            otherwise.update(_other_texts(after, frame.names))
        frame.names.update(after)
        handlers_go_on |= not frame.has_ended
        frame.has_ended = False
    frame.branches -= 1
    for name in otherwise:
        frame.names[name] = Hidden(f"{name} is another text when something fails")
    frame.world.run(frame, node.finalbody)
    frame.has_ended = frame.has_ended or (body_ended and not handlers_go_on)


def _other_texts(tried: Mapping[str, Entry], handled: Mapping[str, Entry]) -> Iterator[str]:
    """The names for which a handler has a text of its own: what was tried may not be what counts."""
    for name, entry in handled.items():
        if name in tried and tried[name] is not entry:
            first, other = forced(tried[name]), forced(entry)
            if first != other and _is_text(first) and _is_text(other):
                yield name


def _is_text(thing: Thing) -> bool:
    return isinstance(thing, Plain) and (
        isinstance(thing.value, Template)
        or (isinstance(thing.value, Known) and isinstance(thing.value.value, str))
    )


def read_with(frame: Frame, node: ast.With | ast.AsyncWith) -> None:
    """Names bound to what the context managers give, then the body."""
    for item in node.items:
        frame.world.visit(frame, item.context_expr)
        thing = _entered(frame, item.context_expr)
        if item.optional_vars is not None:
            bind(frame, item.optional_vars, thing)
    frame.world.run(frame, node.body)


def _entered(frame: Frame, node: ast.expr) -> Thing:
    thing = thing_of(frame, node)
    if isinstance(thing, Group) and len(thing.things) == 1:
        return thing.things[0]  # a generator that some decorator makes a context manager of
    if not isinstance(thing, Built):
        return thing
    if find_member(frame.world, thing.class_id, "__enter__") is None:
        return thing
    enter = class_attribute(frame.world, thing, "__enter__")
    call = node if isinstance(node, ast.Call) else ast.copy_location(ast.Call(node, [], []), node)
    if isinstance(enter, Routine):
        given = follow_with(frame, enter, call, (), {})
        return given if isinstance(given, Built | Made) else thing
    return thing
