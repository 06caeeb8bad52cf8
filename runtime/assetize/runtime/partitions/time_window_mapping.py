"""The mapping between windows of time that overlap."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.partitions.mappings import (
    PartitionMapping,
    UpstreamPartitionsResult,
    upstream_result,
)
from assetize.runtime.partitions.subset import PartitionsSubset
from assetize.runtime.partitions.time_window import TimeWindow, TimeWindowPartitionsDefinition
from assetize.runtime.records import fields

Definition = TimeWindowPartitionsDefinition


class TimeWindowPartitionMapping(PartitionMapping):
    """Maps a downstream partition to any upstream partition with an overlapping time window."""

    __slots__ = fields("start_offset", "end_offset", "allow_nonexistent_upstream_partitions")

    def __init__(
        self, start_offset: int = 0, end_offset: int = 0, allow_nonexistent_upstream_partitions: bool = False
    ) -> None:
        self.start_offset = start_offset
        self.end_offset = end_offset
        self.allow_nonexistent_upstream_partitions = allow_nonexistent_upstream_partitions

    @property
    def description(self) -> str:
        text = type(self).__doc__ or ""
        if self.start_offset or self.end_offset:
            text += (
                f" The start and end of the upstream time window is offsetted by {self.start_offset} and {self.end_offset} "
                "partitions respectively."
            )
        return text

    def to_upstream(self, keys: Any, downstream: Any, upstream: Any) -> UpstreamPartitionsResult:
        _check(downstream, upstream, keys)
        if self._is_plain and downstream == upstream:
            return UpstreamPartitionsResult(keys, upstream.empty_subset())
        bounds = _bounds(upstream)
        windows = []
        for window in keys.included_time_windows:
            start = shifted(downstream, window.start, self.start_offset, bounds)
            end = shifted(downstream, window.end, self.end_offset, bounds)
            windows.append(_aligned(TimeWindow(start, end), downstream, upstream))
        inside, outside = _by_existence(windows, upstream)
        return upstream_result(
            upstream, inside, () if self.allow_nonexistent_upstream_partitions else outside
        )

    def to_downstream(self, keys: PartitionsSubset, upstream: Any, downstream: Any) -> PartitionsSubset:
        _check(upstream, downstream, keys)
        if self._is_plain and downstream == upstream:
            return keys
        bounds = _bounds(downstream)
        windows = []
        for window in keys.included_time_windows:  # type: ignore[attr-defined]
            aligned = _aligned(window, upstream, downstream)
            start = shifted(downstream, aligned.start, -self.end_offset, bounds)
            end = shifted(downstream, aligned.end, -self.start_offset, bounds)
            windows.append(TimeWindow(start, end))
        inside, _ = _by_existence(windows, downstream)
        return downstream.subset_with_partition_keys(inside)  # type: ignore[no-any-return]

    @property
    def _is_plain(self) -> bool:
        return self.start_offset == 0 and self.end_offset == 0

    def validate_partition_mapping(
        self, upstream_partitions_def: Any, downstream_partitions_def: Any
    ) -> None:
        for definition, side in (
            (downstream_partitions_def, "Downstream"),
            (upstream_partitions_def, "Upstream"),
        ):
            if not isinstance(definition, TimeWindowPartitionsDefinition):
                raise DagsterInvalidDefinitionError(
                    f"{side} partitions definition must be a TimeWindowPartitionsDefinition"
                )
        _check_zones(upstream_partitions_def, downstream_partitions_def)


def _check_zones(one: Definition, other: Definition) -> None:
    if one.timezone != other.timezone:
        raise DagsterInvalidDefinitionError(f"Timezones {one.timezone} and {other.timezone} don't match")


def _check(mapped: Any, onto: Any, keys: Any) -> None:
    if not hasattr(keys, "included_time_windows"):
        raise CheckError(f"A mapping of time windows needs a subset of time windows, got {keys!r}.")
    for definition in (mapped, onto):
        if not isinstance(definition, TimeWindowPartitionsDefinition):
            raise CheckError(
                f"A mapping of time windows needs time windows on both sides, got {definition!r}."
            )
    _check_zones(onto, mapped)


def _bounds(definition: Definition) -> TimeWindow | None:
    """From the start of the first partition to the end of the last."""
    first, last = definition.get_first_partition_window(), definition.get_last_partition_window()
    return None if first is None or last is None else TimeWindow(first.start, last.end)


def shifted(
    definition: Definition, moment: datetime, offset: int, bounds: TimeWindow | None = None
) -> datetime:
    """The boundary that is so many windows after another, or before it, but not out of bounds."""
    if offset == 0:
        return moment
    if offset > 0:
        windows = definition.windows_from(moment)
        later = [next(windows) for _ in range(offset)][-1].end
        return later if bounds is None else min(later, bounds.end, key=datetime.timestamp)
    windows = definition.windows_before(moment)
    earlier = [next(windows) for _ in range(-offset)][-1].start
    return earlier if bounds is None else max(earlier, bounds.start, key=datetime.timestamp)


def _aligned(window: TimeWindow, of: Definition, to: Definition) -> TimeWindow:
    """The window, widened to whole partitions of a definition."""
    if of.cron_schedule == to.cron_schedule or (of.is_basic_daily and to.is_basic_hourly):
        return window
    first = to.get_partition_key_for_timestamp(window.start.timestamp())
    last = to.get_partition_key_for_timestamp(window.end.timestamp(), end_closed=True)
    return TimeWindow(to.start_time_for_partition_key(first), to.end_time_for_partition_key(last))


def _by_existence(windows: list[TimeWindow], definition: Definition) -> tuple[list[str], list[str]]:
    """The partitions in windows: those that exist, and those that do not."""
    bounds = _bounds(definition)
    inside: list[str] = []
    outside: list[str] = []
    for window in windows:
        for key in definition.get_partition_keys_in_time_window(window):
            begin = definition.start_time_for_partition_key(key).timestamp()
            exists = bounds is not None and bounds.start.timestamp() <= begin < bounds.end.timestamp()
            (inside if exists else outside).append(key)
    return inside, outside
