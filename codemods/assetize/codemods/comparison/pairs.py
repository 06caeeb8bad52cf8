"""Finds the same jobs in two lists: by name and file, then by name alone, as jobs move between files."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Protocol, TypeVar


class Named(Protocol):
    """A row with a name and a file."""

    def __getitem__(self, field: str, /) -> object: ...


Old = TypeVar("Old", bound=Named)
New = TypeVar("New", bound=Named)


def paired(before: Sequence[Old], after: Sequence[New]) -> Iterator[tuple[Old | None, New | None]]:
    """Every row of both once: with its partner, or with None where it has none."""
    pairs, before, after = _match(before, after, lambda row: (row["name"], row["file"]))
    yield from pairs
    pairs, before, after = _match(before, after, lambda row: row["name"])
    yield from pairs
    yield from ((row, None) for row in before)
    yield from ((None, row) for row in after)


def _match(
    before: Sequence[Old], after: Sequence[New], identity: Callable[[Named], Hashable]
) -> tuple[list[tuple[Old, New]], list[Old], list[New]]:
    """Pairs of the same identity, in order, and what is left on either side."""
    waiting: dict[Hashable, list[New]] = defaultdict(list)
    for row in reversed(after):
        waiting[identity(row)].append(row)
    pairs: list[tuple[Old, New]] = []
    left: list[Old] = []
    for old in before:
        partners = waiting[identity(old)]
        if partners:
            pairs.append((old, partners.pop()))
        else:
            left.append(old)
    return pairs, left, [row for rows in waiting.values() for row in reversed(rows)]
