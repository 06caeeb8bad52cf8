"""Requests to add or remove dynamic partitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.records import Record, fields


class AddDynamicPartitionsRequest(Record):
    """Adds partitions."""

    __slots__ = fields("partitions_def_name", "partition_keys")

    def __init__(self, partitions_def_name: str, partition_keys: Sequence[str]) -> None:
        self.partitions_def_name = partitions_def_name
        self.partition_keys = list(partition_keys)


class DeleteDynamicPartitionsRequest(Record):
    """Removes partitions."""

    __slots__ = fields("partitions_def_name", "partition_keys")

    def __init__(self, partitions_def_name: str, partition_keys: Sequence[str]) -> None:
        self.partitions_def_name = partitions_def_name
        self.partition_keys = list(partition_keys)


class StoreAfterRequests:
    """Dynamic partitions as they will be when requests are carried out."""

    def __init__(self, store: Any, requests: Sequence[Any]) -> None:
        self._store = store
        self._requests = requests

    def get_dynamic_partitions(self, partitions_def_name: str) -> list[str]:
        """The partitions of a definition."""
        keys = dict.fromkeys(self._store.get_dynamic_partitions(partitions_def_name))
        for request in self._requests:
            if request.partitions_def_name != partitions_def_name:
                continue
            if isinstance(request, AddDynamicPartitionsRequest):
                keys.update(dict.fromkeys(request.partition_keys))
            else:
                keys = {key: None for key in keys if key not in request.partition_keys}
        return list(keys)

    def has_dynamic_partition(self, partitions_def_name: str, partition_key: str) -> bool:
        """Whether a definition has a partition."""
        return partition_key in self.get_dynamic_partitions(partitions_def_name)
