"""Compares a report with the essential part of it that a fixture expects."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

Row = Mapping[str, Any]

_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "jobs": ("name",),
    "mappings": ("op", "output", "jobs"),
    "assets": ("key",),
}


def report_differences(
    expected: Mapping[str, Sequence[Row]], report: Mapping[str, Sequence[Row]]
) -> list[str]:
    """One line for each expected row that is missing or different, and for each row too many.

    Sections that are not expected are not compared, nor are fields that an expected row does not have. The report
    may have further assets: external ones that are read by ops that stay ops, and what refused jobs make.
    """
    refused = {job["name"] for job in expected.get("jobs", ()) if job["upgrade"] == "none"}
    shown = {**report, "assets": [asset for asset in report["assets"] if not _only_made_by(refused, asset)]}
    return [line for section, rows in expected.items() for line in _section(section, rows, shown[section])]


def _only_made_by(jobs: Set[str], asset: Row) -> bool:
    makers = {maker["job"] for maker in asset.get("produced_by", ())}
    return bool(makers) and makers <= jobs


def _section(section: str, expected: Sequence[Row], found: Sequence[Row]) -> Iterator[str]:
    left = list(found)
    for row in expected:
        match = next((item for item in left if _is_same(section, row, item)), None)
        if match is None:
            yield f"{section}: expected {_name(section, row)}, not found"
            continue
        left.remove(match)
        for field, value in row.items():
            if _comparable(match.get(field)) != _comparable(value):
                yield f"{section}: {_name(section, row)}: {field} is {match.get(field)!r}, expected {value!r}"
    for row in left:
        if section != "assets" or row["kind"] != "external":
            yield f"{section}: {_name(section, row)} was not expected"


def _is_same(section: str, expected: Row, found: Row) -> bool:
    names = (*_IDENTITY[section], *(name for name in ("file",) if name in expected))
    return all(_comparable(expected[name]) == _comparable(found[name]) for name in names)


def _comparable(value: Any) -> Any:
    """Lists of names or keys have no order, the segments of one key have."""
    if isinstance(value, list) and value and isinstance(value[0], list):
        return sorted(value)
    return value


def _name(section: str, row: Row) -> str:
    return " ".join(
        "/".join(value) if isinstance(value, list) else str(value)
        for value in map(row.get, _IDENTITY[section])
    )
