"""The rhythm of time windows: each hour, day, week or month, in local time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from assetize.runtime.errors import DagsterInvalidDefinitionError


class Cadence:
    """Moments that repeat every hour, day, week or month; local times stay the same across clock changes."""

    def __init__(self, unit: str, minute: int, hour: int, day: int) -> None:
        self.unit = unit
        self.minute = minute
        self.hour = hour
        self.day = day

    def first_at_or_after(self, moment: datetime) -> datetime:
        """The first tick that is not before a moment."""
        tick = self._at_or_before(moment)
        return tick if _same(tick, moment) else self._following(tick)

    def windows(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The windows from the first tick at or after a moment."""
        tick = self.first_at_or_after(moment)
        while True:
            following = self._following(tick)
            yield tick, following
            tick = following

    def previous(self, tick: datetime) -> datetime:
        """The tick before another."""
        if self.unit == "hour":
            return _shifted(tick, timedelta(hours=-1))
        return self._at_or_before(tick - timedelta(days=1))

    def _at_or_before(self, moment: datetime) -> datetime:
        if self.unit == "hour":
            tick = moment.replace(minute=self.minute, second=0, microsecond=0)
            return tick if tick <= moment else _shifted(tick, timedelta(hours=-1))
        tick = moment.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0, fold=0)
        if self.unit == "week":
            tick -= timedelta(days=(tick.isoweekday() - self.day) % 7)
        if self.unit == "month":
            tick = tick.replace(day=self.day)
        if tick <= moment:
            return tick
        if self.unit == "month":
            return tick.replace(year=tick.year - (tick.month == 1), month=(tick.month - 2) % 12 + 1)
        return tick - timedelta(days=7 if self.unit == "week" else 1)

    def _following(self, tick: datetime) -> datetime:
        if self.unit == "hour":
            return _shifted(tick, timedelta(hours=1))
        if self.unit == "month":
            return tick.replace(year=tick.year + (tick.month == 12), month=tick.month % 12 + 1)
        return tick + timedelta(days=7 if self.unit == "week" else 1)


def _same(tick: datetime, moment: datetime) -> bool:
    return tick.astimezone(timezone.utc) == moment.astimezone(timezone.utc)


def _shifted(tick: datetime, by: timedelta) -> datetime:
    """A moment moved by real time, so that repeated and skipped hours count right."""
    return (tick.astimezone(timezone.utc) + by).astimezone(tick.tzinfo)


def cadence_of_cron(cron: str) -> Cadence:
    """The rhythm of a cron expression that means an hour, a day, a week or a month."""
    names = {"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *"}
    parts = names.get(cron, cron).split()
    if len(parts) == 5 and parts[0].isdigit() and parts[3] == "*":
        minute, hour, day, _, weekday = parts
        if (hour, day, weekday) == ("*", "*", "*"):
            return Cadence("hour", int(minute), 0, 0)
        if hour.isdigit() and day == "*" and weekday == "*":
            return Cadence("day", int(minute), int(hour), 0)
        if hour.isdigit() and day == "*" and weekday.isdigit():
            return Cadence("week", int(minute), int(hour), int(weekday) % 7)
        if hour.isdigit() and day.isdigit() and int(day) <= 28 and weekday == "*":
            return Cadence("month", int(minute), int(hour), int(day))
    raise DagsterInvalidDefinitionError(
        f"The cron schedule '{cron}' of a TimeWindowPartitionsDefinition is not part of the bundled runtime, which has hours, days, "
        "weeks and months; run this on Dagster"
    )
