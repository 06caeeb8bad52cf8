"""``group-name`` and ``key-prefix``: one value for all new assets, or a table of patterns that are tried in order."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from assetize.analyzer.model import Diagnostic, Placement
from assetize.analyzer.settings.entry import Entry

EVERYTHING = "*"
_GROUP = re.compile(r"[A-Za-z0-9_]+")
_PREFIX = re.compile(r"[A-Za-z0-9_]+(?:/[A-Za-z0-9_]+)*")


def is_group_name(text: str) -> bool:
    """Whether every version of Dagster takes it as the name of a group."""
    return _GROUP.fullmatch(text) is not None


def is_key_prefix(text: str) -> bool:
    """Whether it is one or more segments of a key, with slashes between them."""
    return _PREFIX.fullmatch(text) is not None


def read_group_names(entry: Entry) -> Iterator[object]:
    """Groups by pattern."""
    return _placements(entry, _GROUP, 'the name of a group like "sales" (letters, digits, underscores)')


def read_key_prefixes(entry: Entry) -> Iterator[object]:
    """Prefixes by pattern."""
    return _placements(
        entry, _PREFIX, 'a key prefix like "shop" or "shop/raw" (letters, digits, underscores)'
    )


def _placements(entry: Entry, shape: re.Pattern[str], expected: str) -> Iterator[Placement | Diagnostic]:
    """One for each pattern; one for all where there is no table."""
    items = [(EVERYTHING, entry)]
    if isinstance(entry.value, dict):
        items = [(pattern, entry.inside(pattern)) for pattern in entry.value]
    for pattern, item in items:
        if isinstance(item.value, str) and shape.fullmatch(item.value):
            yield Placement(pattern, item.value, item.where, f'{item.name} = "{item.value}"')
        else:
            yield item.wrong(expected)


def fitting(placements: Iterable[Placement], names: Iterable[str]) -> Placement | None:
    """The first whose pattern fits one of the names."""
    known = tuple(names)
    for placement in placements:
        if any(fnmatchcase(name, placement.pattern) for name in known):
            return placement
    return None
