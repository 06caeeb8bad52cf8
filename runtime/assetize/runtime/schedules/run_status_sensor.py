"""Sensors that react to how runs ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.events.types import DagsterRunStatus
from assetize.runtime.records import Record, fields
from assetize.runtime.schedules.run_request import SkipReason
from assetize.runtime.schedules.run_status_context import RunStatusSensorContext
from assetize.runtime.schedules.sensor import SensorDefinition
from assetize.runtime.schedules.status import DefaultSensorStatus

EVENT_OF_STATUS = {
    DagsterRunStatus.SUCCESS: "PIPELINE_SUCCESS",
    DagsterRunStatus.FAILURE: "PIPELINE_FAILURE",
    DagsterRunStatus.STARTED: "PIPELINE_START",
    DagsterRunStatus.STARTING: "PIPELINE_STARTING",
    DagsterRunStatus.QUEUED: "PIPELINE_ENQUEUED",
    DagsterRunStatus.CANCELED: "PIPELINE_CANCELED",
    DagsterRunStatus.CANCELING: "PIPELINE_CANCELING",
}


class JobSelector(Record):
    """A job in a code location."""

    __slots__ = fields("location_name", "repository_name", "job_name")

    def __init__(
        self,
        location_name: str | None = None,
        repository_name: str | None = None,
        job_name: str | None = None,
    ) -> None:
        self.location_name = location_name
        self.repository_name = repository_name
        self.job_name = job_name


class RepositorySelector(Record):
    """A repository in a code location."""

    __slots__ = fields("location_name", "repository_name")

    def __init__(self, location_name: str, repository_name: str) -> None:
        self.location_name = location_name
        self.repository_name = repository_name


class CodeLocationSelector(Record):
    """A code location."""

    __slots__ = ("location_name",)

    def __init__(self, location_name: str) -> None:
        self.location_name = location_name


class RunStatusSensorDefinition(SensorDefinition):
    """A sensor whose function is called for every run that reached a status."""

    context_class = RunStatusSensorContext

    def __init__(
        self,
        name: str,
        run_status: DagsterRunStatus,
        run_status_sensor_fn: Callable[..., Any],
        minimum_interval_seconds: int | None = None,
        description: str | None = None,
        monitored_jobs: Sequence[Any] | None = None,
        monitor_all_code_locations: bool | None = None,
        default_status: DefaultSensorStatus = DefaultSensorStatus.STOPPED,
        request_job: Any = None,
        request_jobs: Sequence[Any] | None = None,
        tags: Mapping[str, str] | None = None,
        metadata: Mapping[str, Any] | None = None,
        required_resource_keys: Set[str] | None = None,
        owners: Sequence[str] | None = None,
    ) -> None:
        if run_status not in EVENT_OF_STATUS:
            raise CheckError(f"run_status must be one of {list(EVENT_OF_STATUS)}, got {run_status}.")
        if monitor_all_code_locations and monitored_jobs:
            raise DagsterInvalidDefinitionError(
                "Cannot both monitor all code locations and specify jobs to monitor."
            )
        self.run_status = run_status
        self.monitored_jobs = list(monitored_jobs or ())
        super().__init__(
            name,
            evaluation_fn=run_status_sensor_fn,
            minimum_interval_seconds=minimum_interval_seconds,
            description=description,
            job=request_job,
            jobs=request_jobs,
            default_status=default_status,
            required_resource_keys=required_resource_keys,
            tags=tags,
            metadata=metadata,
            owners=owners,
        )

    @property
    def sensor_type(self) -> str:
        return "RUN_STATUS"

    def called(self, context: Any) -> Any:
        """What the function returns for the runs that reached the status since the last tick."""
        after = int(context.cursor) if context.cursor else None
        names = {getattr(job, "job_name", None) or job.name for job in self.monitored_jobs}
        items: list[Any] = []
        found = context.instance.status_events(EVENT_OF_STATUS[self.run_status])
        if after is None:
            context.update_cursor(str(found[-1][0] if found else 0))
            return SkipReason(f"Initiating {self.name}. Set cursor to {context.cursor}")
        for storage_id, run, event in found:
            if storage_id <= after or (names and run.job_name not in names):
                continue
            status = RunStatusSensorContext(
                self.name, run, event, context.instance, context, context.resource_defs
            )
            result = self.body.called(status.for_run_failure() if event.is_run_failure else status)
            items += [result] if result is not None else []
            context.update_cursor(str(storage_id))
        return items or SkipReason("No matching runs found.")


def run_status_sensor(
    run_status: DagsterRunStatus,
    name: str | None = None,
    minimum_interval_seconds: int | None = None,
    description: str | None = None,
    monitored_jobs: Sequence[Any] | None = None,
    job_selection: Sequence[Any] | None = None,
    monitor_all_code_locations: bool | None = None,
    default_status: DefaultSensorStatus = DefaultSensorStatus.STOPPED,
    request_job: Any = None,
    request_jobs: Sequence[Any] | None = None,
    monitor_all_repositories: bool | None = None,
    tags: Mapping[str, str] | None = None,
    metadata: Mapping[str, Any] | None = None,
    owners: Sequence[str] | None = None,
) -> Callable[[Callable[..., Any]], RunStatusSensorDefinition]:
    """Makes a sensor of a function that is called for every run that reached a status."""

    def wrap(function: Callable[..., Any]) -> RunStatusSensorDefinition:
        return RunStatusSensorDefinition(
            name or function.__name__,
            run_status,
            function,
            minimum_interval_seconds,
            description,
            monitored_jobs or job_selection,
            monitor_all_code_locations or monitor_all_repositories,
            default_status,
            request_job,
            request_jobs,
            tags,
            metadata,
            None,
            owners,
        )

    return wrap


def run_failure_sensor(
    name: Any = None,
    minimum_interval_seconds: int | None = None,
    description: str | None = None,
    monitored_jobs: Sequence[Any] | None = None,
    job_selection: Sequence[Any] | None = None,
    monitor_all_code_locations: bool | None = None,
    default_status: DefaultSensorStatus = DefaultSensorStatus.STOPPED,
    request_job: Any = None,
    request_jobs: Sequence[Any] | None = None,
    monitor_all_repositories: bool | None = None,
    tags: Mapping[str, str] | None = None,
    metadata: Mapping[str, Any] | None = None,
    owners: Sequence[str] | None = None,
) -> Any:
    """Makes a sensor of a function that is called for every run that failed."""

    def wrap(function: Callable[..., Any]) -> RunStatusSensorDefinition:
        return RunStatusSensorDefinition(
            given or function.__name__,
            DagsterRunStatus.FAILURE,
            function,
            minimum_interval_seconds,
            description,
            monitored_jobs or job_selection,
            monitor_all_code_locations or monitor_all_repositories,
            default_status,
            request_job,
            request_jobs,
            tags,
            metadata,
            None,
            owners,
        )

    given = None if callable(name) else name
    return wrap(name) if callable(name) else wrap
