"""Keys of partitions with two dimensions."""

from __future__ import annotations

from collections.abc import Mapping

from assetize.runtime.records import Record, fields

DELIMITER = "|"
DIMENSION_TAG_PREFIX = "dagster/partition/"


class PartitionDimensionKey(Record):
    """The part of a key for one dimension."""

    __slots__ = fields("dimension_name", "partition_key")

    def __init__(self, dimension_name: str, partition_key: str) -> None:
        self.dimension_name = dimension_name
        self.partition_key = partition_key


class MultiPartitionKey(str):
    """A key with a part for each dimension; as text, the parts in the order of the dimensions' names."""

    dimension_keys: list[PartitionDimensionKey]

    def __new__(cls, keys_by_dimension: Mapping[str, str]) -> MultiPartitionKey:
        ordered = sorted(keys_by_dimension.items())
        made = super().__new__(cls, DELIMITER.join(key for _, key in ordered))
        made.dimension_keys = [PartitionDimensionKey(name, key) for name, key in ordered]
        return made

    def __getnewargs__(self) -> tuple[Mapping[str, str]]:  # type: ignore[override]
        return (self.keys_by_dimension,)

    @property
    def keys_by_dimension(self) -> dict[str, str]:
        """The parts by dimension."""
        return {part.dimension_name: part.partition_key for part in self.dimension_keys}
