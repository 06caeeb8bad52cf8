"""Partition keys that are added while a project lives."""

from __future__ import annotations

from collections.abc import Sequence

from assetize.runtime.errors import CheckError


class DynamicPartitionsStore:
    """Partition keys by the name of their partitions definition."""

    def __init__(self) -> None:
        self._partitions: dict[str, dict[str, None]] = {}

    def add_dynamic_partitions(self, partitions_def_name: str, partition_keys: Sequence[str]) -> None:
        """Adds partitions; those that exist stay."""
        if isinstance(partition_keys, str):
            raise CheckError("partition_keys must be a sequence of strings, not a string.")
        self._partitions.setdefault(partitions_def_name, {}).update(dict.fromkeys(partition_keys))

    def delete_dynamic_partition(self, partitions_def_name: str, partition_key: str) -> None:
        """Removes a partition."""
        self._partitions.get(partitions_def_name, {}).pop(partition_key, None)

    def get_dynamic_partitions(self, partitions_def_name: str) -> list[str]:
        """The partitions, in the order in which they were added."""
        return list(self._partitions.get(partitions_def_name, ()))

    def has_dynamic_partition(self, partitions_def_name: str, partition_key: str) -> bool:
        """Whether a partition exists."""
        return partition_key in self._partitions.get(partitions_def_name, ())
