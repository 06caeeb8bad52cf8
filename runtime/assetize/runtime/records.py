"""Value objects: compared, hashed and printed by their fields, cheap to define and to make."""

from __future__ import annotations

from typing import Any, TypeVar

R = TypeVar("R", bound="Record")


def fields(*names: str) -> tuple[str, ...]:
    """The slots of a record, in the order of its fields."""
    return names


class Record:
    """A value object whose fields are its slots, in order."""

    __slots__ = ()

    @classmethod
    def field_names(cls) -> tuple[str, ...]:
        """The names of the fields, those of base classes first."""
        return tuple(name for base in reversed(cls.__mro__) for name in base.__dict__.get("__slots__", ()))

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.field_names())

    def replaced(self: R, **changes: Any) -> R:
        """A copy with some fields changed, without calling the constructor."""
        copy = object.__new__(type(self))
        for name in self.field_names():
            object.__setattr__(copy, name, changes[name] if name in changes else getattr(self, name))
        return copy

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self).__name__, *(_hashable(value) for value in self._values())))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.field_names())
        return f"{type(self).__name__}({fields})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self._values()))


def _rebuild(cls: type[R], values: tuple[Any, ...]) -> R:
    record = object.__new__(cls)
    for name, value in zip(cls.field_names(), values, strict=True):
        object.__setattr__(record, name, value)
    return record


def _hashable(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted((key, _hashable(item)) for key, item in value.items()))
    if isinstance(value, (list, set)):
        return tuple(_hashable(item) for item in value)
    return value
