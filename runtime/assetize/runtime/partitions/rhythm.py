"""How often windows of time begin, as far as it has a name."""

from __future__ import annotations

from assetize.runtime.errors import CheckError
from assetize.runtime.partitions.schedule_type import ScheduleType, schedule_type_of


class Rhythm:
    """The cron expression of partitions, in parts."""

    cron_schedule: str

    @property
    def schedule_type(self) -> ScheduleType | None:
        """The rhythm, if it is hourly, daily, weekly or monthly."""
        return schedule_type_of(self.cron_schedule)

    @property
    def is_basic_daily(self) -> bool:
        """Whether windows are days from midnight to midnight."""
        return self.cron_schedule == "0 0 * * *"

    @property
    def is_basic_hourly(self) -> bool:
        """Whether windows are full hours."""
        return self.cron_schedule == "0 * * * *"

    def _offset(self, position: int, what: str, allowed: tuple[ScheduleType, ...]) -> int:
        kind = self.schedule_type
        if kind not in allowed:
            raise CheckError(f"Unsupported schedule type for {what}: {kind}")
        return int(self.cron_schedule.split()[position])

    @property
    def minute_offset(self) -> int:
        """The minute at which windows start."""
        return self._offset(0, "minute_offset", tuple(ScheduleType))

    @property
    def hour_offset(self) -> int:
        """The hour at which windows start."""
        return self._offset(1, "hour_offset", tuple(ScheduleType)[1:])

    @property
    def day_offset(self) -> int:
        """The day of the week or month on which windows start."""
        weekly = self.schedule_type is ScheduleType.WEEKLY
        return self._offset(4 if weekly else 2, "day_offset", (ScheduleType.WEEKLY, ScheduleType.MONTHLY))

    def get_cron_schedule(
        self,
        minute_of_hour: int | None = None,
        hour_of_day: int | None = None,
        day_of_week: int | None = None,
        day_of_month: int | None = None,
    ) -> str:
        """The moments at which a schedule runs the partitions."""
        from assetize.runtime.schedules.partitioned import cron_of_partitions

        return cron_of_partitions(self, minute_of_hour, hour_of_day, day_of_week, day_of_month)
