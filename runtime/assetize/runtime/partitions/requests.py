"""Requests to add or remove dynamic partitions."""

from __future__ import annotations

from collections.abc import Sequence

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
