"""Schedules that run a partitioned job as soon as a partition is complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.partitions.definition import DynamicPartitionsDefinition, StaticPartitionsDefinition
from assetize.runtime.partitions.loading_context import partition_loading_context
from assetize.runtime.partitions.multi import MultiPartitionsDefinition
from assetize.runtime.partitions.schedule_type import ScheduleType, cron_of
from assetize.runtime.partitions.time_window import TimeWindowPartitionsDefinition
from assetize.runtime.schedules.run_request import RunRequest, SkipReason
from assetize.runtime.schedules.schedule import ScheduleDefinition, schedule
from assetize.runtime.schedules.status import DefaultScheduleStatus


def cron_of_partitions(
    partitions_def: Any,
    minute_of_hour: int | None = None,
    hour_of_day: int | None = None,
    day_of_week: int | None = None,
    day_of_month: int | None = None,
) -> str:
    """The moments at which partitions are complete, or those given moments in the same rhythm."""
    given = (minute_of_hour, hour_of_day, day_of_week, day_of_month)
    kind: ScheduleType | None = partitions_def.schedule_type
    if kind is None:
        if any(value is not None for value in given):
            raise CheckError(
                "Cannot provide minute, hour or day for partitions with the cron schedule "
                f"'{partitions_def.cron_schedule}'."
            )
        return str(partitions_def.cron_schedule)
    _check_fit(kind, hour_of_day, day_of_week, day_of_month)
    minute = partitions_def.minute_offset if minute_of_hour is None else minute_of_hour
    if kind is ScheduleType.HOURLY:
        return cron_of(kind, minute, 0, 0)
    hour = partitions_def.hour_offset if hour_of_day is None else hour_of_day
    if kind is ScheduleType.DAILY:
        return cron_of(kind, minute, hour, 0)
    wanted = day_of_week if kind is ScheduleType.WEEKLY else day_of_month
    return cron_of(kind, minute, hour, partitions_def.day_offset if wanted is None else wanted)


def _check_fit(kind: ScheduleType, hour: int | None, weekday: int | None, day: int | None) -> None:
    rhythm = kind.value.lower()
    refused = (
        (hour is not None and kind is ScheduleType.HOURLY, "hour"),
        (weekday is not None and kind is not ScheduleType.WEEKLY, "day of week"),
        (day is not None and kind is not ScheduleType.MONTHLY, "day of month"),
    )
    for wrong, what in refused:
        if wrong:
            raise CheckError(f"Cannot set {what} parameter with {rhythm} partitions.")


class UnresolvedPartitionedAssetScheduleDefinition:
    """A schedule of a job of assets whose partitions are not known yet."""

    is_unresolved_schedule = True

    def __init__(self, name: str, job: Any, times: Mapping[str, int | None], **settings: Any) -> None:
        self.name = name
        self.job = job
        self.jobs = [job]
        self.times = times
        self.settings = settings
        self.description = settings["description"]
        self.default_status = settings["default_status"]
        self.metadata = settings["metadata"]
        self.tags = settings["tags"]

    def resolve(self, resolved_job: Any) -> ScheduleDefinition:
        """The schedule, as soon as the job's partitions are known."""
        if resolved_job.partitions_def is None:
            raise CheckError(
                f"Job '{resolved_job.name}' provided to build_schedule_from_partitioned_job must contain partitioned assets or a "
                "partitions definition."
            )
        return _schedule(self.name, resolved_job, self.times, None, None, **self.settings)


def build_schedule_from_partitioned_job(
    job: Any,
    description: str | None = None,
    name: str | None = None,
    minute_of_hour: int | None = None,
    hour_of_day: int | None = None,
    day_of_week: int | None = None,
    day_of_month: int | None = None,
    default_status: DefaultScheduleStatus = DefaultScheduleStatus.STOPPED,
    tags: Mapping[str, str] | None = None,
    cron_schedule: str | None = None,
    execution_timezone: str | None = None,
    metadata: Mapping[str, Any] | None = None,
    owners: Sequence[str] | None = None,
) -> Any:
    """A schedule that runs a job for each of its partitions as soon as it is complete."""
    times = {
        "minute_of_hour": minute_of_hour,
        "hour_of_day": hour_of_day,
        "day_of_week": day_of_week,
        "day_of_month": day_of_month,
    }
    own_times = cron_schedule is not None or execution_timezone is not None
    if day_of_week and day_of_month:
        raise CheckError(
            "Cannot provide both day_of_month and day_of_week parameter to build_schedule_from_partitioned_job."
        )
    if own_times and any(value is not None for value in times.values()):
        raise CheckError(
            "Cannot provide both cron_schedule / execution_timezone parameters and day_of_month / day_of_week / hour_of_day / "
            "minute_of_hour parameters to build_schedule_from_partitioned_job."
        )
    settings: dict[str, Any] = {
        "description": description,
        "default_status": default_status,
        "tags": tags,
        "metadata": metadata,
        "owners": owners,
    }
    chosen = name or f"{job.name}_schedule"
    if hasattr(job, "is_unresolved_asset_job") and job.partitions_def is None:
        if own_times:
            raise _own_times()
        return UnresolvedPartitionedAssetScheduleDefinition(chosen, job, times, **settings)
    if job.partitions_def is None:
        raise CheckError("The provided job is not partitioned")
    return _schedule(chosen, job, times, cron_schedule, execution_timezone, **settings)


def _own_times() -> CheckError:
    return CheckError(
        "Cannot provide cron_schedule or execution_timezone to build_schedule_from_partitioned_job for a time-partitioned job."
    )


def _schedule(
    name: str, job: Any, times: Mapping[str, int | None], cron: str | None, zone: str | None, **settings: Any
) -> ScheduleDefinition:
    partitions_def = job.partitions_def
    time_def = _time_partitions(partitions_def)
    if time_def is None:
        if cron is None:
            raise CheckError(
                "Creating a schedule from a static partitions definition requires a cron schedule"
            )
    elif cron is not None or zone is not None:
        raise _own_times()
    else:
        cron, zone = cron_of_partitions(time_def, **times), time_def.timezone
    tags = settings.pop("tags")
    made = schedule(cron, name=name, job=job, execution_timezone=zone, **settings)
    return made(_evaluation(partitions_def, job, tags))


def _time_partitions(partitions_def: Any) -> TimeWindowPartitionsDefinition | None:
    if isinstance(partitions_def, TimeWindowPartitionsDefinition):
        return partitions_def
    if isinstance(partitions_def, StaticPartitionsDefinition):
        return None
    if isinstance(partitions_def, MultiPartitionsDefinition) and partitions_def.has_time_window_dimension:
        found: TimeWindowPartitionsDefinition = partitions_def.time_window_partitions_def
        return found
    raise DagsterInvalidDefinitionError(
        "Tried to build a partitioned schedule from an asset job, but received an invalid partitions definition. The permitted "
        "partitions definitions are: \n1. TimeWindowPartitionsDefinition\n2. MultiPartitionsDefinition with a single "
        "TimeWindowPartitionsDefinition dimension\n3. StaticPartitionsDefinition"
    )


def _evaluation(partitions_def: Any, job: Any, tags: Mapping[str, str] | None) -> Any:
    def evaluate(context: Any) -> Any:
        keys = _keys(partitions_def, context)
        if not keys:
            return SkipReason("The job's PartitionsDefinition has no partitions")
        requests = [_request(job, key, tags) for key in keys]
        return requests[0] if len(requests) == 1 and _is_one_at_a_time(partitions_def) else requests

    evaluate.__doc__ = None
    return evaluate


def _is_one_at_a_time(partitions_def: Any) -> bool:
    return isinstance(partitions_def, TimeWindowPartitionsDefinition)


def _request(job: Any, key: str, tags: Mapping[str, str] | None) -> Any:
    if hasattr(job, "is_unresolved_asset_job"):
        return RunRequest(run_key=key, partition_key=key, tags=tags)
    return job.run_request_for_partition(partition_key=key, run_key=key, tags=tags)


def _keys(partitions_def: Any, context: Any) -> Sequence[str]:
    """The last complete window, with every key of the other dimension; or all keys without time."""
    moment = context.scheduled_execution_time if context.has_scheduled_execution_time else None
    with partition_loading_context(moment, context.instance_ref):
        if isinstance(partitions_def, TimeWindowPartitionsDefinition):
            last = partitions_def.get_last_partition_key()
            return [] if last is None else [last]
        if isinstance(partitions_def, (StaticPartitionsDefinition, DynamicPartitionsDefinition)):
            return list(partitions_def.get_partition_keys())
        dimension = partitions_def.time_window_dimension
        last = dimension.partitions_def.get_last_partition_key()
        if last is None:
            return []
        found: Sequence[str] = partitions_def.get_multipartition_keys_with_dimension_value(
            dimension.name, last
        )
        return found
