"""What must hold among all that a project defines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterError, DagsterInvalidDefinitionError


def checked_items(items: Iterable[Any] | None, marks: Sequence[str]) -> list[Any]:
    """The items, each of a class that has one of these marks."""
    found = list(items or ())
    for item in found:
        if not any(hasattr(type(item), mark) for mark in marks):
            raise CheckError(
                f"Member of iterable mismatches type. Got {item!r} of type {type(item)}, which Definitions do not take here."
            )
    return found


def check_partition_mappings(collection: Any) -> None:
    """Each mapping between partitions fits the partitions of the two assets."""
    from assetize.runtime.partitions.multi_mappings import inferred_mapping

    for key, definition in collection.owner.items():
        partitions_def = collection.specs[key].partitions_def
        for parent in collection.upstream[key] if definition.is_executable else ():
            upstream = collection.specs[parent].partitions_def
            if upstream is None or not collection.owner[parent].is_executable:
                continue
            declared = definition.get_partition_mapping(parent)
            try:
                inferred_mapping(declared, partitions_def, upstream).validate_partition_mapping(
                    upstream, partitions_def
                )
            except (CheckError, DagsterError, ValueError) as problem:
                raise DagsterInvalidDefinitionError(
                    f"Invalid partition mapping from {key.to_user_string()} to {parent.to_user_string()}"
                ) from problem


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
