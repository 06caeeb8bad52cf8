"""Binding names, attributes and items to what is assigned to them."""

import ast

from assetize.analyzer.effects.constants import forced
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.things import (
    Built,
    Entry,
    Group,
    Hidden,
    Later,
    Lookup,
    Made,
    Named,
    Plain,
    Thing,
    value_of,
)
from assetize.analyzer.values import Known
from assetize.analyzer.values.value import elements_of

_WRITTEN_OUT = (ast.List, ast.Dict, ast.Set, ast.Tuple)


def bind_value(frame: Frame, target: ast.expr, value: ast.expr) -> None:
    """``target = value``; what is not needed at once waits."""
    if isinstance(target, ast.Name):
        frame.names[target.id] = _entry(frame, value)
    elif isinstance(target, ast.Subscript):
        forget(frame, target.value)
    else:
        bind(frame, target, thing_of(frame, value))


def _entry(frame: Frame, value: ast.expr) -> Entry:
    if frame.is_repeated or isinstance(value, ast.Constant | ast.Name):
        return thing_of(frame, value)
    if isinstance(value, ast.Call) and id(value) in frame.results:
        return frame.results[id(value)]
    return Later(value, dict(frame.names), frame)


def bind(frame: Frame, target: ast.expr, thing: Thing) -> None:
    """Binds a target to a thing, element by element for a tuple."""
    match target:
        case ast.Name(name):
            frame.names[name] = thing
        case ast.Tuple(targets) | ast.List(targets):
            _unpack(frame, targets, thing)
        case ast.Starred(inner):
            bind(frame, inner, Hidden("the rest of an unpacked value"))
        case ast.Attribute(ast.Name(name), attribute):
            _set_attribute(frame, name, attribute, thing)
        case ast.Subscript(owner, _):
            forget(frame, owner)
        case _:
            return


def forget(frame: Frame, owner: ast.expr) -> None:
    """A written-out container that is changed in place is no longer known."""
    match owner:
        case ast.Name(name):
            entry = frame.names.get(name)
            if isinstance(entry, Plain | Group | Lookup) or (
                isinstance(entry, Later) and isinstance(entry.expression, _WRITTEN_OUT)
            ):
                frame.names[name] = Hidden(f"{name} is changed while running")
        case ast.Attribute(ast.Name(name), attribute) if name in frame.names:
            built = forced(frame.names[name])
            if isinstance(built, Built) and isinstance(dict(built.attributes).get(attribute), Plain | Group):
                _set_attribute(frame, name, attribute, Hidden(f"{attribute} is changed while running"))


def _unpack(frame: Frame, targets: list[ast.expr], thing: Thing) -> None:
    things: tuple[Thing, ...] | None = None
    if isinstance(thing, Group):
        things = thing.things
    elif isinstance(thing, Plain):
        values = elements_of(thing.value)
        things = tuple(Plain(value) for value in values) if values is not None else None
    if (
        things is None
        or len(things) != len(targets)
        or any(isinstance(item, ast.Starred) for item in targets)
    ):
        things = tuple(Hidden("one of several unpacked values") for _ in targets)
    for target, item in zip(targets, things, strict=True):
        bind(frame, target, item)


def _set_attribute(frame: Frame, name: str, attribute: str, thing: Thing) -> None:
    entry = frame.names.get(name)
    owner = forced(entry) if entry is not None else None
    if isinstance(owner, Made) and owner.type.endswith("Config"):
        facts = tuple(item for item in owner.facts if item[0] != attribute)
        value = Known(thing.name.rpartition(".")[2]) if isinstance(thing, Named) else value_of(thing)
        frame.names[name] = Made(owner.type, (*facts, (attribute, value)))
    if isinstance(owner, Built):
        kept = tuple(item for item in owner.attributes if item[0] != attribute)
        frame.names[name] = Built(owner.class_id, (*kept, (attribute, thing)), owner.resource)
