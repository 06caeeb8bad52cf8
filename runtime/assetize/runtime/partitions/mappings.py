"""Which partitions of an upstream asset the partitions of an asset are made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.partitions.time_window import TimeWindow, TimeWindowPartitionsDefinition
from assetize.runtime.records import Record, fields


class PartitionMapping(Record):
    """Maps partitions of an asset to partitions of an upstream asset."""

    __slots__ = ()

    def upstream_keys(
        self, keys: Sequence[str] | None, downstream: Any, upstream: Any, store: Any
    ) -> list[str]:
        """The upstream partitions of some partitions; None stands for an asset without partitions."""
        raise NotImplementedError


class IdentityPartitionMapping(PartitionMapping):
    """The same keys."""

    __slots__ = ()

    def upstream_keys(
        self, keys: Sequence[str] | None, downstream: Any, upstream: Any, store: Any
    ) -> list[str]:
        if keys is None:
            raise DagsterInvalidDefinitionError(
                "The identity mapping needs a partitioned asset on both sides."
            )
        existing = set(upstream.get_partition_keys(dynamic_partitions_store=store))
        return [key for key in keys if key in existing]


class AllPartitionMapping(PartitionMapping):
    """All upstream partitions."""

    __slots__ = ()

    def upstream_keys(
        self, keys: Sequence[str] | None, downstream: Any, upstream: Any, store: Any
    ) -> list[str]:
        return list(upstream.get_partition_keys(dynamic_partitions_store=store))


class LastPartitionMapping(PartitionMapping):
    """The last upstream partition."""

    __slots__ = ()

    def upstream_keys(
        self, keys: Sequence[str] | None, downstream: Any, upstream: Any, store: Any
    ) -> list[str]:
        last = upstream.get_last_partition_key(dynamic_partitions_store=store)
        return [] if last is None else [last]


class SpecificPartitionsPartitionMapping(PartitionMapping):
    """Upstream partitions that are written down."""

    __slots__ = ("partition_keys",)

    def __init__(self, partition_keys: Sequence[str]) -> None:
        self.partition_keys = list(partition_keys)

    def upstream_keys(
        self, keys: Sequence[str] | None, downstream: Any, upstream: Any, store: Any
    ) -> list[str]:
        return list(self.partition_keys)


class TimeWindowPartitionMapping(PartitionMapping):
    """The upstream windows that overlap, moved by offsets."""

    __slots__ = fields("start_offset", "end_offset", "allow_nonexistent_upstream_partitions")

    def __init__(
        self, start_offset: int = 0, end_offset: int = 0, allow_nonexistent_upstream_partitions: bool = False
    ) -> None:
        self.start_offset = start_offset
        self.end_offset = end_offset
        self.allow_nonexistent_upstream_partitions = allow_nonexistent_upstream_partitions

    def upstream_keys(
        self, keys: Sequence[str] | None, downstream: Any, upstream: Any, store: Any
    ) -> list[str]:
        if keys is None:
            raise DagsterInvalidDefinitionError(
                "A mapping of time windows needs a partitioned asset on both sides."
            )
        found: dict[str, None] = {}
        for key in keys:
            window = downstream.time_window_for_partition_key(key)
            start = _moved(downstream, window.start, self.start_offset)
            end = _moved(downstream, window.end, self.end_offset)
            found.update(dict.fromkeys(_overlapping(upstream, TimeWindow(start, end))))
        return [key for key in found if upstream.has_partition_key(key)]


def _moved(definition: TimeWindowPartitionsDefinition, moment: Any, offset: int) -> Any:
    for _ in range(abs(offset)):
        if offset < 0:
            moment = definition.cadence.previous(moment)
        else:
            moment = next(definition.cadence.windows(moment))[1]
    return moment


def _overlapping(upstream: TimeWindowPartitionsDefinition, window: TimeWindow) -> list[str]:
    first = upstream.cadence.previous(window.start) if upstream.cadence.unit != "hour" else window.start
    found = []
    for start, end in upstream.cadence.windows(first):
        if start >= window.end:
            break
        if end > window.start:
            found.append(start.strftime(upstream.fmt))
    return found


def default_mapping(downstream: Any, upstream: Any) -> PartitionMapping:
    """The mapping between partitions when none is declared."""
    if downstream is None:
        return AllPartitionMapping()
    both_time = isinstance(downstream, TimeWindowPartitionsDefinition) and isinstance(
        upstream, TimeWindowPartitionsDefinition
    )
    if both_time and downstream.cron_schedule != upstream.cron_schedule:
        return TimeWindowPartitionMapping()
    return IdentityPartitionMapping() if downstream == upstream or both_time else AllPartitionMapping()


def mapping_of_step(step_run: Any, upstream_key: Any, upstream_def: Any) -> tuple[PartitionMapping, Any]:
    """The mapping that applies in a step, and the step's own partitions."""
    assets_def = step_run.step.assets_def
    downstream = assets_def.partitions_def if assets_def is not None else None
    declared = assets_def.get_partition_mapping(upstream_key) if assets_def is not None else None
    return declared or default_mapping(downstream, upstream_def), downstream


def upstream_partition_keys(step_run: Any, upstream_key: Any, upstream_def: Any) -> list[str]:
    """The partitions of an upstream asset that a step is made from."""
    from assetize.runtime.partitions.of_step import output_keys

    mapping, downstream = mapping_of_step(step_run, upstream_key, upstream_def)
    keys = output_keys(step_run, downstream) if downstream is not None else None
    return mapping.upstream_keys(keys, downstream, upstream_def, step_run.run.instance)


def maps_to_several(step_run: Any, upstream_key: Any) -> bool:
    """Whether an asset without partitions loads all partitions of an upstream asset."""
    upstream_def = step_run.run.job.asset_layer.partitions_def(upstream_key)
    mapping, downstream = mapping_of_step(step_run, upstream_key, upstream_def)
    return downstream is None and isinstance(mapping, AllPartitionMapping)
