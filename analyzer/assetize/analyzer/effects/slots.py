"""From the arguments of a call to the identity of what it touches."""

import ast
import re
from collections.abc import Sequence

from assetize.analyzer.effects.catalogue import Row, Slot
from assetize.analyzer.effects.classes import find_member, library_base
from assetize.analyzer.effects.follow import arguments_of
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_named, thing_of
from assetize.analyzer.effects.sql import plain_name
from assetize.analyzer.effects.things import (
    Built,
    Group,
    Hidden,
    Klass,
    Made,
    Plain,
    Several,
    Thing,
    is_lasting,
    is_scratch,
    value_of,
)
from assetize.analyzer.model.effect import ObjectKind
from assetize.analyzer.records import dataclass
from assetize.analyzer.values import Hole, Known, NotKnown, Template, Value
from assetize.analyzer.values.text import parts_of, render_hole, text
from assetize.analyzer.values.value import elements_of, entries_of

_STORES = re.compile(r"^(?:s3[an]?|gs|gcs|abfss?|adl|az|wasbs?|oci|r2|minio)://")
_WEB = re.compile(r"^(?:https?|ftp)://")
_DATES = frozenset(
    {"date", "day", "today", "now", "utcnow", "strftime", "datetime", "timestamp", "isoformat", "yesterday"}
    | {"month", "year", "hour", "week", "yyyymmdd", "fromtimestamp", "pendulum"}
)
_VAGUE = frozenset(
    {"collection", "coll", "col", "table", "db", "database", "client", "conn", "connection", "self"}
)


@dataclass(frozen=True, slots=True)
class Identity:
    """``text`` names the object, or None with the ``reason``; ``pattern`` shows what a run fills in."""

    text: str | None
    kind: ObjectKind | None = None
    """Where the address says more than the row."""
    reason: str = ""
    pattern: str = ""


def argument_of(frame: Frame, node: ast.Call, slot: Slot) -> Thing | None:
    """The argument for a slot, or None when it is not given (or given as ``None``)."""
    for keyword in node.keywords:
        if keyword.arg in slot.names:
            given = _unless_none(thing_of(frame, keyword.value))
            return _part_of(given, slot.part) if slot.part else given
    position = slot.position
    if position is not None:
        starred = next(
            (at for at, item in enumerate(node.args) if isinstance(item, ast.Starred)), len(node.args)
        )
        if position < 0:
            position += starred
        if 0 <= position < starred:
            return _unless_none(thing_of(frame, node.args[position]))
        if position >= starred and starred < len(node.args):
            return Hidden("it is passed with *")
    if any(keyword.arg is None for keyword in node.keywords):
        return _from_mapping(frame, node, slot)
    return Plain(Known(slot.default)) if slot.default is not None else None


def _part_of(thing: Thing | None, name: str) -> Thing | None:
    """A setting that an argument was made with; None when it was not."""
    found = thing.fact(name) if isinstance(thing, Made) else None
    return Plain(found) if found is not None else None


def _from_mapping(frame: Frame, node: ast.Call, slot: Slot) -> Thing | None:
    _, keywords = arguments_of(frame, node)
    found = next((keywords[name] for name in slot.names if name in keywords), None)
    return found or (Hidden("it is passed with **") if slot.is_required else None)


def _unless_none(thing: Thing) -> Thing | None:
    return None if isinstance(thing, Plain) and thing.value == Known(None) else thing


def fact_of(receiver: Thing | None, slot: Slot) -> Thing | None:
    """A fact that the receiver was made with."""
    name = slot.names[0]
    if isinstance(receiver, Made):
        found = receiver.fact(name)
        return Plain(found) if found is not None else None
    if name == "path" and isinstance(receiver, Plain):
        return receiver
    if (
        name == "collection"
        and isinstance(receiver, Hidden)
        and receiver.name
        and receiver.name not in _VAGUE
    ):
        return Plain(Known(receiver.name))
    return Hidden("the object that it is called on is only known while running") if slot.is_required else None


def slot_things(frame: Frame, node: ast.Call, row: Row, receiver: Thing | None) -> list[Thing] | None:
    """The things in a row's slots; None when the call lacks a required one."""
    things: list[Thing] = []
    for slot in row.identity:
        found = fact_of(receiver, slot) if slot.source == "receiver" else argument_of(frame, node, slot)
        if found is None:
            if slot.is_required:
                return None
            continue
        things.append(found)
    return things


def identity_of(frame: Frame, row: Row, things: Sequence[Thing]) -> Identity | None:
    """The identity that the things name, read as the row says; None when the row does not apply after all."""
    if row.reading in ("table", "sql_or_table"):
        return table_identity(frame, things[0]) if len(things) == 1 else joined_identity(things, ".")
    if row.reading == "path":
        return path_identity(things[0])
    if row.joiner == "." and len(things) == 1 and isinstance(things[0], Made):
        return table_identity(frame, things[0])
    return joined_identity(things, row.joiner)


def joined_identity(things: Sequence[Thing], joiner: str) -> Identity:
    """Several parts as one name."""
    parts: list[str | Hole] = []
    for position, thing in enumerate(things):
        value = value_of(thing)
        if isinstance(value, NotKnown):
            return Identity(None, reason=value.reason)
        if position:
            parts.append(joiner)
        parts.extend(parts_of(value, "a value"))
    return named(text(parts))


def path_identity(thing: Thing) -> Identity | None:
    """A path or an address; None for a buffer in memory."""
    if isinstance(thing, Made):
        if thing.type in ("io.Buffer", "http.Response") or not thing.facts:
            return None if thing.type == "io.Buffer" else Identity(None, reason=f"it is a {thing.type}")
        path = thing.fact("path")
        if path is not None:
            return path_identity(Plain(path))
        return joined_identity([Plain(value) for _, value in thing.facts if value != Known(None)], "/")
    value = value_of(thing)
    if isinstance(value, NotKnown):
        return Identity(None, reason=value.reason)
    found = named(value)
    if found.text is None:
        return found
    if "\n" in found.text:
        return None  # the text of a file, and no path
    return addressed(found.text, found.pattern)


def addressed(path: str, pattern: str = "") -> Identity:
    """A path as an identity: object stores without their scheme, web addresses as they are."""
    if _WEB.match(path):
        return Identity(path, "http", pattern=pattern)
    if _STORES.match(path):
        return Identity(_STORES.sub("", path), "object", pattern=pattern)
    path = path.removeprefix("{project:root}/").removeprefix("file://")
    return Identity(path, pattern=pattern)


def table_identity(frame: Frame, thing: Thing) -> Identity:
    """A table by name, by a table object, or by a mapped class."""
    if isinstance(thing, Group | Several) and thing.things:
        return table_identity(frame, thing.things[0])
    if isinstance(thing, Made):
        order = ("project", "dataset", "database", "schema", "table")
        parts = [Plain(value) for name in order if (value := thing.fact(name)) not in (None, Known(None))]
        return joined_identity(parts, ".") if parts else Identity(None, reason=f"it is a {thing.type}")
    if isinstance(thing, Klass | Built):
        found = model_table(frame, thing)
        return found or Identity(None, reason="its class names no table")
    value = value_of(thing)
    if isinstance(value, Known) and isinstance(value.value, str):
        return Identity(plain_name(value.value))
    return named(value)


def model_table(frame: Frame, thing: Thing) -> Identity | None:
    """The table of a mapped class (``__tablename__``, with the schema of ``__table_args__``)."""
    if isinstance(thing, Group | Several) and thing.things:
        return model_table(frame, thing.things[0])
    if not isinstance(thing, Klass | Built):
        return None
    member = find_member(frame.world, thing.class_id, "__tablename__")
    if member is None:
        base = library_base(frame.world, thing.class_id)
        last = thing.class_id.rpartition(":")[2].rpartition(".")[2]
        return Identity(last.lower()) if base == "sqlmodel.SQLModel" else None
    parts = [thing_named(frame.world, member)]
    arguments = find_member(frame.world, thing.class_id, "__table_args__")
    if arguments is not None:
        schema = _schema_in(value_of(thing_named(frame.world, arguments)))
        parts = [Plain(schema), *parts] if schema is not None else parts
    return joined_identity(parts, ".")


def _schema_in(value: Value) -> Value | None:
    for candidate in (value, *(elements_of(value) or ())[-1:]):
        for key, schema in entries_of(candidate) or ():
            if key == "schema":
                return schema
    return None


def named(value: Value) -> Identity:
    """A text as an identity, when it is the same in every run but for dates and partitions."""
    if isinstance(value, Known):
        return (
            Identity(value.value) if isinstance(value.value, str) else Identity(None, reason="it is no text")
        )
    if is_scratch(value):
        return Identity(None, reason="scratch")
    if not isinstance(value, Template):
        reason = value.reason if isinstance(value, NotKnown) else "it is no text"
        return Identity(None, reason=reason)
    parts = [_dated(part) if isinstance(part, Hole) else part for part in value.parts]
    shown = "".join(part if isinstance(part, str) else render_hole(part) for part in parts)
    run = next((part for part in parts if isinstance(part, Hole) and not is_lasting(part)), None)
    if run is not None:
        what = (
            f"run config {run.name!r}" if run.kind == "config" else f"{run.name} is only known while running"
        )
        return Identity(None, reason=what, pattern=shown)
    if not any(isinstance(part, str) and re.search(r"\w", part) for part in parts) and len(parts) == 1:
        kind = parts[0].kind if isinstance(parts[0], Hole) else ""
        if kind not in ("env", "resource", "project"):
            return Identity(None, reason=f"{shown} alone names nothing", pattern=shown)
    return Identity(shown, pattern=shown)


def _dated(hole: Hole) -> Hole:
    """A hole that holds a date marks partitions of one object, not an object for each day."""
    name = re.sub(r"\s+(?=[.\[()\]]|$)", "", hole.name)
    if name != hole.name:
        hole = Hole(hole.kind, name, hole.default, hole.methods)
    if hole.kind in ("unknown", "param") and _DATES & set(re.split(r"[^a-z]+", hole.name.lower())):
        return Hole("date", hole.name)
    return hole
