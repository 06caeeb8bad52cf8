"""Values for config that ops require and nobody wrote down: the same in both versions, as they follow from names and types."""

import zlib
from collections.abc import Callable
from typing import Any

ConfigType = Any


def made_up_config(steps: list[tuple[str, Any, list[str]]]) -> dict[str, Any]:
    """The ``ops`` part of a run config; empty when no op requires any."""
    found: dict[str, Any] = {}
    for key, op_def, _ in steps:
        kind = getattr(op_def.config_schema, "config_type", None)
        if kind is None or not _requires(kind):
            continue
        *graphs, name = key.replace("[?]", "").split(".")
        place = found
        for graph in graphs:
            place = place.setdefault(graph, {}).setdefault("ops", {})
        place[name] = {"config": _value(kind, name)}
    return found


def _requires(kind: ConfigType) -> bool:
    fields = getattr(kind, "fields", None)
    if fields is None:
        return kind.given_name in _SCALARS
    return any(field.is_required for field in fields.values())


def _value(kind: ConfigType, name: str) -> Any:
    fields = getattr(kind, "fields", None)
    if fields is not None:
        required = {field: item for field, item in sorted(fields.items()) if item.is_required}
        if type(kind).__name__ == "Selector":
            required = dict(sorted(fields.items())[:1])
        return {field: _value(item.config_type, field) for field, item in required.items()}
    scalar = getattr(kind, "scalar_type", None) or getattr(kind, "scalar", None) or kind
    if scalar.given_name in _SCALARS:
        return _SCALARS[scalar.given_name](name)
    if hasattr(kind, "config_values"):  # an enum of Dagster's
        return kind.config_values[0]
    if type(kind).__name__ == "Noneable":
        return None
    if type(kind).__name__ == "Array":
        return []
    return getattr(kind, "example", {})


_SCALARS: dict[str, Callable[[str], Any]] = {
    "String": lambda name: f"<{name}>",
    "StringSource": lambda name: f"<{name}>",
    "Int": lambda name: zlib.crc32(name.encode()) % 1000,
    "IntSource": lambda name: zlib.crc32(name.encode()) % 1000,
    "Float": lambda name: zlib.crc32(name.encode()) % 1000 / 8,
    "Bool": lambda name: True,
    "BoolSource": lambda name: True,
}
