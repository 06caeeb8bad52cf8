"""What must hold among all that a project defines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError


def checked_items(items: Iterable[Any] | None, marks: Sequence[str]) -> list[Any]:
    """The items, each of a class that has one of these marks."""
    found = list(items or ())
    for item in found:
        if not any(hasattr(type(item), mark) for mark in marks):
            raise CheckError(
                f"Member of iterable mismatches type. Got {item!r} of type {type(item)}, which Definitions do not take here."
            )
    return found


def check_instigators(schedules: Iterable[Any], sensors: Iterable[Any], job_names: Collection[str]) -> None:
    """Schedules and sensors have names of their own, and start jobs that are there."""
    seen: set[str] = set()
    for item in [*schedules, *sensors]:
        if item.name in seen:
            raise DagsterInvalidDefinitionError(f"Duplicate definition found for {item.name}")
        seen.add(item.name)
        for target in getattr(item, "targets", ()):
            if target.definition is None and target.job_name not in job_names:
                raise DagsterInvalidDefinitionError(
                    f'{type(item).__name__} "{item.name}" targets job "{target.job_name}" which was not found in this repository.'
                )
