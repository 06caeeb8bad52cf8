"""The records to JSON values and back: ``from_json(Analysis, to_json(analysis)) == analysis``."""

import dataclasses
import functools
import types
import typing
from typing import Any, TypeVar, cast

Record = TypeVar("Record")


def to_json(value: object) -> Any:
    """Dataclasses become objects, tuples become lists; scalars stay."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value


def from_json(kind: type[Record], data: Any) -> Record:
    """The inverse of :func:`to_json`. Raises ``KeyError`` or ``TypeError`` on data of another shape."""
    return cast(Record, _decode(kind, data))


@functools.cache
def _field_types(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        if data is None:
            return None
        options = [option for option in typing.get_args(kind) if option is not type(None)]
        return _decode(options[0], data)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind), data)
    if dataclasses.is_dataclass(kind):
        hints = _field_types(cast(type, kind))
        return cast(Any, kind)(**{name: _decode(hints[name], value) for name, value in data.items()})
    return data


def _decode_tuple(arguments: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_decode(arguments[0], item) for item in data)
    return tuple(_decode(argument, item) for argument, item in zip(arguments, data, strict=True))
