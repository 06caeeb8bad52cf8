"""Partitions with two dimensions: every combination of the keys of two partitions definitions."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidDefinitionError,
    DagsterInvalidInvocationError,
)
from assetize.runtime.partitions.definition import (
    DynamicPartitionsDefinition,
    PartitionsDefinition,
    StaticPartitionsDefinition,
)
from assetize.runtime.partitions.key_range import PartitionKeyRange
from assetize.runtime.partitions.multi_key import DELIMITER, DIMENSION_TAG_PREFIX, MultiPartitionKey
from assetize.runtime.partitions.time_window import TimeWindowPartitionsDefinition
from assetize.runtime.records import Record, fields

FORBIDDEN = set("|,[]")


class PartitionDimensionDefinition(Record):
    """A dimension's name and its partitions."""

    __slots__ = fields("name", "partitions_def")

    def __init__(self, name: str, partitions_def: PartitionsDefinition) -> None:
        self.name = name
        self.partitions_def = partitions_def


def _checked(name: str, partitions_def: Any) -> PartitionDimensionDefinition:
    allowed = (TimeWindowPartitionsDefinition, StaticPartitionsDefinition, DynamicPartitionsDefinition)
    if not isinstance(partitions_def, allowed):
        raise DagsterInvalidDefinitionError(
            f"Invalid partitions definition type {type(partitions_def)}. Only the following partitions definition types are "
            f"supported: {[each.__name__ for each in allowed]}."
        )
    if isinstance(partitions_def, DynamicPartitionsDefinition) and partitions_def.name is None:
        raise DagsterInvalidDefinitionError(
            "DynamicPartitionsDefinition must have a name to be used in a MultiPartitionsDefinition."
        )
    static = isinstance(partitions_def, StaticPartitionsDefinition)
    if static and any(FORBIDDEN & set(key) for key in partitions_def.get_partition_keys()):
        raise DagsterInvalidDefinitionError(
            f"Invalid character in partition key for dimension {name}. A multi-partitions definition cannot contain "
            "partition keys with the following characters: |, [, ], ,"
        )
    return PartitionDimensionDefinition(name, partitions_def)


class MultiPartitionsDefinition(PartitionsDefinition):
    """Every combination of the keys of two partitions definitions."""

    def __init__(self, partitions_defs: Mapping[str, PartitionsDefinition]) -> None:
        if len(partitions_defs) != 2:
            raise DagsterInvalidInvocationError(
                "Dagster currently only supports multi-partitions definitions with 2 partitions definitions. Your "
                f"multi-partitions definition has {len(partitions_defs)} partitions definitions."
            )
        self._dimensions = [_checked(name, each) for name, each in sorted(partitions_defs.items())]

    @property
    def partitions_defs(self) -> Sequence[PartitionDimensionDefinition]:
        """The dimensions, by name."""
        return self._dimensions

    @property
    def partition_dimension_names(self) -> list[str]:
        """The names of the dimensions."""
        return [dimension.name for dimension in self._dimensions]

    def get_partitions_def_for_dimension(self, dimension_name: str) -> PartitionsDefinition:
        """The partitions of a dimension."""
        for dimension in self._dimensions:
            if dimension.name == dimension_name:
                return dimension.partitions_def
        raise CheckError(f"Invalid dimension name {dimension_name}")

    def _product(self, parts: Iterable[Sequence[str]], names: Sequence[str]) -> list[MultiPartitionKey]:
        combined = itertools.product(*parts)
        return [MultiPartitionKey(dict(zip(names, keys, strict=True))) for keys in combined]

    def get_partition_keys(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> Sequence[MultiPartitionKey]:
        parts = [
            each.partitions_def.get_partition_keys(current_time, dynamic_partitions_store)
            for each in self._dimensions
        ]
        return self._product(parts, self.partition_dimension_names)

    def get_num_partitions(self, current_time: Any = None, dynamic_partitions_store: Any = None) -> int:
        first, second = (
            each.partitions_def.get_num_partitions(current_time, dynamic_partitions_store)
            for each in self._dimensions
        )
        return first * second

    def has_partition_key(
        self, partition_key: str, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> bool:
        if not self.is_valid_key_format(partition_key):
            return False
        parts = self.get_partition_key_from_str(partition_key).keys_by_dimension
        return all(
            each.partitions_def.has_partition_key(parts[each.name], current_time, dynamic_partitions_store)
            for each in self._dimensions
        )

    def is_valid_key_format(self, partition_key: str) -> bool:
        """Whether a text has a part for each dimension."""
        return len(partition_key.split(DELIMITER)) == len(self._dimensions)

    def filter_valid_partition_keys(self, partition_keys: set[str]) -> set[str]:
        return {
            self.get_partition_key_from_str(key) for key in partition_keys if self.has_partition_key(str(key))
        }

    def get_partition_key_from_str(self, partition_key_str: str) -> MultiPartitionKey:
        """The key that a text means."""
        parts = partition_key_str.split(DELIMITER)
        if len(parts) != len(self._dimensions):
            raise CheckError(
                f"Expected {len(self._dimensions)} partition keys in partition key string {partition_key_str}, but got {len(parts)}"
            )
        return MultiPartitionKey(dict(zip(self.partition_dimension_names, parts, strict=True)))

    def get_partition_keys_in_range(
        self, partition_key_range: PartitionKeyRange, dynamic_partitions_store: Any = None
    ) -> Sequence[MultiPartitionKey]:
        first = self.get_partition_key_from_str(partition_key_range.start).keys_by_dimension
        last = self.get_partition_key_from_str(partition_key_range.end).keys_by_dimension
        parts = [
            each.partitions_def.get_partition_keys_in_range(
                PartitionKeyRange(first[each.name], last[each.name]), dynamic_partitions_store
            )
            for each in self._dimensions
        ]
        return self._product(parts, self.partition_dimension_names)

    def get_multipartition_keys_with_dimension_value(
        self, dimension_name: str, dimension_partition_key: str, dynamic_partitions_store: Any = None
    ) -> Sequence[MultiPartitionKey]:
        """The keys with a certain part."""
        return self.get_multipartition_keys_with_dimension_values(dimension_name, [dimension_partition_key])

    def get_multipartition_keys_with_dimension_values(
        self, dimension_name: str, dimension_partition_keys: Sequence[str]
    ) -> Sequence[MultiPartitionKey]:
        """The keys with certain parts."""
        self.get_partitions_def_for_dimension(dimension_name)
        other = next(each for each in self._dimensions if each.name != dimension_name)
        return self._product(
            [dimension_partition_keys, other.partitions_def.get_partition_keys()],
            [dimension_name, other.name],
        )

    def _time_dimensions(self) -> list[PartitionDimensionDefinition]:
        return [d for d in self._dimensions if isinstance(d.partitions_def, TimeWindowPartitionsDefinition)]

    @property
    def has_time_window_dimension(self) -> bool:
        """Whether exactly one dimension is made of windows of time."""
        return len(self._time_dimensions()) == 1

    @property
    def time_window_dimension(self) -> PartitionDimensionDefinition:
        """The dimension that is made of windows of time."""
        found = self._time_dimensions()
        if len(found) != 1:
            raise CheckError("Expected exactly one time window partitioned dimension")
        return found[0]

    @property
    def time_window_partitions_def(self) -> Any:
        """The windows of time of that dimension."""
        return self.time_window_dimension.partitions_def

    @property
    def primary_dimension(self) -> PartitionDimensionDefinition:
        """The dimension of time, or else the first one."""
        found = self._time_dimensions()
        return found[0] if len(found) == 1 else self._dimensions[0]

    @property
    def secondary_dimension(self) -> PartitionDimensionDefinition:
        """The other dimension."""
        return next(each for each in self._dimensions if each is not self.primary_dimension)

    def time_window_for_partition_key(self, partition_key: str) -> Any:
        """The window of time of a key."""
        dimension = self.time_window_dimension
        key = (
            partition_key
            if isinstance(partition_key, MultiPartitionKey)
            else self.get_partition_key_from_str(partition_key)
        )
        return self.time_window_partitions_def.time_window_for_partition_key(
            key.keys_by_dimension[dimension.name]
        )

    def get_tags_for_partition_key(self, partition_key: str) -> dict[str, str]:
        key = self.get_partition_key_from_str(partition_key)
        parts = {f"{DIMENSION_TAG_PREFIX}{name}": part for name, part in key.keys_by_dimension.items()}
        return {"dagster/partition": partition_key, **parts}

    def get_serializable_unique_identifier(self, dynamic_partitions_store: Any = None) -> str:
        import hashlib

        parts = {
            each.name: each.partitions_def.get_serializable_unique_identifier(dynamic_partitions_store)
            for each in self._dimensions
        }
        return hashlib.sha1(repr(parts).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MultiPartitionsDefinition) and self._dimensions == other._dimensions

    def __hash__(self) -> int:
        return hash(tuple((each.name, repr(each.partitions_def)) for each in self._dimensions))

    def __str__(self) -> str:
        first, second = self._dimensions
        return (
            "Multi-partitioned, with dimensions: \n"
            f"{first.name.capitalize()}: {first.partitions_def} \n{second.name.capitalize()}: {second.partitions_def}"
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(dimensions={[str(each) for each in self._dimensions]}"
