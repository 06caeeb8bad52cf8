"""Events and messages as JSON, with the runtime's own values in it, and back."""

from __future__ import annotations

import json
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from assetize.runtime.errors import CheckError
from assetize.runtime.events.event import DagsterEvent, EventLogEntry
from assetize.runtime.metadata.asset_key import AssetKey

PACKAGE = "assetize.runtime."
KIND = "\0"
"""The entry of a JSON object that says which class it stands for: no key of user data has that name."""

MEMBER = "\0member"


def text_of(item: DagsterEvent | EventLogEntry) -> str:
    """An event or a message as JSON."""
    if isinstance(item, EventLogEntry):
        return _ENCODER.encode([item.level, item.timestamp, item.step_key, item.job_name, item.user_message])
    return _ENCODER.encode(_parts(item))


def _parts(event: DagsterEvent) -> list[Any]:
    what, where = event.event_specific_data, event.path
    return [
        event.event_type_value,
        event.timestamp,
        event.step_key,
        event.job_name,
        event.message,
        where,
        what,
    ]


def items_of(run_id: str, text: str) -> list[DagsterEvent | EventLogEntry]:
    """The events and messages that a JSON list holds."""
    return [_item(run_id, *each) for each in _DECODER.decode(text)]


def _item(
    run_id: str, kind: Any, when: float, step_key: Any, job_name: Any, message: str, *more: Any
) -> DagsterEvent | EventLogEntry:
    if not more:
        return EventLogEntry(None, kind, message, run_id, when, step_key, job_name)
    path, data = more
    return DagsterEvent(kind, job_name, message, data, step_key, None if path is None else tuple(path), when)


def _as_json(value: Any) -> Any:
    """A value that JSON has no form of."""
    kind: Any = type(value)
    if kind is AssetKey:
        return {KIND: "key", "path": value.path}
    if kind is DagsterEvent:
        return {KIND: "event", "parts": _parts(value)}
    if not kind.__module__.startswith(PACKAGE):
        raise CheckError(f"{value!r} of type {kind} cannot be recorded.")
    name = f"{kind.__module__[len(PACKAGE) :]}:{kind.__qualname__}"
    if isinstance(value, Enum):
        return {KIND: name, MEMBER: value.name}
    made = {KIND: name}
    for field in _fields(kind):
        made[field] = getattr(value, field)
    return made


def _from_json(found: dict[str, Any]) -> Any:
    name = found.pop(KIND, None)
    if name is None:
        return found
    if name == "key":
        return AssetKey(found["path"])
    if name == "event":
        return _item("", *found["parts"])
    kind = _class_named(name)
    if MEMBER in found:
        return kind[found[MEMBER]]
    made = object.__new__(kind)
    for field, value in found.items():
        object.__setattr__(made, field, value)
    return made


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(name for base in reversed(kind.__mro__) for name in base.__dict__.get("__slots__", ()))


@cache
def _class_named(name: str) -> Any:
    module, _, path = name.partition(":")
    found: Any = import_module(PACKAGE + module)
    for part in path.split("."):
        found = getattr(found, part)
    return found


_ENCODER = json.JSONEncoder(default=_as_json, check_circular=False, separators=(",", ":"))
_DECODER = json.JSONDecoder(object_hook=_from_json)
