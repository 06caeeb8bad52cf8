"""Attributes and items of things: of library objects, of objects of the project, of Dagster's context."""

import ast

from assetize.analyzer.effects.catalogue import INDEX, Maker
from assetize.analyzer.effects.catalogue.index import fits
from assetize.analyzer.effects.classes import (
    bound_member,
    class_attribute,
    fields_of,
    find_member,
    library_base,
)
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.mocks import is_mock
from assetize.analyzer.effects.things import (
    SCRATCH,
    Built,
    Context,
    Group,
    Hidden,
    Klass,
    Lookup,
    Made,
    Method,
    Named,
    Plain,
    Routine,
    Several,
    Thing,
    with_hole,
)
from assetize.analyzer.values import Known, NotKnown, Value
from assetize.analyzer.values.value import entries_of

_CONFIGS = frozenset({"op_config", "solid_config"})
_PARTITIONS = frozenset(
    {"partition_key", "asset_partition_key_for_output", "partition_time_window", "partition_key_range"}
)
_WRITERS = ("to_", "write_", "put_", "upload_", "insert_", "save")
"""How names of methods begin that are worth remembering though nothing is known of their object."""
_SAME_CONTEXT = frozenset({"op_execution_context", "asset_execution_context"})


def attribute_of(frame: Frame, base: Thing, name: str) -> Thing:
    """``base.name``."""
    match base:
        case Made():
            return _of_library(base, name)
        case Built() | Klass():
            return class_attribute(frame.world, base, name) or _inherited(frame, base, name)
        case Named(owner):
            return Named(f"{owner}.{name}")
        case Context():
            return _of_context(frame, base, name)
        case Hidden(reason, _):
            is_method = name.startswith(_WRITERS) and name in INDEX.methods
            return _loosely_made(name) or (Method(base, name) if is_method else Hidden(reason, name))
        case Routine() if name == "__name__" and not isinstance(base.node, ast.Lambda):
            return Plain(Known(base.node.name))
        case Several(things):
            found = dict.fromkeys(attribute_of(frame, item, name) for item in things)
            return next(iter(found)) if len(found) == 1 else Several(tuple(found))
        case _:
            return Hidden(f"{name} of something computed", name)


def _inherited(frame: Frame, base: Built | Klass, name: str) -> Thing:
    """An attribute that the project does not define: perhaps of a library's class that it builds on."""
    library = library_base(frame.world, base.class_id)
    if library is not None and isinstance(base, Built):
        return _of_library(Made(library), name)
    resource = base.resource if isinstance(base, Built) else ""
    return Hidden(f"{name} of an object", name if resource else "")


def _of_library(base: Made, name: str) -> Thing:
    if is_mock(base):
        return base
    if base.type == "tempfile" and name == "name":
        return SCRATCH
    path = base.fact("path")
    if name == "name" and base.type == "builtins.file" and path is not None:
        return Plain(path)
    for maker in INDEX.maker_attributes.get(name, ()):
        if fits(maker.receivers, base.type):
            return Made(maker.makes, base.facts)
    for maker in INDEX.keyed_makers:
        if maker.any_attribute and not name.startswith("_") and fits(maker.receivers, base.type):
            return Made(maker.makes, with_fact(base, maker, Known(name)))
    if any(fits(row.receivers, base.type) for row in INDEX.methods.get(name, ())):
        return Method(base, name)
    return Hidden(f"{name} of a {base.type}", name)


def _loosely_made(name: str) -> Made | None:
    for maker in INDEX.maker_attributes.get(name, ()):
        if maker.is_loose:
            return Made(maker.makes)
    return None


def with_fact(base: Made, maker: Maker, value: Value) -> tuple[tuple[str, Value], ...]:
    """The facts of what an item or attribute makes: those of its owner, and its key."""
    return (*base.facts, (maker.facts[0].names[0], value))


def item_of(base: Thing, key: Value, name: str) -> Thing:
    """``base[key]``; ``name`` is the key when it is written out."""
    match base:
        case Made() if is_mock(base):
            return base
        case Made():
            for maker in INDEX.keyed_makers:
                if maker.items and fits(maker.receivers, base.type):
                    return Made(maker.makes, with_fact(base, maker, key))
            return Hidden(f"an item of a {base.type}", name)
        case Group(things) if isinstance(key, Known) and isinstance(key.value, int):
            return (
                things[key.value]
                if -len(things) <= key.value < len(things)
                else Hidden("an item that is not there")
            )
        case Lookup():
            return entry_of(base, key)
        case Context("config"):
            return _given_field(base, name) or with_hole("config", name)
        case Hidden(reason, _):
            return Hidden(reason, name)
        case _:
            return Hidden("an item of an object", name)


def entry_of(base: Lookup, key: Value) -> Thing:
    """What a dict of functions or objects holds at a key; one of them where the key is only known while running."""
    if isinstance(key, Known):
        return base.at(key.value) or Hidden("an entry that is not there")
    things = tuple(dict.fromkeys(thing for _, thing in base.entries))
    if len(things) < 2:
        return things[0] if things else Hidden("an entry that is not there")
    return Several(things)


def _of_context(frame: Frame, base: Context, name: str) -> Thing:
    if base.part == "resources":
        return frame.world.resource(frame.world, name, dict(base.resources).get(name))
    if base.part == "config":
        return _of_config(frame, base, name)
    if base.part == "init":
        if name in ("resource_config", "op_config"):
            return Plain(base.config)
        return base if name == "resources" else Hidden(f"{name} of the resource's context", name)
    if name == "resources":
        return Context("resources", resources=base.resources)
    if name in _CONFIGS:
        return with_hole("config", "") if isinstance(base.config, NotKnown) else Plain(base.config)
    if name in _PARTITIONS:
        return with_hole("partition", name)
    if name in _SAME_CONTEXT:
        return base
    return Hidden(f"context.{name} is only known while running", name)


def _of_config(frame: Frame, base: Context, name: str) -> Thing:
    """A field of an op's config; the hole ``{config:name}`` when nobody says what it holds."""
    found = _given_field(base, name)
    if found is not None:
        return found
    member = find_member(frame.world, base.class_id, name) if base.class_id else None
    if member is not None and isinstance(frame.world.named(frame.world, member), Routine):
        fields = fields_of(frame.world, base.class_id)
        attributes = tuple((field, _of_config(frame, base, field)) for field in fields if field != name)
        return bound_member(frame.world, Built(base.class_id, attributes), member)
    return with_hole("config", name)


def _given_field(base: Context, name: str) -> Thing | None:
    found = next((value for key, value in entries_of(base.config) or () if key == name), None)
    if found is None:
        return None
    return Plain(found) if entries_of(found) is None else Context("config", found)
