"""The rhythms that most partitions have."""

from __future__ import annotations

from enum import Enum

from assetize.runtime.errors import CheckError


class ScheduleType(Enum):
    """How often windows of time begin."""

    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


def cron_of(kind: ScheduleType, minute: int, hour: int, day: int) -> str:
    """The cron expression of a rhythm."""
    if kind is ScheduleType.HOURLY:
        return f"{minute} * * * *"
    if kind is ScheduleType.DAILY:
        return f"{minute} {hour} * * *"
    if kind is ScheduleType.WEEKLY:
        return f"{minute} {hour} * * {day}"
    return f"{minute} {hour} {day} * *"


def schedule_type_of(cron: str) -> ScheduleType | None:
    """The rhythm of a cron expression, if it is one of these."""
    parts = cron.split()
    if len(parts) != 5 or not parts[0].isdigit() or parts[3] != "*":
        return None
    _, hour, day, _, weekday = parts
    if (hour, day, weekday) == ("*", "*", "*"):
        return ScheduleType.HOURLY
    if not hour.isdigit():
        return None
    if (day, weekday) == ("*", "*"):
        return ScheduleType.DAILY
    if day == "*" and weekday.isdigit():
        return ScheduleType.WEEKLY
    return ScheduleType.MONTHLY if day.isdigit() and weekday == "*" else None


def given_cron(
    cron: str | None,
    kind: ScheduleType | None,
    minute: int | None,
    hour: int | None,
    day: int | None,
) -> str:
    """The cron expression that a rhythm and offsets stand for, or the given one."""
    if cron is not None:
        if kind is not None or minute or hour or day:
            raise CheckError(
                "If cron_schedule argument is provided, then schedule_type and offsets can't be provided"
            )
        return cron
    if kind is None:
        raise CheckError("One of schedule_type and cron_schedule must be provided")
    first_day = 1 if kind is ScheduleType.MONTHLY else 0
    return cron_of(kind, minute or 0, hour or 0, first_day if day is None else day)
