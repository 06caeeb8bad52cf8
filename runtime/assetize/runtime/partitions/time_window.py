"""Partitions that are hours, days, weeks or months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from datetime import timezone as utc_zone
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from assetize.runtime.errors import DagsterInvalidDefinitionError, DagsterUnknownPartitionError
from assetize.runtime.partitions.definition import PartitionsDefinition

DATE = "%Y-%m-%d"
HOUR = "%Y-%m-%d-%H:%M"


class TimeWindow(NamedTuple):
    """From a moment up to another."""

    start: datetime
    end: datetime


class TimeWindowPartitionsDefinition(PartitionsDefinition):
    """Windows of time, one after another, each named by the moment of its start."""

    def __init__(
        self,
        start: datetime | str,
        fmt: str,
        end: datetime | str | None = None,
        timezone: str | None = None,
        end_offset: int = 0,
        cron_schedule: str | None = None,
    ) -> None:
        from assetize.runtime.partitions.cadence import cadence_of_cron

        if cron_schedule is None:
            raise DagsterInvalidDefinitionError("A TimeWindowPartitionsDefinition needs a cron_schedule.")
        self.timezone = timezone or "UTC"
        self._zone: tzinfo = utc_zone.utc if self.timezone == "UTC" else ZoneInfo(self.timezone)
        self.fmt = fmt
        self.cron_schedule = cron_schedule
        self.cadence = cadence_of_cron(cron_schedule)
        self.start = self._moment(start)
        self.end = None if end is None else self._moment(end)
        self.end_offset = end_offset

    def _moment(self, value: datetime | str) -> datetime:
        if isinstance(value, str):
            try:
                value = datetime.strptime(value, self.fmt)
            except ValueError as problem:
                raise DagsterInvalidDefinitionError(
                    f"The moment {value!r} is not of the form {self.fmt!r}: {problem}"
                ) from problem
        return value.replace(tzinfo=self._zone) if value.tzinfo is None else value.astimezone(self._zone)

    def windows(self, current_time: datetime | None = None) -> Iterator[TimeWindow]:
        """The windows that have ended, or as many more as the end offset says."""
        now = self._now(current_time)
        beyond = 0
        pending: list[TimeWindow] = []
        for start, end in self.cadence.windows(self.start):
            window = TimeWindow(start, end)
            if self.end is not None and end > self.end:
                break
            if end > now:
                beyond += 1
                if beyond > max(self.end_offset, 0):
                    break
            if self.end_offset < 0:
                pending.append(window)
                if len(pending) > -self.end_offset:
                    yield pending.pop(0)
            else:
                yield window

    def _now(self, current_time: datetime | None) -> datetime:
        from assetize.runtime.partitions.loading_context import effective_time

        now = current_time or effective_time() or datetime.now(utc_zone.utc)
        return now.replace(tzinfo=self._zone) if now.tzinfo is None else now.astimezone(self._zone)

    def get_partition_keys(
        self, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> Sequence[str]:
        return [self.key_of(window.start) for window in self.windows(current_time)]

    def key_of(self, start: datetime) -> str:
        """The key of the window that starts at a moment; a repeated hour has its offset in the key."""
        return start.strftime(self.fmt + ("%z" if start.fold and self.cadence.unit == "hour" else ""))

    def has_partition_key(
        self, partition_key: str, current_time: Any = None, dynamic_partitions_store: Any = None
    ) -> bool:
        try:
            window = self.time_window_for_partition_key(partition_key)
        except (ValueError, DagsterUnknownPartitionError):
            return False
        last = self.get_last_partition_window(current_time)
        return last is not None and self.start <= window.start <= last.start

    def time_window_for_partition_key(self, partition_key: str) -> TimeWindow:
        """The window of a partition."""
        try:
            start = datetime.strptime(partition_key, self.fmt).replace(tzinfo=self._zone)
        except ValueError as problem:
            raise DagsterUnknownPartitionError(
                f"Could not find a partition with key `{partition_key}`."
            ) from problem
        begin, end = next(self.cadence.windows(start))
        if begin.strftime(self.fmt) != partition_key:
            raise DagsterUnknownPartitionError(f"Could not find a partition with key `{partition_key}`.")
        return TimeWindow(begin, end)

    def start_time_for_partition_key(self, partition_key: str) -> datetime:
        """The start of a partition."""
        return self.time_window_for_partition_key(partition_key).start

    def get_first_partition_window(self, current_time: Any = None) -> TimeWindow | None:
        """The first window."""
        return next(self.windows(current_time), None)

    def get_last_partition_window(self, current_time: Any = None) -> TimeWindow | None:
        """The last window."""
        last = None
        for window in self.windows(current_time):
            last = window
        return last

    def get_partition_keys_in_range(
        self, partition_key_range: Any, dynamic_partitions_store: Any = None
    ) -> Sequence[str]:
        first = self.time_window_for_partition_key(partition_key_range.start)
        last = self.time_window_for_partition_key(partition_key_range.end)
        return self.get_partition_keys_in_time_window(TimeWindow(first.start, last.end))

    def get_partition_keys_in_time_window(self, time_window: TimeWindow) -> list[str]:
        """The partitions that begin within a window."""
        found: list[str] = []
        for start, _ in self.cadence.windows(time_window.start):
            if start >= time_window.end:
                return found
            found.append(self.key_of(start))
        return found

    def get_next_partition_key(self, partition_key: str, current_time: Any = None) -> str | None:
        """The key after another."""
        window = self.time_window_for_partition_key(partition_key)
        following = window.end.strftime(self.fmt)
        return following if self.has_partition_key(following, current_time) else None

    def get_prev_partition_key(self, partition_key: str) -> str | None:
        """The key before another."""
        window = self.time_window_for_partition_key(partition_key)
        previous = self.cadence.previous(window.start)
        return previous.strftime(self.fmt) if previous >= self.start else None

    def _identity(self) -> tuple[Any, ...]:
        return (self.start, self.end, self.fmt, self.timezone, self.end_offset, self.cron_schedule)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeWindowPartitionsDefinition) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def __repr__(self) -> str:
        return f"{type(self).__name__}(start={self.start.strftime(self.fmt)!r}, timezone={self.timezone!r}, cron={self.cron_schedule!r})"


class HourlyPartitionsDefinition(TimeWindowPartitionsDefinition):
    """One partition for each hour."""

    def __init__(
        self,
        start_date: datetime | str,
        end_date: datetime | str | None = None,
        minute_offset: int = 0,
        timezone: str | None = None,
        fmt: str | None = None,
        end_offset: int = 0,
    ) -> None:
        super().__init__(start_date, fmt or HOUR, end_date, timezone, end_offset, f"{minute_offset} * * * *")


class DailyPartitionsDefinition(TimeWindowPartitionsDefinition):
    """One partition for each day."""

    def __init__(
        self,
        start_date: datetime | str,
        end_date: datetime | str | None = None,
        minute_offset: int = 0,
        hour_offset: int = 0,
        timezone: str | None = None,
        fmt: str | None = None,
        end_offset: int = 0,
    ) -> None:
        super().__init__(
            start_date, fmt or DATE, end_date, timezone, end_offset, f"{minute_offset} {hour_offset} * * *"
        )


class WeeklyPartitionsDefinition(TimeWindowPartitionsDefinition):
    """One partition for each week."""

    def __init__(
        self,
        start_date: datetime | str,
        end_date: datetime | str | None = None,
        minute_offset: int = 0,
        hour_offset: int = 0,
        day_offset: int = 0,
        timezone: str | None = None,
        fmt: str | None = None,
        end_offset: int = 0,
    ) -> None:
        cron = f"{minute_offset} {hour_offset} * * {day_offset}"
        super().__init__(start_date, fmt or DATE, end_date, timezone, end_offset, cron)


class MonthlyPartitionsDefinition(TimeWindowPartitionsDefinition):
    """One partition for each month."""

    def __init__(
        self,
        start_date: datetime | str,
        end_date: datetime | str | None = None,
        minute_offset: int = 0,
        hour_offset: int = 0,
        day_offset: int = 1,
        timezone: str | None = None,
        fmt: str | None = None,
        end_offset: int = 0,
    ) -> None:
        cron = f"{minute_offset} {hour_offset} {day_offset} * *"
        super().__init__(start_date, fmt or DATE, end_date, timezone, end_offset, cron)
