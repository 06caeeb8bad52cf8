"""What the evaluation of a schedule or sensor resulted in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvariantViolationError
from assetize.runtime.records import Record, fields


class TickData(Record):
    """The runs that a tick asks for, or why it asks for none."""

    __slots__ = fields("run_requests", "skip_message", "log_key")

    def __init__(
        self, run_requests: Sequence[Any] | None = None, skip_message: str | None = None, log_key: Any = None
    ) -> None:
        if run_requests and skip_message:
            raise CheckError("Found both skip data and run request data")
        self.run_requests = list(run_requests or ())
        self.skip_message = skip_message
        self.log_key = log_key


class ScheduleExecutionData(TickData):
    """What a schedule's tick resulted in."""

    __slots__ = ()


class SensorExecutionData(TickData):
    """What a sensor's tick resulted in."""

    __slots__ = fields("cursor", "dynamic_partitions_requests", "asset_events")

    def __init__(
        self,
        run_requests: Sequence[Any] | None = None,
        skip_message: str | None = None,
        cursor: str | None = None,
        dynamic_partitions_requests: Sequence[Any] | None = None,
        asset_events: Sequence[Any] | None = None,
    ) -> None:
        super().__init__(run_requests, skip_message)
        self.cursor = cursor
        self.dynamic_partitions_requests = list(dynamic_partitions_requests or ())
        self.asset_events = list(asset_events or ())

    @property
    def dagster_run_reactions(self) -> list[Any]:
        """Reactions to runs are sensors' own business."""
        return []

    @property
    def automation_condition_evaluations(self) -> list[Any]:
        """A plain sensor evaluates no conditions."""
        return []


def listed(returned: Any) -> list[Any]:
    """What a function yielded, or the one thing that it returned."""
    import inspect

    if inspect.isgenerator(returned) or isinstance(returned, list):
        return list(returned)
    return [returned]


def resolved_requests(
    requests: Sequence[Any], job_of: Callable[[Any], Any], tags: Mapping[str, str]
) -> list[Any]:
    """The requests with the tags of the tick, and with the config and tags of their partitions."""
    made = []
    for request in requests:
        if request.partition_key is not None and not request.has_resolved_partition():
            request = request.with_resolved_tags_and_config(job_of(request))
        made.append(request.with_replaced_attrs(tags={**request.tags, **tags}))
    return made


def job_in_project(project: Any, job_name: str, builder: str) -> Any:
    """The job of that name, for resolving a partition."""
    if project is None:
        raise DagsterInvariantViolationError(
            f"Must provide repository def to {builder} when yielding partitioned run requests"
        )
    return project.get_job(job_name)
