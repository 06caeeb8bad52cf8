"""Partition sets: static and dynamic ones, and what all have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidDefinitionError,
    DagsterInvalidInvocationError,
    DagsterUnknownPartitionError,
)
from assetize.runtime.partitions.loading_context import partitions_store
from assetize.runtime.partitions.subset import DefaultPartitionsSubset, PartitionsSubset

INVALID_CHARACTERS = ("...", "\a", "\b", "\f", "\n", "\r", "\t", "\v", "\0")


class PartitionsDefinition:
    """A set of partition keys, in order."""

    @property
    def partitions_subset_class(self) -> type[PartitionsSubset]:
        """The class of subsets of these partitions."""
        return DefaultPartitionsSubset

    def empty_subset(self) -> PartitionsSubset:
        """None of the partitions."""
        return self.partitions_subset_class((), self)

    def subset_with_partition_keys(self, partition_keys: Iterable[str]) -> PartitionsSubset:
        """Some of the partitions."""
        return self.empty_subset().with_partition_keys(partition_keys)

    def subset_with_all_partitions(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> PartitionsSubset:
        """All partitions."""
        keys = self.get_partition_keys(current_time, dynamic_partitions_store)
        return self.partitions_subset_class(keys, self)

    def deserialize_subset(self, serialized: str) -> PartitionsSubset:
        """The subset that a text describes."""
        return self.partitions_subset_class.from_serialized(self, serialized)

    def can_deserialize_subset(
        self,
        serialized: str,
        serialized_partitions_def_unique_id: str | None,
        serialized_partitions_def_class_name: str | None,
    ) -> bool:
        """Whether a text describes a subset of these partitions."""
        import json

        data = json.loads(serialized)
        named = serialized_partitions_def_class_name in (None, type(self).__name__)
        return named and (isinstance(data, list) or "subset" in data)

    def get_serializable_unique_identifier(self, dynamic_partitions_store: Any = None) -> str:
        """A digest of the keys."""
        import hashlib

        keys = self.get_partition_keys(None, dynamic_partitions_store)
        return hashlib.sha1(repr(list(keys)).encode()).hexdigest()

    def filter_valid_partition_keys(self, partition_keys: set[str]) -> set[str]:
        """The keys that exist."""
        return set(self.get_partition_keys()) & set(partition_keys)

    def get_partition_keys(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> Sequence[str]:
        """All keys."""
        raise NotImplementedError

    def has_partition_key(
        self, partition_key: str, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> bool:
        """Whether a key exists."""
        return partition_key in self.get_partition_keys(current_time, dynamic_partitions_store)

    def validate_partition_key(
        self,
        partition_key: str,
        context: Any = None,
        current_time: Any = None,
        dynamic_partitions_store: Any = None,
    ) -> None:
        """An error if a key does not exist."""
        store = dynamic_partitions_store or getattr(context, "dynamic_partitions_store", None)
        if not self.has_partition_key(partition_key, current_time, store):
            raise DagsterUnknownPartitionError(f"Could not find a partition with key `{partition_key}`.")

    def get_first_partition_key(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> str | None:
        """The first key."""
        return next(iter(self.get_partition_keys(current_time, dynamic_partitions_store)), None)

    def get_last_partition_key(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> str | None:
        """The last key."""
        keys = self.get_partition_keys(current_time, dynamic_partitions_store)
        return keys[-1] if keys else None

    def get_num_partitions(self, current_time: Any = None, dynamic_partitions_store: Any = None) -> int:
        """How many keys there are."""
        return len(self.get_partition_keys(current_time, dynamic_partitions_store))

    def get_partition_keys_in_range(
        self, partition_key_range: Any, dynamic_partitions_store: Any = None
    ) -> Sequence[str]:
        """The keys from one to another, both included."""
        keys = list(self.get_partition_keys(dynamic_partitions_store=dynamic_partitions_store))
        start, end = partition_key_range.start, partition_key_range.end
        unknown = [key for key in dict.fromkeys((start, end)) if key not in keys]
        if unknown:
            raise DagsterInvalidInvocationError(
                f"Partition range {start} to {end} is not a valid range. Nonexistent partition keys: {unknown}"
            )
        return keys[keys.index(partition_key_range.start) : keys.index(partition_key_range.end) + 1]

    def get_tags_for_partition_key(self, partition_key: str) -> dict[str, str]:
        """The run tags for a partition."""
        return {"dagster/partition": partition_key}


class StaticPartitionsDefinition(PartitionsDefinition):
    """Partition keys that are written down."""

    def __init__(self, partition_keys: Sequence[str]) -> None:
        if isinstance(partition_keys, str):
            raise CheckError("partition_keys must be a sequence of strings, not a string.")
        keys = list(partition_keys)
        for key in keys:
            if not isinstance(key, str):
                raise CheckError(f"Member of sequence mismatches type. Expected {str}. Got {key!r}.")
            if any(character in key for character in INVALID_CHARACTERS):
                raise DagsterInvalidDefinitionError(
                    f"'{key}': {list(INVALID_CHARACTERS)} are invalid substrings in a partition key"
                )
        repeated = sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) != len(keys) else []
        if repeated:
            raise DagsterInvalidDefinitionError(
                f"Partition keys must be unique. Duplicate instances of partition keys: {repeated}."
            )
        self._keys = keys

    def get_partition_keys(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> Sequence[str]:
        return self._keys

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StaticPartitionsDefinition) and self._keys == other._keys

    def __hash__(self) -> int:
        return hash(tuple(self._keys))

    def __str__(self) -> str:
        return ", ".join(f"'{key}'" for key in self._keys)

    def __repr__(self) -> str:
        return f"StaticPartitionsDefinition(partition_keys={self._keys})"


class DynamicPartitionsDefinition(PartitionsDefinition):
    """Partition keys that an instance keeps under a name, or that a function gives."""

    def __init__(
        self, partition_fn: Callable[..., Sequence[str]] | None = None, name: str | None = None
    ) -> None:
        if partition_fn is not None and name is not None:
            raise DagsterInvalidDefinitionError(
                "Cannot provide both partition_fn and name to DynamicPartitionsDefinition."
            )
        if partition_fn is None and name is None:
            raise DagsterInvalidDefinitionError(
                "Must provide either partition_fn or name to DynamicPartitionsDefinition."
            )
        self.partition_fn = partition_fn
        self.name = name

    def get_partition_keys(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> Sequence[str]:
        if self.partition_fn is not None:
            return list(self.partition_fn(current_time))
        store = partitions_store(dynamic_partitions_store)
        if store is None:
            raise CheckError(
                "The instance is not available to load partitions. Try wrapping the call in "
                "`with partition_loading_context` with an instance set."
            )
        keys: Sequence[str] = store.get_dynamic_partitions(self.name)
        return keys

    def build_add_request(self, partition_keys: Sequence[str]) -> Any:
        """A request to add keys."""
        from assetize.runtime.partitions.requests import AddDynamicPartitionsRequest

        return AddDynamicPartitionsRequest(self._required_name(), partition_keys)

    def build_delete_request(self, partition_keys: Sequence[str]) -> Any:
        """A request to remove keys."""
        from assetize.runtime.partitions.requests import DeleteDynamicPartitionsRequest

        return DeleteDynamicPartitionsRequest(self._required_name(), partition_keys)

    def _required_name(self) -> str:
        if self.name is None:
            raise CheckError("Dynamic partitions of a function cannot be added or removed.")
        return self.name

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, DynamicPartitionsDefinition)
            and self.name == other.name
            and self.partition_fn is other.partition_fn
        )

    def __hash__(self) -> int:
        return hash((self.name, self.partition_fn))

    def __str__(self) -> str:
        if self.name is None:
            return ", ".join(f"'{key}'" for key in self.get_partition_keys())
        return f'Dynamic partitions: "{self.name}"'

    def __repr__(self) -> str:
        return f'DynamicPartitionsDefinition(name="{self.name}")'
