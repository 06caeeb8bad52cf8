"""Any Python value as lines of text that are equal when two values are."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_DEEPEST = 40


def value_lines(value: Any) -> Iterator[str]:
    """One line for a small value, a line for each row or entry of a large one."""
    yield from json.dumps(as_data(value), indent=1, ensure_ascii=False).splitlines()


def as_data(value: Any, inside: tuple[int, ...] = ()) -> Any:
    """What JSON can hold: a data frame as columns, types and rows, an object as its class and attributes."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value == value else "NaN"
    if id(value) in inside or len(inside) > _DEEPEST:
        return "…"
    within = (*inside, id(value))
    for kinds, convert in _CONVERSIONS:
        if isinstance(value, kinds):
            return convert(value, within)
    return _object(value, within)


def _mapping(value: Mapping[Any, Any], inside: tuple[int, ...]) -> Any:
    return {str(key): as_data(item, inside) for key, item in value.items()}


def _sequence(value: Any, inside: tuple[int, ...]) -> Any:
    return [as_data(item, inside) for item in value]


def _set(value: Any, inside: tuple[int, ...]) -> Any:
    return sorted((as_data(item, inside) for item in value), key=repr)


_CONVERSIONS: tuple[tuple[Any, Any], ...] = (
    (Mapping, _mapping),
    ((list, tuple), _sequence),
    ((set, frozenset), _set),
    ((bytes, bytearray), lambda value, inside: bytes(value).hex()),
    (type, lambda value, inside: f"class {value.__qualname__}"),
)


def _object(value: Any, inside: tuple[int, ...]) -> Any:
    kind = type(value)
    if hasattr(value, "itertuples") and hasattr(value, "dtypes"):
        return _frame(value, inside)
    if kind.__module__.startswith("pandas") and hasattr(value, "to_frame"):
        return {"class": kind.__qualname__, **_frame(value.to_frame(), inside)}
    for method in ("to_dicts", "to_pylist", "tolist"):
        if callable(getattr(value, method, None)):
            return as_data(getattr(value, method)(), inside)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    state = _state(value)
    if state:
        return {"class": kind.__qualname__, **{name: as_data(item, inside) for name, item in state.items()}}
    return _ADDRESS.sub("", repr(value))


def _frame(frame: Any, inside: tuple[int, ...]) -> dict[str, Any]:
    return {
        "columns": [str(name) for name in frame.columns],
        "types": [str(kind) for kind in frame.dtypes],
        "rows": [json.dumps(as_data(tuple(row), inside), ensure_ascii=False) for row in frame.itertuples()],
    }


def _state(value: Any) -> Mapping[str, Any]:
    if hasattr(value, "__dict__") and not callable(value):
        return dict(vars(value))
    names = [name for cls in type(value).__mro__ for name in getattr(cls, "__slots__", ())]
    return {name: getattr(value, name) for name in names if hasattr(value, name)}
