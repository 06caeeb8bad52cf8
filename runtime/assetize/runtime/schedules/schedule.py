"""Schedules: definitions that run jobs at certain times, and their evaluation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.config.run_config import as_run_config
from assetize.runtime.definitions.nodes import normalized_tags
from assetize.runtime.errors import (
    CheckError,
    DagsterError,
    DagsterInvalidDefinitionError,
    DagsterInvalidInvocationError,
    ScheduleExecutionError,
)
from assetize.runtime.metadata.normalize import normalize_metadata
from assetize.runtime.naming import checked_name
from assetize.runtime.partitions.cron import is_valid_cron, zone_named
from assetize.runtime.partitions.loading_context import partition_loading_context
from assetize.runtime.schedules.calls import UserFunction
from assetize.runtime.schedules.run_request import RunRequest, SkipReason
from assetize.runtime.schedules.schedule_context import ScheduleEvaluationContext
from assetize.runtime.schedules.status import DefaultScheduleStatus
from assetize.runtime.schedules.target import Target, targets_of
from assetize.runtime.schedules.ticks import ScheduleExecutionData, job_in_project, listed, resolved_requests


class ScheduleDefinition:
    """A job, and when to run it."""

    is_schedule = True

    def __init__(
        self,
        name: str | None = None,
        *,
        cron_schedule: str | Sequence[str] | None = None,
        job_name: str | None = None,
        run_config: Any = None,
        run_config_fn: Callable[..., Any] | None = None,
        tags: Mapping[str, str] | None = None,
        tags_fn: Callable[..., Any] | None = None,
        metadata: Mapping[str, Any] | None = None,
        should_execute: Callable[..., bool] | None = None,
        environment_vars: Mapping[str, str] | None = None,
        execution_timezone: str | None = None,
        execution_fn: Any = None,
        description: str | None = None,
        job: Any = None,
        default_status: DefaultScheduleStatus = DefaultScheduleStatus.STOPPED,
        required_resource_keys: Set[str] | None = None,
        target: Any = None,
        owners: Sequence[str] | None = None,
    ) -> None:
        self.cron_schedule = _checked_cron(cron_schedule, name)
        targets = targets_of("ScheduleDefinition", name, job_name, job, target=target)
        if not targets:
            raise CheckError("Must provide target, job, or job_name")
        self._target = targets[0]
        self.name = checked_name(name) if name else f"{self._target.job_name}_schedule"
        self.description = description
        self.metadata = normalize_metadata(metadata)
        self.environment_vars = dict(environment_vars or {})
        self.execution_timezone = _checked_zone(execution_timezone, self.name)
        self.default_status = default_status
        self.owners = list(owners or ())
        self.tags = normalized_tags(tags)
        self.required_resource_keys = set(required_resource_keys or ())
        self.decorated: UserFunction | None = None
        self.decorated_tags_fn: Callable[..., Any] | None = None
        if execution_fn is not None and (run_config_fn or tags_fn or run_config):
            raise DagsterInvalidDefinitionError(
                "Attempted to provide both execution_fn and individual run_config/tags_fn arguments to ScheduleDefinition. Must "
                "provide only one of the two."
            )
        if execution_fn is not None:
            function = execution_fn if isinstance(execution_fn, UserFunction) else None
            self.decorated = function
            self._evaluate: Callable[[Any], Any] = (function or UserFunction(execution_fn, "schedule")).called
            self._should_execute = should_execute
        else:
            self._evaluate = _of_parts(name, run_config, run_config_fn, tags, tags_fn, should_execute)

    @property
    def targets(self) -> list[Target]:
        """What the schedule runs."""
        return [self._target]

    @property
    def target(self) -> Any:
        """What is run."""
        return self._target

    @property
    def job_name(self) -> str:
        """The job that is run."""
        return self._target.job_name

    @property
    def has_job(self) -> bool:
        """Whether the job's definition is known."""
        return self._target.definition is not None

    @property
    def has_anonymous_job(self) -> bool:
        """Whether the job has no name of its own."""
        return self.job_name.startswith("__anonymous_asset_job")

    @property
    def job(self) -> Any:
        """The job's definition, which must be known."""
        if self._target.definition is None:
            raise DagsterInvalidDefinitionError("No job was provided to ScheduleDefinition.")
        return self._target.definition

    @property
    def jobs(self) -> list[Any]:
        """The job's definition, if it is known."""
        return [self._target.definition] if self.has_job else []

    def with_updated_job(self, new_job: Any) -> ScheduleDefinition:
        """The schedule with another job."""
        return self.with_attributes(job=new_job)

    def with_attributes(
        self, *, job: Any = None, metadata: Mapping[str, Any] | None = None
    ) -> ScheduleDefinition:
        """The schedule with another job or other metadata."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        if job is not None:
            made._target = targets_of("ScheduleDefinition", self.name, job=job)[0]
        if metadata is not None:
            made.metadata = normalize_metadata(metadata)
        return made

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.decorated is None:
            raise DagsterInvalidInvocationError(
                "Schedule invocation is only supported for schedules created via the schedule decorators."
            )
        return self.decorated.invoked(args, kwargs, ScheduleEvaluationContext)

    def evaluate_tick(self, context: ScheduleEvaluationContext) -> ScheduleExecutionData:
        """The runs that the schedule asks for at the moment of the context."""
        if not isinstance(context, ScheduleEvaluationContext):
            raise CheckError(f"context must be a ScheduleEvaluationContext, got {context!r}.")
        if self.decorated is not None:
            self.decorated.check_resources(context, self.name)
            items = self._decorated_items(context)
        else:
            items = listed(self._evaluate(context))
        requests, message = _outcome(items)

        def job_of(request: Any) -> Any:
            return job_in_project(context._repository_def, self.job_name, "build_schedule_context")

        moment = context.scheduled_execution_time if context.has_scheduled_execution_time else None
        with partition_loading_context(moment, context.instance_ref):
            made = resolved_requests(requests, job_of, {"dagster/schedule_name": self.name})
        return ScheduleExecutionData(made, message)

    def _decorated_items(self, context: ScheduleEvaluationContext) -> list[Any]:
        should_execute = self._should_execute
        if should_execute is not None and not _guarded(should_execute, context, "should_execute", self.name):
            return [SkipReason(f"should_execute function for {self.name} returned false.")]
        try:
            items = listed(self._evaluate(context))
        except DagsterError:
            raise
        except Exception as raised:
            raise ScheduleExecutionError(
                f"Error occurred during the execution of execution_fn for schedule {self.name}",
                user_exception=raised,
            ) from raised
        return [self._request(item, context) for item in items]

    def _request(self, item: Any, context: ScheduleEvaluationContext) -> Any:
        """A run request for what the function gave: run config, or a request of its own."""
        if isinstance(item, Mapping):
            made = self.tags if self.decorated_tags_fn is None else self.decorated_tags_fn(context)
            return RunRequest(run_config=as_run_config(item), tags=made)
        return item


def _outcome(items: list[Any]) -> tuple[list[Any], str | None]:
    if not items or items == [None]:
        return [], "Schedule function returned an empty result"
    if len(items) == 1 and isinstance(items[0], SkipReason):
        return [], items[0].skip_message
    for item in items:
        if not isinstance(item, RunRequest):
            raise CheckError(
                f"Member of list mismatches type. Expected RunRequest. Got {item!r} of type {type(item)}."
            )
    if len(items) > 1 and any(not item.run_key for item in items):
        raise CheckError(
            "Schedules that return multiple RunRequests must specify a run_key in each RunRequest"
        )
    return items, None


def _checked_cron(cron: Any, name: str | None) -> Any:
    if cron is None or not is_valid_cron(cron):
        raise DagsterInvalidDefinitionError(
            f"Found invalid cron schedule '{cron}' for schedule '{name}''. Dagster recognizes standard cron expressions "
            "consisting of 5 fields."
        )
    return cron


def _checked_zone(zone: str | None, name: str) -> str | None:
    from zoneinfo import ZoneInfoNotFoundError

    try:
        zone_named(zone)
    except (ZoneInfoNotFoundError, ValueError) as problem:
        raise DagsterInvalidDefinitionError(f"Invalid execution timezone {zone} for {name}") from problem
    return zone


def _of_parts(
    name: str | None, config: Any, config_fn: Any, tags: Any, tags_fn: Any, should_execute: Any
) -> Callable[[Any], Any]:
    """The evaluation of a schedule whose config and tags are given or computed."""
    if config and config_fn is not None:
        raise DagsterInvalidDefinitionError(
            "Attempted to provide both run_config_fn and run_config as arguments to ScheduleDefinition. Must provide only one of the two."
        )
    if tags and tags_fn is not None:
        raise DagsterInvalidDefinitionError(
            "Attempted to provide both tags_fn and tags as arguments to ScheduleDefinition. Must provide only one of the two."
        )
    plain_tags = normalized_tags(tags)

    def evaluate(context: Any) -> Any:
        if should_execute is not None and not _guarded(should_execute, context, "should_execute", name):
            return SkipReason(f"should_execute function for {name} returned false.")
        made = config if config_fn is None else _guarded(config_fn, context, "run_config_fn", name)
        found = (
            plain_tags if tags_fn is None else normalized_tags(_guarded(tags_fn, context, "tags_fn", name))
        )
        return RunRequest(run_key=None, run_config=as_run_config(made), tags=found)

    return evaluate


def _guarded(function: Callable[..., Any], context: Any, what: str, name: str | None) -> Any:
    import inspect

    try:
        return function(context) if inspect.signature(function).parameters else function()
    except Exception as raised:
        raise ScheduleExecutionError(
            f"Error occurred during the execution of {what} for schedule {name}", user_exception=raised
        ) from raised


def schedule(
    cron_schedule: str | Sequence[str],
    *,
    job_name: str | None = None,
    name: str | None = None,
    tags: Mapping[str, str] | None = None,
    tags_fn: Callable[..., Any] | None = None,
    metadata: Mapping[str, Any] | None = None,
    should_execute: Callable[..., bool] | None = None,
    environment_vars: Mapping[str, str] | None = None,
    execution_timezone: str | None = None,
    description: str | None = None,
    job: Any = None,
    default_status: DefaultScheduleStatus = DefaultScheduleStatus.STOPPED,
    required_resource_keys: Set[str] | None = None,
    target: Any = None,
    owners: Sequence[str] | None = None,
) -> Callable[[Callable[..., Any]], ScheduleDefinition]:
    """Makes a schedule of a function that returns run config, run requests or why there are none."""

    def wrap(function: Callable[..., Any]) -> ScheduleDefinition:
        schedule_name = name or function.__name__
        if tags is not None and tags_fn is not None:
            raise DagsterInvalidDefinitionError(
                "Attempted to provide both tags_fn and tags as arguments to @schedule. Must provide only one of the two."
            )
        body = UserFunction(function, "schedule")
        made = ScheduleDefinition(
            schedule_name,
            cron_schedule=cron_schedule,
            job_name=job_name,
            tags=tags,
            metadata=metadata,
            should_execute=should_execute,
            environment_vars=environment_vars,
            execution_timezone=execution_timezone,
            execution_fn=body,
            description=description if description is not None else function.__doc__,
            job=job,
            default_status=default_status,
            required_resource_keys={*(required_resource_keys or ()), *body.resource_names},
            target=target,
            owners=owners,
        )
        made.decorated_tags_fn = tags_fn
        return made

    return wrap
