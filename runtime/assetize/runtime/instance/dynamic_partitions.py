"""Partition keys that are added while a project lives."""

from __future__ import annotations

from collections.abc import Sequence

from assetize.runtime.errors import CheckError
from assetize.runtime.instance.storage import Storage


class DynamicPartitionsStore:
    """Partition keys by the name of their partitions definition; a storage keeps them."""

    _events: Storage

    def add_dynamic_partitions(self, partitions_def_name: str, partition_keys: Sequence[str]) -> None:
        """Adds partitions; those that exist stay."""
        if isinstance(partition_keys, str):
            raise CheckError("partition_keys must be a sequence of strings, not a string.")
        self._events.add_partitions(partitions_def_name, partition_keys)

    def delete_dynamic_partition(self, partitions_def_name: str, partition_key: str) -> None:
        """Removes a partition."""
        self._events.delete_partition(partitions_def_name, partition_key)

    def get_dynamic_partitions(self, partitions_def_name: str) -> list[str]:
        """The partitions, in the order in which they were added."""
        return self._events.partitions(partitions_def_name)

    def has_dynamic_partition(self, partitions_def_name: str, partition_key: str) -> bool:
        """Whether a partition exists."""
        return self._events.has_partition(partitions_def_name, partition_key)
