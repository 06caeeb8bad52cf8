"""Attributes and items of things: of library objects, of objects of the project, of Dagster's context."""

from assetize.analyzer.effects.catalogue import INDEX, Maker
from assetize.analyzer.effects.catalogue.index import fits
from assetize.analyzer.effects.classes import class_attribute, library_base
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.things import (
    SCRATCH,
    Built,
    Context,
    Group,
    Hidden,
    Klass,
    Made,
    Named,
    Plain,
    Several,
    Thing,
    with_hole,
)
from assetize.analyzer.values import Known, Value

_CONFIGS = frozenset({"op_config", "solid_config"})
_PARTITIONS = frozenset(
    {"partition_key", "asset_partition_key_for_output", "partition_time_window", "partition_key_range"}
)
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
            return _loosely_made(name) or Hidden(reason, name)
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
        case Context("config", _):
            return with_hole("config", name)
        case Hidden(reason, _):
            return Hidden(reason, name)
        case _:
            return Hidden("an item of an object", name)


def _of_context(frame: Frame, base: Context, name: str) -> Thing:
    if base.part == "resources":
        return frame.world.resource(frame.world, name)
    if base.part == "config":
        return with_hole("config", name)
    if base.part == "init":
        if name in ("resource_config", "op_config"):
            return Plain(base.config)
        return base if name == "resources" else Hidden(f"{name} of the resource's context", name)
    if name == "resources":
        return Context("resources")
    if name in _CONFIGS:
        return with_hole("config", "")
    if name in _PARTITIONS:
        return with_hole("partition", name)
    if name in _SAME_CONTEXT:
        return base
    return Hidden(f"context.{name} is only known while running", name)
