"""The partitions of an asset, a check or a job for which something holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from assetize.runtime.errors import CheckError

Keys = frozenset[str | None]
"""Partitions; None stands for what has no partitions."""

Truth = dict[str | None, float | None]
"""The partitions for which a condition holds, each with the moment of what made it true, if that is known."""


class AssetKeyPartitionKey(NamedTuple):
    """A partition of an asset."""

    asset_key: Any
    partition_key: str | None = None


class EntitySubset:
    """Partitions of an asset, a check or a job."""

    __slots__ = ("key", "keys", "partitions_def")

    def __init__(self, key: Any, partitions_def: Any, keys: Iterable[str | None]) -> None:
        self.key = key
        self.partitions_def = partitions_def
        self.keys: Keys = frozenset(keys)

    @property
    def size(self) -> int:
        """How many partitions; one for what has no partitions."""
        return len(self.keys)

    @property
    def is_empty(self) -> bool:
        """Whether it has no partition."""
        return not self.keys

    @property
    def is_partitioned(self) -> bool:
        """Whether there are partitions at all."""
        return self.partitions_def is not None

    def expensively_compute_partition_keys(self) -> set[str]:
        """The partitions."""
        if self.partitions_def is None:
            raise CheckError(
                "Failure condition: cannot compute partition keys of what has no partitions definition"
            )
        return {key for key in self.keys if key is not None}

    def expensively_compute_asset_partitions(self) -> set[AssetKeyPartitionKey]:
        """The partitions, with the asset."""
        return {AssetKeyPartitionKey(self.key, key) for key in self.keys}

    def _made(self, keys: Iterable[str | None]) -> EntitySubset:
        return EntitySubset(self.key, self.partitions_def, keys)

    def compute_union(self, other: EntitySubset) -> EntitySubset:
        """The partitions of one or the other."""
        return self._made(self.keys | other.keys)

    def compute_intersection(self, other: EntitySubset) -> EntitySubset:
        """The partitions of both."""
        return self._made(self.keys & other.keys)

    def compute_difference(self, other: EntitySubset) -> EntitySubset:
        """The partitions of this one alone."""
        return self._made(self.keys - other.keys)

    def compute_intersection_with_partition_keys(self, partition_keys: Iterable[str]) -> EntitySubset:
        """The partitions that are among given ones."""
        return self._made(self.keys & set(partition_keys))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EntitySubset) and (self.key, self.keys) == (other.key, other.keys)

    def __hash__(self) -> int:
        return hash((self.key, self.keys))

    def __repr__(self) -> str:
        return f"EntitySubset<{self.key}>({sorted(map(str, self.keys))})"
