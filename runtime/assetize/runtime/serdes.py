"""Values of the public API as text and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from enum import Enum
from importlib import import_module
from typing import Any

from assetize.runtime.errors import CheckError, DagsterError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.partitions.cron import zone_named

PACKAGE = "assetize.runtime."


class DeserializationError(DagsterError):
    """A text does not describe a value of the expected class."""


def _packed(value: Any) -> Any:
    if isinstance(value, Enum):
        return {"__enum__": [type(value).__module__, type(value).__qualname__, value.name]}
    if value is None or isinstance(value, (bool, int, float)) or type(value) is str:
        return value
    if isinstance(value, dict):
        return {"__mapping__": [[_packed(key), _packed(item)] for key, item in value.items()]}
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return {"__tuple__": [_packed(item) for item in value]}
    if isinstance(value, (set, frozenset)):
        return {"__set__": sorted((_packed(item) for item in value), key=json.dumps)}
    if isinstance(value, list):
        return [_packed(item) for item in value]
    if isinstance(value, AssetKey):
        return {"__key__": value.path}
    return _packed_object(value)


def _packed_object(value: Any) -> Any:
    kind = type(value)
    if hasattr(value, "resolve_in"):
        return _packed_selection(value)
    if not kind.__module__.startswith(PACKAGE):
        return _packed_time(value)
    slots = [name for base in kind.__mro__ for name in base.__dict__.get("__slots__", ())]
    fields = {name: getattr(value, name) for name in slots if hasattr(value, name)}
    fields.update(getattr(value, "__dict__", {}))
    return {
        "__class__": [kind.__module__, kind.__qualname__],
        "fields": {name: _packed(item) for name, item in fields.items()},
    }


def _packed_selection(value: Any) -> Any:
    from assetize.runtime.selection.asset_selection import AssetSelection

    if AssetSelection.from_string(str(value)) != value:
        raise CheckError(f"The selection {value} cannot be serialized.")
    return {"__selection__": str(value)}


def _packed_time(value: Any) -> Any:
    if isinstance(value, datetime):
        return {
            "__moment__": [value.isoformat(), None if value.tzinfo is None else _packed_time(value.tzinfo)]
        }
    if isinstance(value, timedelta):
        return {"__seconds__": value.total_seconds()}
    if isinstance(value, tzinfo):
        return {"__zone__": str(value)}
    raise CheckError(f"{value!r} of type {type(value)} cannot be serialized.")


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpacked(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "__mapping__" in value:
        return {_unpacked(key): _unpacked(item) for key, item in value["__mapping__"]}
    if "__tuple__" in value:
        return tuple(_unpacked(item) for item in value["__tuple__"])
    if "__key__" in value:
        return AssetKey(value["__key__"])
    if "__set__" in value:
        return {_unpacked(item) for item in value["__set__"]}
    if "__enum__" in value:
        module, name, member = value["__enum__"]
        return _class(module, name)[member]
    if "__zone__" in value:
        return zone_named(value["__zone__"])
    if "__moment__" in value:
        text, zone = value["__moment__"]
        moment = datetime.fromisoformat(text)
        return moment if zone is None else moment.astimezone(_unpacked(zone))
    if "__selection__" in value:
        from assetize.runtime.selection.asset_selection import AssetSelection

        return AssetSelection.from_string(value["__selection__"])
    if "__seconds__" in value:
        return timedelta(seconds=value["__seconds__"])
    if "__class__" in value:
        made = object.__new__(_class(*value["__class__"]))
        for name, item in value["fields"].items():
            object.__setattr__(made, name, _unpacked(item))
        return made
    raise DeserializationError(f"The text describes no value: {value!r}")


def _class(module: str, name: str) -> Any:
    if not module.startswith(PACKAGE):
        raise DeserializationError(f"The class {module}.{name} is none of the runtime's.")
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def serialize_value(val: Any, indent: int | None = None, **_json: Any) -> str:
    """A value of the public API as text."""
    return json.dumps(_packed(val), indent=indent)


def deserialize_value(val: str, as_type: type[Any] | Sequence[type[Any]] | None = None) -> Any:
    """The value that a text describes."""
    made = _unpacked(json.loads(val))
    wanted: Any = tuple(as_type) if isinstance(as_type, (tuple, list)) else as_type
    if wanted is not None and not isinstance(made, wanted):
        raise DeserializationError(f"Deserialized object was not expected type {as_type}, got {type(made)}")
    return made
