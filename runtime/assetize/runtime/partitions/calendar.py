"""Partitions that are hours, days, weeks or months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assetize.runtime.partitions.schedule_type import ScheduleType, cron_of
from assetize.runtime.partitions.time_window import TimeWindowPartitionsDefinition

DATE = "%Y-%m-%d"
HOUR = "%Y-%m-%d-%H:%M"
Exclusions = Sequence[str | datetime] | None


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
        exclusions: Exclusions = None,
    ) -> None:
        super().__init__(
            start_date,
            fmt or HOUR,
            end_date,
            timezone=timezone,
            end_offset=end_offset,
            cron_schedule=cron_of(ScheduleType.HOURLY, minute_offset, 0, 0),
            exclusions=exclusions,
        )


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
        exclusions: Exclusions = None,
    ) -> None:
        super().__init__(
            start_date,
            fmt or DATE,
            end_date,
            timezone=timezone,
            end_offset=end_offset,
            cron_schedule=cron_of(ScheduleType.DAILY, minute_offset, hour_offset, 0),
            exclusions=exclusions,
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
        exclusions: Exclusions = None,
    ) -> None:
        super().__init__(
            start_date,
            fmt or DATE,
            end_date,
            timezone=timezone,
            end_offset=end_offset,
            cron_schedule=cron_of(ScheduleType.WEEKLY, minute_offset, hour_offset, day_offset),
            exclusions=exclusions,
        )


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
        exclusions: Exclusions = None,
    ) -> None:
        super().__init__(
            start_date,
            fmt or DATE,
            end_date,
            timezone=timezone,
            end_offset=end_offset,
            cron_schedule=cron_of(ScheduleType.MONTHLY, minute_offset, hour_offset, day_offset),
            exclusions=exclusions,
        )
