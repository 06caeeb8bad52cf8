"""Which partitions of an upstream asset the partitions of an asset are made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.partitions.definition import StaticPartitionsDefinition
from assetize.runtime.partitions.loading_context import partition_loading_context
from assetize.runtime.partitions.subset import DefaultPartitionsSubset, PartitionsSubset
from assetize.runtime.records import Record, fields


class UpstreamPartitionsResult(Record):
    """The upstream partitions that exist, and those that ought to."""

    __slots__ = fields("partitions_subset", "required_but_nonexistent_subset")

    def __init__(
        self, partitions_subset: PartitionsSubset, required_but_nonexistent_subset: PartitionsSubset
    ) -> None:
        self.partitions_subset = partitions_subset
        self.required_but_nonexistent_subset = required_but_nonexistent_subset

    @property
    def required_but_nonexistent_partition_keys(self) -> Sequence[str]:
        """The keys that ought to exist."""
        return list(self.required_but_nonexistent_subset.get_partition_keys())


def upstream_result(
    upstream: Any, keys: Iterable[str], missing: Iterable[str] = ()
) -> UpstreamPartitionsResult:
    """The result for these upstream keys."""
    return UpstreamPartitionsResult(
        upstream.subset_with_partition_keys(keys), DefaultPartitionsSubset(missing, upstream)
    )


class PartitionMapping(Record):
    """Maps partitions of an asset to partitions of an upstream asset, and back."""

    __slots__ = ()

    def to_upstream(self, keys: Any, downstream: Any, upstream: Any) -> UpstreamPartitionsResult:
        """The upstream partitions of a subset; None stands for an asset without partitions."""
        raise NotImplementedError

    def to_downstream(self, keys: PartitionsSubset, upstream: Any, downstream: Any) -> PartitionsSubset:
        """The partitions that upstream ones are used for."""
        raise NotImplementedError

    def get_upstream_mapped_partitions_result_for_partitions(
        self,
        downstream_partitions_subset: PartitionsSubset | None,
        downstream_partitions_def: Any,
        upstream_partitions_def: Any,
        current_time: Any = None,
        dynamic_partitions_store: Any = None,
    ) -> UpstreamPartitionsResult:
        """The upstream partitions that some partitions are made from."""
        with partition_loading_context(current_time, dynamic_partitions_store):
            return self.to_upstream(
                downstream_partitions_subset, downstream_partitions_def, upstream_partitions_def
            )

    def get_downstream_partitions_for_partitions(
        self,
        upstream_partitions_subset: PartitionsSubset,
        upstream_partitions_def: Any,
        downstream_partitions_def: Any,
        current_time: Any = None,
        dynamic_partitions_store: Any = None,
    ) -> PartitionsSubset:
        """The partitions that are made from some upstream partitions."""
        with partition_loading_context(current_time, dynamic_partitions_store):
            return self.to_downstream(
                upstream_partitions_subset, upstream_partitions_def, downstream_partitions_def
            )

    def validate_partition_mapping(
        self, upstream_partitions_def: Any, downstream_partitions_def: Any
    ) -> None:
        """An error if the mapping does not fit the two partitions definitions."""

    @property
    def description(self) -> str:
        """The mapping in words."""
        return type(self).__doc__ or ""


def required_subset(subset: PartitionsSubset | None, which: str) -> PartitionsSubset:
    """The subset, which must be there."""
    if subset is None:
        raise CheckError(f"{which} asset is not partitioned")
    return subset


class IdentityPartitionMapping(PartitionMapping):
    """Assumes upstream and downstream assets share the same partitions definition. Maps each partition in the downstream asset to the same partition in the upstream asset."""

    __slots__ = ()

    def to_upstream(self, keys: Any, downstream: Any, upstream: Any) -> UpstreamPartitionsResult:
        wanted = required_subset(keys, "downstream").keys
        if downstream == upstream:
            return upstream_result(upstream, wanted)
        existing = {key for key in wanted if upstream.has_partition_key(key)}
        return upstream_result(upstream, existing, wanted - existing)

    def to_downstream(self, keys: PartitionsSubset, upstream: Any, downstream: Any) -> PartitionsSubset:
        wanted = required_subset(keys, "upstream").keys
        if downstream == upstream:
            return keys
        existing = {key for key in wanted if downstream.has_partition_key(key)}
        return downstream.subset_with_partition_keys(existing)  # type: ignore[no-any-return]

    def validate_partition_mapping(
        self, upstream_partitions_def: Any, downstream_partitions_def: Any
    ) -> None:
        if type(upstream_partitions_def) is not type(downstream_partitions_def):
            raise DagsterInvalidDefinitionError(
                "Upstream and downstream partitions definitions must match, or a different partition mapping must be provided. "
                f"Got upstream definition {type(upstream_partitions_def)} and downstream definition {type(downstream_partitions_def)}"
            )


class AllPartitionMapping(PartitionMapping):
    """Each downstream partition depends on all partitions of the upstream asset."""

    __slots__ = ()

    def to_upstream(self, keys: Any, downstream: Any, upstream: Any) -> UpstreamPartitionsResult:
        return upstream_result(upstream, upstream.get_partition_keys())

    def to_downstream(self, keys: PartitionsSubset, upstream: Any, downstream: Any) -> PartitionsSubset:
        return _all_if(not required_subset(keys, "upstream").is_empty, downstream)


def _all_if(condition: bool, downstream: Any) -> PartitionsSubset:
    made: PartitionsSubset = (
        downstream.subset_with_all_partitions() if condition else downstream.empty_subset()
    )
    return made


class LastPartitionMapping(PartitionMapping):
    """Each downstream partition depends on the last partition of the upstream asset."""

    __slots__ = ()

    def to_upstream(self, keys: Any, downstream: Any, upstream: Any) -> UpstreamPartitionsResult:
        last = upstream.get_last_partition_key()
        return upstream_result(upstream, () if last is None else [last])

    def to_downstream(self, keys: PartitionsSubset, upstream: Any, downstream: Any) -> PartitionsSubset:
        return _all_if(upstream.get_last_partition_key() in keys, downstream)


class SpecificPartitionsPartitionMapping(PartitionMapping):
    """Each downstream partition depends on upstream partitions that are written down."""

    __slots__ = ("partition_keys",)

    def __init__(self, partition_keys: Sequence[str]) -> None:
        self.partition_keys = list(partition_keys)

    def to_upstream(self, keys: Any, downstream: Any, upstream: Any) -> UpstreamPartitionsResult:
        return upstream_result(upstream, self.partition_keys)

    def to_downstream(self, keys: PartitionsSubset, upstream: Any, downstream: Any) -> PartitionsSubset:
        return _all_if(any(key in keys for key in self.partition_keys), downstream)

    @property
    def description(self) -> str:
        return (
            f"Each downstream partition depends on the following upstream partitions: {self.partition_keys}"
        )


class StaticPartitionMapping(PartitionMapping):
    """Maps upstream partitions to downstream partitions as it is written down."""

    __slots__ = ("downstream_partition_keys_by_upstream_partition_key",)

    def __init__(
        self, downstream_partition_keys_by_upstream_partition_key: Mapping[str, str | Collection[str]]
    ) -> None:
        given = downstream_partition_keys_by_upstream_partition_key
        for key, keys in given.items():
            if not isinstance(key, str) or not isinstance(keys, Collection):
                raise CheckError(
                    "A StaticPartitionMapping maps partition keys to keys or collections of keys."
                )
        self.downstream_partition_keys_by_upstream_partition_key = given

    def _pairs(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for key, keys in self.downstream_partition_keys_by_upstream_partition_key.items():
            found += [(key, each) for each in ([keys] if isinstance(keys, str) else keys)]
        return found

    def _check(self, definition: Any, keys: Iterable[str], where: str) -> None:
        if not isinstance(definition, StaticPartitionsDefinition):
            raise CheckError(
                "StaticPartitionMapping can only be defined between two StaticPartitionsDefinitions"
            )
        extra = set(keys) - set(definition.get_partition_keys())
        if extra:
            raise ValueError(f"mapping {where} partitions definition: {extra}")

    def _check_upstream(self, upstream: Any) -> None:
        given = self.downstream_partition_keys_by_upstream_partition_key
        self._check(upstream, given, "source partitions not in the upstream")

    def _check_downstream(self, downstream: Any) -> None:
        self._check(
            downstream, [down for _, down in self._pairs()], "target partitions not in the downstream"
        )

    def to_upstream(self, keys: Any, downstream: Any, upstream: Any) -> UpstreamPartitionsResult:
        self._check_upstream(upstream)
        wanted = () if keys is None else keys
        return upstream_result(upstream, [up for up, down in self._pairs() if down in wanted])

    def to_downstream(self, keys: PartitionsSubset, upstream: Any, downstream: Any) -> PartitionsSubset:
        self._check_downstream(downstream)
        chosen = [down for up, down in self._pairs() if up in keys]
        return downstream.subset_with_partition_keys(chosen)  # type: ignore[no-any-return]

    def validate_partition_mapping(
        self, upstream_partitions_def: Any, downstream_partitions_def: Any
    ) -> None:
        for definition, side in (
            (upstream_partitions_def, "Upstream"),
            (downstream_partitions_def, "Downstream"),
        ):
            if not isinstance(definition, StaticPartitionsDefinition):
                raise DagsterInvalidDefinitionError(
                    f"{side} partitions definition must be a StaticPartitionsDefinition"
                )
        self._check_upstream(upstream_partitions_def)
        self._check_downstream(downstream_partitions_def)

    @property
    def description(self) -> str:
        return (
            "Maps upstream partitions to their downstream dependencies according to the following mapping: \n"
            f"{self.downstream_partition_keys_by_upstream_partition_key}"
        )
