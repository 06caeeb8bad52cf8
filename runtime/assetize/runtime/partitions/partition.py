"""A partition as a value with a name."""

from __future__ import annotations

from typing import Any


class Partition:
    """A value and the name by which it is known."""

    def __init__(self, value: Any, name: str | None = None) -> None:
        self.value = value
        self.name = str(value) if name is None else name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Partition) and (self.value, self.name) == (other.value, other.name)

    __hash__ = object.__hash__
