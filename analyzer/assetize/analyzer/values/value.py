"""What can be known of a value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Union

from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """One Python value: a scalar, or a tuple (for any written-out list, tuple or set) or dict of Python values."""

    value: object

    def __hash__(self) -> int:
        return hash(repr(self.value))


@dataclass(frozen=True, slots=True)
class Hole:
    """A part of a text that is filled in while running.

    ``kind`` is ``env`` (an environment variable), ``param`` (a parameter that nothing was bound to), ``project`` (the
    analysed folder), ``unknown`` (``name`` is its source text), or what the caller bound: ``config``, ``partition``.
    """

    kind: str
    name: str
    default: Value | None = None
    methods: tuple[str, ...] = ()
    """String methods without arguments that are applied to it, in order."""


@dataclass(frozen=True, slots=True)
class Template:
    """Text with holes; a lone hole need not be text."""

    parts: tuple[str | Hole, ...]

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Its holes in order."""
        return tuple(part for part in self.parts if isinstance(part, Hole))


@dataclass(frozen=True, slots=True)
class Elements:
    """A written-out list, tuple or set of which some elements are not known."""

    elements: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A written-out dict with known keys of which some values are not known."""

    entries: tuple[tuple[object, Value], ...]

    def get(self, key: object) -> Value | None:
        """The value at a key."""
        return next((value for name, value in reversed(self.entries) if name == key), None)


@dataclass(frozen=True, slots=True)
class Instance:
    """An object made by calling a class of the project; ``arguments`` by parameter or field name."""

    class_id: str
    arguments: tuple[tuple[str, Value], ...] = ()


FILE = "builtins.open"
"""The class of an open file, an ``Instance`` with ``file`` and ``mode``."""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Only known while running, and why."""

    reason: str


Value = Union[Known, Template, Elements, Entries, Instance, NotKnown]  # noqa: UP007 (used by name above)


def sequence(elements: Iterable[Value]) -> Value:
    """A list, tuple or set of values."""
    values = tuple(elements)
    if all(isinstance(value, Known) for value in values):
        return Known(tuple(value.value for value in values if isinstance(value, Known)))
    return Elements(values)


def mapping(entries: Iterable[tuple[object, Value]]) -> Value:
    """A dict of values."""
    pairs = tuple(entries)
    if all(isinstance(value, Known) for _, value in pairs):
        return Known({key: value.value for key, value in pairs if isinstance(value, Known)})
    return Entries(pairs)


def elements_of(value: Value) -> tuple[Value, ...] | None:
    """The elements of a known sequence; None for anything else."""
    if isinstance(value, Elements):
        return value.elements
    if isinstance(value, Known) and isinstance(value.value, tuple):
        return tuple(Known(element) for element in value.value)
    return None


def entries_of(value: Value) -> tuple[tuple[object, Value], ...] | None:
    """The entries of a known dict; None for anything else."""
    if isinstance(value, Entries):
        return value.entries
    if isinstance(value, Known) and isinstance(value.value, dict):
        return tuple((key, Known(entry)) for key, entry in value.value.items())
    return None
