"""Ids that last: what is bound to no name has its line in its id, and a rewrite above it moves the line."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

UNBOUND = re.compile(r"(?P<place>.*<\w+) (?P<line>\d+)>(?:#(?P<number>\d+))?$")


class Identified(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str: ...


Record = TypeVar("Record", bound=Identified)


def by_lasting_id(records: Iterable[Record]) -> Mapping[str, Record]:
    """Records by id; those of one place that are bound to no name by their number among them."""
    found: dict[str, Record] = {}
    counted: Counter[str] = Counter()
    for record in sorted(records, key=lambda item: _place(item.id)):
        place, line, _ = _place(record.id)
        counted[place] += 1
        found[f"{place} no. {counted[place]}>" if line else record.id] = record
    return found


def _place(id: str) -> tuple[str, int, int]:
    matched = UNBOUND.match(id)
    return (matched["place"], int(matched["line"]), int(matched["number"] or 1)) if matched else (id, 0, 0)
