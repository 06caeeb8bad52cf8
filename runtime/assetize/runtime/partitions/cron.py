"""Cron expressions: their moments in a time zone, forwards and backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_ALIASES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_DAYS = {name: number for number, name in enumerate(["sun", "mon", "tue", "wed", "thu", "fri", "sat"])}
_PART = re.compile(r"^(\*|\?|[a-z0-9]+(?:-[a-z0-9]+)?)(?:/(\d+))?$")
_YEARS_TO_SEARCH = 8


class InvalidCron(ValueError):
    """The text is no cron expression, or one that never happens."""


def zone_named(name: str | None) -> tzinfo:
    """The time zone of that name; UTC without one."""
    return timezone.utc if name is None or name == "UTC" else ZoneInfo(name)


def _field(text: str, low: int, high: int, names: dict[str, int]) -> frozenset[int]:
    values: set[int] = set()
    for part in text.split(","):
        match = _PART.match(part)
        if match is None:
            raise InvalidCron(f"'{part}' is no part of a cron expression")
        span, step = match.groups()
        first, last = _span(span, low, high, names, bool(step))
        if not low <= first <= high or not low <= last <= high or first > last or step == "0":
            raise InvalidCron(f"'{part}' is out of range")
        values.update(range(first, last + 1, int(step or 1)))
    return frozenset(values)


def _span(span: str, low: int, high: int, names: dict[str, int], open_ended: bool) -> tuple[int, int]:
    if span in ("*", "?"):
        return low, high
    ends = [_number(end, names) for end in span.split("-")]
    if len(ends) == 2:
        return ends[0], ends[1]
    return ends[0], high if open_ended else ends[0]


def _number(text: str, names: dict[str, int]) -> int:
    if text in names:
        return names[text]
    if not text.isdigit():
        raise InvalidCron(f"'{text}' is no number")
    return int(text)


class Cron:
    """The moments of one cron expression, in local time of a zone."""

    def __init__(self, text: str, zone: tzinfo) -> None:
        parts = _ALIASES.get(text.strip().lower(), text.lower()).split()
        if len(parts) != 5:
            raise InvalidCron(f"'{text}' has not five fields")
        minute, hour, day, month, weekday = parts
        self.zone = zone
        self.minutes = sorted(_field(minute, 0, 59, {}))
        self.hours = sorted(_field(hour, 0, 23, {}))
        self.months = _field(month, 1, 12, _MONTHS)
        self.last_day = "l" in day.split(",")
        plain_days = ",".join(part for part in day.split(",") if part != "l")
        self.days = _field(plain_days, 1, 31, {}) if plain_days else frozenset()
        self.nth, plain = _nth_weekdays(weekday)
        self.weekdays = (
            frozenset(number % 7 for number in _field(plain, 0, 7, _DAYS)) if plain else frozenset()
        )
        self.every_day = day in ("*", "?")
        self.every_weekday = weekday in ("*", "?")
        self.is_hourly = hour == "*"
        if next(self._dates(date(2023, 1, 1), 1), None) is None:
            raise InvalidCron(f"'{text}' never happens")

    def _matches(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        if self.every_day and self.every_weekday:
            return True
        of_month = day.day in self.days or (self.last_day and (day + timedelta(days=1)).day == 1)
        weekday = day.isoweekday() % 7
        of_week = weekday in self.weekdays or (weekday, (day.day - 1) // 7 + 1) in self.nth
        if self.every_day:
            return of_week
        return of_month if self.every_weekday else of_month or of_week

    def _dates(self, first: date, step: int) -> Iterator[date]:
        missed = 0
        day = first
        while missed < 366 * _YEARS_TO_SEARCH:
            if self._matches(day):
                missed = 0
                yield day
            else:
                missed += 1
            try:
                day += timedelta(days=step)
            except OverflowError:
                return

    def from_moment(self, moment: datetime) -> Iterator[datetime]:
        """The moments at or after another, in order."""
        local = moment.astimezone(self.zone)
        after = local.timestamp()
        if self.is_hourly:
            yield from self._hourly(local, 1)
            return
        for day in self._dates(local.date() - timedelta(days=1), 1):
            for hour in self.hours:
                for minute in self.minutes:
                    tick = self._local(day, hour, minute)
                    if tick.timestamp() >= after:
                        yield tick

    def before(self, moment: datetime) -> Iterator[datetime]:
        """The moments before another, the latest first."""
        local = moment.astimezone(self.zone)
        until = local.timestamp()
        if self.is_hourly:
            yield from self._hourly(local, -1)
            return
        for day in self._dates(local.date() + timedelta(days=1), -1):
            for hour in reversed(self.hours):
                for minute in reversed(self.minutes):
                    tick = self._local(day, hour, minute)
                    if tick.timestamp() < until:
                        yield tick

    def _local(self, day: date, hour: int, minute: int) -> datetime:
        """The moment on a clock: the second one if it is repeated, the next full hour if it is skipped."""
        tick = datetime(day.year, day.month, day.day, hour, minute, fold=1, tzinfo=self.zone)
        if self.zone is timezone.utc:
            return tick.replace(fold=0)
        earlier = tick.replace(fold=0)
        before, after = earlier.utcoffset(), tick.utcoffset()
        if before == after:
            return earlier
        if before is not None and after is not None and before < after:
            shifted = earlier.astimezone(timezone.utc).astimezone(self.zone)
            return shifted.replace(minute=0)
        return tick

    def _hourly(self, local: datetime, direction: int) -> Iterator[datetime]:
        """Moments of every hour, in real time: a repeated hour counts twice, a skipped one not at all."""
        hour = local.astimezone(timezone.utc).replace(second=0, microsecond=0) - timedelta(
            minutes=local.minute
        )
        limit = local.timestamp()
        minutes = self.minutes if direction > 0 else self.minutes[::-1]
        while True:
            start = hour.astimezone(self.zone)
            if self._matches(start.date()):
                for minute in minutes:
                    tick = (hour + timedelta(minutes=minute)).astimezone(self.zone)
                    if tick.timestamp() >= limit if direction > 0 else tick.timestamp() < limit:
                        yield tick
            hour += timedelta(hours=direction)


def _nth_weekdays(text: str) -> tuple[frozenset[tuple[int, int]], str]:
    """The weekdays that are counted within the month, such as `5#1`, and the others."""
    counted: set[tuple[int, int]] = set()
    plain: list[str] = []
    for part in text.split(","):
        weekday, mark, number = part.partition("#")
        if not mark:
            plain.append(part)
        elif number.isdigit() and 1 <= int(number) <= 5:
            counted.add((_number(weekday, _DAYS) % 7, int(number)))
        else:
            raise InvalidCron(f"'{part}' is no counted weekday")
    return frozenset(counted), ",".join(plain)


def is_valid_cron(text: object) -> bool:
    """Whether a text, or each of several, is a cron expression."""
    if isinstance(text, (list, tuple)):
        return bool(text) and all(is_valid_cron(each) for each in text)
    if not isinstance(text, str):
        return False
    try:
        Cron(text, timezone.utc)
    except InvalidCron:
        return False
    return True
