"""Partitions that are windows of time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from datetime import timezone as utc_zone
from typing import Any, NamedTuple

from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError, DagsterInvalidInvocationError
from assetize.runtime.partitions.cron import Cron, InvalidCron, zone_named
from assetize.runtime.partitions.definition import PartitionsDefinition
from assetize.runtime.partitions.key_range import PartitionKeyRange
from assetize.runtime.partitions.loading_context import effective_time
from assetize.runtime.partitions.rhythm import Rhythm
from assetize.runtime.partitions.schedule_type import ScheduleType, given_cron
from assetize.runtime.partitions.subset import PartitionsSubset, TimeWindowPartitionsSubset

_WITH_OFFSET = re.compile(r"^(.*)([+-]\d{4})$")


class TimeWindow(NamedTuple):
    """From a moment up to another."""

    start: datetime
    end: datetime


class TimeWindowPartitionsDefinition(Rhythm, PartitionsDefinition):
    """Windows of time, one after another, each named by the moment of its start."""

    def __init__(
        self,
        start: datetime | str,
        fmt: str,
        end: datetime | str | None = None,
        schedule_type: ScheduleType | None = None,
        timezone: str | None = None,
        end_offset: int = 0,
        minute_offset: int | None = None,
        hour_offset: int | None = None,
        day_offset: int | None = None,
        cron_schedule: str | None = None,
        exclusions: Sequence[str | datetime] | None = None,
    ) -> None:
        self.timezone = timezone or "UTC"
        self._zone = zone_named(timezone)
        self.fmt = fmt
        self.cron_schedule = given_cron(cron_schedule, schedule_type, minute_offset, hour_offset, day_offset)
        self._cron = self._parsed(self.cron_schedule)
        self.start = self._moment(start)
        self.end = None if end is None else self._moment(end)
        self.end_offset = end_offset
        self.exclusions = list(exclusions) if exclusions else None
        self._excluded = [self._exclusion(each) for each in exclusions or ()]

    def _parsed(self, text: str) -> Cron:
        try:
            return Cron(text, self._zone)
        except InvalidCron as problem:
            raise DagsterInvalidDefinitionError(
                f"Found invalid cron schedule '{text}' for a TimeWindowPartitionsDefinition: {problem}."
            ) from problem

    def _exclusion(self, given: Any) -> Any:
        if isinstance(given, str):
            return self._parsed(given)
        if not isinstance(given, datetime):
            raise CheckError(f"Exclusions must be cron expressions or datetimes, got {given!r}.")
        return self._in_zone(given).timestamp()

    def _in_zone(self, value: datetime) -> datetime:
        return value.replace(tzinfo=self._zone) if value.tzinfo is None else value.astimezone(self._zone)

    def _moment(self, value: datetime | str) -> datetime:
        return self._parse(value) if isinstance(value, str) else self._in_zone(value)

    def _parse(self, text: str) -> datetime:
        """The moment that a key names; a repeated hour has its offset in the key."""
        marked = _WITH_OFFSET.match(text)
        if marked is not None and "%z" not in self.fmt:
            try:
                return datetime.strptime(text, self.fmt + "%z").astimezone(self._zone)
            except ValueError:
                pass
        return self._in_zone(datetime.strptime(text, self.fmt))

    def key_of(self, start: datetime) -> str:
        """The key of the window that starts at a moment."""
        return start.strftime(self.fmt + ("%z" if start.fold and self._cron.is_hourly else ""))

    def is_window_start_excluded(self, window_start: datetime) -> bool:
        """Whether the window that starts at a moment is left out."""
        for exclusion in self._excluded:
            if isinstance(exclusion, float):
                if exclusion == window_start.timestamp():
                    return True
            elif next(exclusion.from_moment(window_start)).timestamp() == window_start.timestamp():
                return True
        return False

    def windows_from(self, moment: datetime) -> Iterator[TimeWindow]:
        """The windows that start at or after a moment, without regard to the bounds."""
        ticks = self._cron.from_moment(moment)
        start = next(ticks)
        for end in ticks:
            if not self._excluded or not self.is_window_start_excluded(start):
                yield TimeWindow(start, end)
            start = end

    def windows_before(self, moment: datetime) -> Iterator[TimeWindow]:
        """The windows that start before a moment, the latest first, without regard to the bounds."""
        end = next(self._cron.from_moment(moment))
        for start in self._cron.before(moment):
            if not self._excluded or not self.is_window_start_excluded(start):
                yield TimeWindow(start, end)
            end = start

    def _now(self, current_time: datetime | None) -> datetime:
        return self._in_zone(current_time or effective_time() or datetime.now(utc_zone.utc))

    def _end_of_all(self, current_time: datetime | None) -> float:
        """The moment by which every partition must have ended."""
        if self.end is not None and self.end_offset == 0:
            return min(self.end.timestamp(), self._now(current_time).timestamp())
        limit = self._now(current_time).timestamp()
        if self.end_offset != 0:
            limit = self._shifted_limit(self._now(current_time), self.end_offset)
            limit = limit if self.end is None else min(limit, self.end.timestamp())
        return limit

    def _shifted_limit(self, now: datetime, offset: int) -> float:
        if offset < 0:
            ends = self._cron.before(now)
            last = next(self._cron.from_moment(now))
            ended = last if last.timestamp() == now.timestamp() else next(ends)
            for _ in range(-offset):
                ended = next(self._cron.before(ended))
            return ended.timestamp()
        ticks = self._cron.from_moment(now)
        tick = next(ticks)
        if tick.timestamp() == now.timestamp():
            tick = next(ticks)
        for _ in range(offset - 1):
            tick = next(ticks)
        return tick.timestamp()

    def windows(self, current_time: datetime | None = None) -> Iterator[TimeWindow]:
        """The windows that have ended, or as many more or fewer as the end offset says."""
        limit = self._end_of_all(current_time)
        for window in self.windows_from(self.start):
            if window.end.timestamp() > limit:
                return
            yield window

    @property
    def partitions_subset_class(self) -> type[PartitionsSubset]:
        return TimeWindowPartitionsSubset

    def get_partition_keys(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> Sequence[str]:
        return [self.key_of(window.start) for window in self.windows(current_time)]

    def has_partition_key(
        self, partition_key: str, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> bool:
        try:
            return self.exists(partition_key, current_time)
        except ValueError:
            return False

    def exists(self, partition_key: str, current_time: Any = None) -> bool:
        """Whether there is a partition of that key; an error if it has another form than keys have."""
        moment = self._parse(partition_key)
        window = next(self.windows_from(moment))
        if window.start.timestamp() != moment.timestamp() or moment.timestamp() < self.start.timestamp():
            return False
        return window.end.timestamp() <= self._end_of_all(current_time)

    def time_window_for_partition_key(self, partition_key: str) -> TimeWindow:
        """The window of a partition."""
        return next(self.windows_from(self._parse(partition_key)))

    def time_windows_for_partition_keys(
        self, partition_keys: Iterable[str], validate: bool = True
    ) -> Sequence[TimeWindow]:
        """The windows of partitions, in order."""
        windows = [self.time_window_for_partition_key(key) for key in partition_keys]
        return sorted(windows, key=lambda window: window.start.timestamp())

    def start_time_for_partition_key(self, partition_key: str) -> datetime:
        """The start of a partition."""
        return self.time_window_for_partition_key(partition_key).start

    def end_time_for_partition_key(self, partition_key: str) -> datetime:
        """The end of a partition."""
        return self.time_window_for_partition_key(partition_key).end

    def get_first_partition_window(self, current_time: Any = None) -> TimeWindow | None:
        """The first window."""
        return next(self.windows(current_time), None)

    def get_last_partition_window(self, current_time: Any = None) -> TimeWindow | None:
        """The last window."""
        limit = self._end_of_all(current_time)
        for window in self.windows_before(datetime.fromtimestamp(limit, self._zone)):
            if window.start.timestamp() < self.start.timestamp():
                return None
            if window.end.timestamp() <= limit:
                return window
        return None

    def get_first_partition_key(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> str | None:
        window = self.get_first_partition_window(current_time)
        return None if window is None else self.key_of(window.start)

    def get_last_partition_key(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> str | None:
        window = self.get_last_partition_window(current_time)
        return None if window is None else self.key_of(window.start)

    def get_partition_keys_in_range(
        self, partition_key_range: PartitionKeyRange, dynamic_partitions_store: Any = None
    ) -> Sequence[str]:
        start, end = partition_key_range.start, partition_key_range.end
        unknown = [key for key in dict.fromkeys((start, end)) if not self.has_partition_key(key)]
        if unknown:
            raise DagsterInvalidInvocationError(
                f"Partition range {start} to {end} is not a valid range. Nonexistent partition keys: {unknown}"
            )
        first = self.time_window_for_partition_key(start)
        last = self.time_window_for_partition_key(end)
        return self.get_partition_keys_in_time_window(TimeWindow(first.start, last.end))

    def keys_between(self, start: float, end: float) -> list[str]:
        """The partitions that begin from one timestamp up to another."""
        found: list[str] = []
        for window in self.windows_from(datetime.fromtimestamp(start, self._zone)):
            if window.start.timestamp() >= end:
                break
            found.append(self.key_of(window.start))
        return found

    def get_partition_keys_in_time_window(self, time_window: TimeWindow) -> list[str]:
        """The partitions that begin within a window."""
        return self.keys_between(time_window.start.timestamp(), time_window.end.timestamp())

    def get_partition_subset_in_time_window(self, time_window: TimeWindow) -> PartitionsSubset:
        """The partitions that begin within a window, as a subset."""
        return self.subset_with_partition_keys(self.get_partition_keys_in_time_window(time_window))

    def get_num_partitions_in_window(self, time_window: TimeWindow) -> int:
        """How many partitions begin within a window."""
        return len(self.get_partition_keys_in_time_window(time_window))

    def has_any_partitions_in_window(self, time_window: TimeWindow) -> bool:
        """Whether a partition begins within a window."""
        return next(self.windows_from(time_window.start)).start.timestamp() < time_window.end.timestamp()

    def get_partition_keys_between_indexes(self, start_idx: int, end_idx: int) -> list[str]:
        """The partitions from one position up to another."""
        return list(self.get_partition_keys()[start_idx:end_idx])

    def get_partition_key_range_for_time_window(
        self, time_window: TimeWindow, respect_bounds: bool = True
    ) -> PartitionKeyRange:
        """The first and last partition within a window."""
        keys = self.get_partition_keys_in_time_window(time_window)
        return PartitionKeyRange(keys[0], keys[-1])

    def get_partition_key_for_timestamp(self, timestamp: float, end_closed: bool = False) -> str:
        """The partition that a moment is in; on a boundary the earlier one if ends belong to windows."""
        moment = datetime.fromtimestamp(timestamp, self._zone)
        on_tick = next(self._cron.from_moment(moment))
        if on_tick.timestamp() == timestamp and not end_closed:
            return self.key_of(on_tick)
        return self.key_of(next(self._cron.before(moment)))

    def get_partition_key(self, key: str | date | datetime) -> str:
        """The key of a day or moment, which must exist."""
        if isinstance(key, datetime):
            text = key.strftime(self.fmt)
        else:
            text = key if isinstance(key, str) else datetime(key.year, key.month, key.day).strftime(self.fmt)
        if not self.has_partition_key(text):
            raise ValueError(f"Got invalid partition key {key!r}")
        return text

    def _within(self, window: TimeWindow) -> bool:
        end = self.end is None or window.end.timestamp() <= self.end.timestamp()
        return end and window.start.timestamp() >= self.start.timestamp()

    def get_next_partition_window(self, end_dt: datetime, respect_bounds: bool = True) -> TimeWindow | None:
        """The window that starts at or after a moment."""
        window = next(self.windows_from(self._in_zone(end_dt)))
        return window if not respect_bounds or self._within(window) else None

    def get_prev_partition_window(self, start_dt: datetime, respect_bounds: bool = True) -> TimeWindow | None:
        """The window that ends at or before a moment."""
        for window in self.windows_before(self._in_zone(start_dt)):
            if window.end.timestamp() <= start_dt.timestamp():
                return window if not respect_bounds or self._within(window) else None
        return None

    def get_next_partition_key(self, partition_key: str, current_time: Any = None) -> str | None:
        """The key after another."""
        window = self.get_next_partition_window(self.time_window_for_partition_key(partition_key).end)
        if window is None or window.end.timestamp() > self._end_of_all(current_time):
            return None
        return self.key_of(window.start)

    def get_prev_partition_key(self, partition_key: str) -> str | None:
        """The key before another."""
        window = self.get_prev_partition_window(self.time_window_for_partition_key(partition_key).start)
        return None if window is None else self.key_of(window.start)

    def less_than(self, partition_key1: str, partition_key2: str) -> bool:
        """Whether one partition starts before another."""
        return self._parse(partition_key1).timestamp() < self._parse(partition_key2).timestamp()

    def get_serializable_unique_identifier(self, dynamic_partitions_store: Any = None) -> str:
        import hashlib

        return hashlib.sha1(repr(self).encode()).hexdigest()

    def can_deserialize_subset(
        self,
        serialized: str,
        serialized_partitions_def_unique_id: str | None,
        serialized_partitions_def_class_name: str | None,
    ) -> bool:
        import json

        data = json.loads(serialized)
        if serialized_partitions_def_unique_id is not None:
            return serialized_partitions_def_unique_id == self.get_serializable_unique_identifier()
        named = serialized_partitions_def_class_name in (None, type(self).__name__)
        return named and (isinstance(data, list) or "time_windows" in data)

    def equal_except_for_start_or_end(self, other: TimeWindowPartitionsDefinition) -> bool:
        """Whether the windows are the same but for where they begin and end."""
        return self._identity()[2:] == other._identity()[2:]

    def _identity(self) -> tuple[Any, ...]:
        exclusions = None if self.exclusions is None else tuple(map(str, self.exclusions))
        return (
            self.start,
            self.end,
            self.fmt,
            self.timezone,
            self.end_offset,
            self.cron_schedule,
            exclusions,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeWindowPartitionsDefinition) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def __str__(self) -> str:
        kind = self.schedule_type
        rhythm = kind.value.capitalize() if kind is not None else self.cron_schedule
        text = f"{rhythm}, starting {self.start.strftime(self.fmt)} {self.timezone}."
        if self.end_offset != 0:
            plural = "" if self.end_offset == 1 else "s"
            text += f" End offsetted by {self.end_offset} partition{plural}."
        return text

    def __repr__(self) -> str:
        end = None if self.end is None else self.end.timestamp()
        text = (
            f"TimeWindowPartitionsDefinition(start={self.start.timestamp()}, end={end}, timezone='{self.timezone}', "
            f"fmt='{self.fmt}', end_offset={self.end_offset}, cron_schedule='{self.cron_schedule}')"
        )
        return text if self.exclusions is None else f"{text}, exclusions={self.exclusions}"
