"""Some of the partitions of a partitions definition."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from assetize.runtime.partitions.key_range import PartitionKeyRange

VERSION = 1


class PartitionsSubset:
    """A set of partition keys."""

    __slots__ = ("keys", "partitions_def")

    def __init__(self, keys: Iterable[str] = (), partitions_def: Any = None) -> None:
        self.keys = frozenset(keys)
        self.partitions_def = partitions_def

    @property
    def is_empty(self) -> bool:
        """Whether there is no key."""
        return not self.keys

    def get_partition_keys(self) -> Collection[str]:
        """The keys."""
        return set(self.keys)

    def _made(self, keys: Iterable[str]) -> PartitionsSubset:
        return type(self)(keys, self.partitions_def)

    def empty_subset(self) -> PartitionsSubset:
        """No key."""
        return self._made(())

    def with_partition_keys(self, partition_keys: Iterable[str]) -> PartitionsSubset:
        """The keys and more of them."""
        return self._made(self.keys | frozenset(partition_keys))

    def with_partition_key_range(
        self, partitions_def: Any, partition_key_range: PartitionKeyRange
    ) -> PartitionsSubset:
        """The keys and those of a range."""
        return self.with_partition_keys(partitions_def.get_partition_keys_in_range(partition_key_range))

    def get_partition_keys_not_in_subset(self, partitions_def: Any) -> Sequence[str]:
        """The keys that are missing."""
        return [key for key in partitions_def.get_partition_keys() if key not in self.keys]

    def get_partition_key_ranges(self, partitions_def: Any) -> Sequence[PartitionKeyRange]:
        """The keys as ranges without gaps."""
        return ranges_of(partitions_def.get_partition_keys(), self.keys)

    def __or__(self, other: PartitionsSubset) -> PartitionsSubset:
        return self.with_partition_keys(other.keys) if other.keys else self

    def __and__(self, other: PartitionsSubset) -> PartitionsSubset:
        return self._made(self.keys & other.keys)

    def __sub__(self, other: PartitionsSubset) -> PartitionsSubset:
        return self._made(self.keys - other.keys)

    def __len__(self) -> int:
        return len(self.keys)

    def __contains__(self, key: object) -> bool:
        return key in self.keys

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartitionsSubset) and self.keys == other.keys

    def __hash__(self) -> int:
        return hash(self.keys)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({sorted(self.keys)})"

    def serialize(self) -> str:
        """The subset as text."""
        return json.dumps({"version": VERSION, "subset": sorted(self.keys)})

    def to_serializable_subset(self) -> PartitionsSubset:
        """The subset itself, which can be written down."""
        return self

    @classmethod
    def from_serialized(cls, partitions_def: Any, serialized: str) -> PartitionsSubset:
        """The subset that a text describes."""
        data = json.loads(serialized)
        return cls(data if isinstance(data, list) else data["subset"], partitions_def)


class DefaultPartitionsSubset(PartitionsSubset):
    """Some partitions that have no times."""

    __slots__ = ()


class TimeWindowPartitionsSubset(PartitionsSubset):
    """Some partitions that are windows of time."""

    __slots__ = ()

    def with_partition_keys(self, partition_keys: Iterable[str]) -> PartitionsSubset:
        definition = self.partitions_def
        known = {key for key in partition_keys if definition.exists(key)}
        return self._made(self.keys | known)

    def _starts(self) -> list[Any]:
        windows = [self.partitions_def.time_window_for_partition_key(key) for key in self.keys]
        return sorted(windows, key=lambda window: window.start.timestamp())

    def get_partition_keys(self) -> list[str]:
        return [self.partitions_def.key_of(window.start) for window in self._starts()]

    @property
    def included_time_windows(self) -> list[Any]:
        """The windows, those that touch as one."""
        merged: list[Any] = []
        for window in self._starts():
            if merged and merged[-1].end.timestamp() == window.start.timestamp():
                merged[-1] = merged[-1]._replace(end=window.end)
            else:
                merged.append(window)
        return merged

    @property
    def num_partitions(self) -> int:
        """How many partitions there are."""
        return len(self.keys)

    @property
    def first_start(self) -> Any:
        """The start of the first partition."""
        return self.included_time_windows[0].start

    def get_partition_key_ranges(
        self, partitions_def: Any, respect_bounds: bool = True
    ) -> Sequence[PartitionKeyRange]:
        ranges = []
        for window in self.included_time_windows:
            keys = self.partitions_def.get_partition_keys_in_time_window(window)
            ranges.append(PartitionKeyRange(keys[0], keys[-1]))
        return ranges

    def serialize(self) -> str:
        windows = [
            [window.start.timestamp(), window.end.timestamp()] for window in self.included_time_windows
        ]
        return json.dumps({"version": VERSION, "time_windows": windows, "num_partitions": len(self.keys)})

    @classmethod
    def from_serialized(cls, partitions_def: Any, serialized: str) -> PartitionsSubset:
        data = json.loads(serialized)
        pairs = data if isinstance(data, list) else data["time_windows"]
        keys: list[str] = []
        for start, end in pairs:
            keys += partitions_def.keys_between(start, end)
        return cls(keys, partitions_def)


def ranges_of(ordered: Sequence[str], chosen: Collection[str]) -> list[PartitionKeyRange]:
    """The chosen ones among ordered keys, as ranges without gaps."""
    ranges: list[PartitionKeyRange] = []
    first = previous = None
    for key in ordered:
        if key in chosen:
            first = first or key
            previous = key
        elif first is not None:
            ranges.append(PartitionKeyRange(first, str(previous)))
            first = None
    if first is not None:
        ranges.append(PartitionKeyRange(first, str(previous)))
    return ranges
