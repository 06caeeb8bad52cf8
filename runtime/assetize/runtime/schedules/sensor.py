"""Sensors: definitions that look for something new and ask for runs, and their evaluation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.definitions.nodes import normalized_tags
from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidDefinitionError,
    DagsterInvalidSubsetError,
    DagsterInvariantViolationError,
)
from assetize.runtime.metadata.normalize import normalize_metadata
from assetize.runtime.naming import checked_name
from assetize.runtime.partitions.loading_context import partition_loading_context
from assetize.runtime.schedules.calls import UserFunction
from assetize.runtime.schedules.run_request import RunRequest, SkipReason
from assetize.runtime.schedules.sensor_context import SensorEvaluationContext
from assetize.runtime.schedules.sensor_result import SensorResult, check_partition_requests
from assetize.runtime.schedules.status import DefaultSensorStatus
from assetize.runtime.schedules.target import Target, target_of_job, targets_of
from assetize.runtime.schedules.ticks import SensorExecutionData, job_in_project, listed, resolved_requests

NOTHING = "Sensor function returned an empty result"


class SensorDefinition:
    """A function that is called again and again, and the jobs that it asks to run."""

    is_sensor = True
    context_class: type = SensorEvaluationContext

    def __init__(
        self,
        name: str | None = None,
        *,
        evaluation_fn: Callable[..., Any] | None = None,
        job_name: str | None = None,
        minimum_interval_seconds: int | None = None,
        description: str | None = None,
        job: Any = None,
        jobs: Sequence[Any] | None = None,
        default_status: DefaultSensorStatus = DefaultSensorStatus.STOPPED,
        asset_selection: Any = None,
        required_resource_keys: Set[str] | None = None,
        tags: Mapping[str, str] | None = None,
        metadata: Mapping[str, Any] | None = None,
        target: Any = None,
        owners: Sequence[str] | None = None,
    ) -> None:
        if evaluation_fn is None:
            raise DagsterInvalidDefinitionError("Must provide evaluation_fn to SensorDefinition.")
        self._targets = targets_of("SensorDefinition", name, job_name, job, jobs, asset_selection, target)
        self.name = checked_name(name or evaluation_fn.__name__)
        self.body = UserFunction(evaluation_fn, "sensor")
        self.asset_selection = _selection(asset_selection)
        self.minimum_interval_seconds = 30 if minimum_interval_seconds is None else minimum_interval_seconds
        self.description = description
        self.default_status = default_status
        self.required_resource_keys = {*(required_resource_keys or ()), *self.body.resource_names}
        self.tags = normalized_tags(tags)
        self.metadata = normalize_metadata(metadata)
        self.owners = list(owners or ())

    @property
    def sensor_type(self) -> str:
        """What kind of sensor it is."""
        return "STANDARD"

    @property
    def targets(self) -> list[Target]:
        """What the sensor may run."""
        return self._targets

    @property
    def has_jobs(self) -> bool:
        """Whether definitions of jobs are known."""
        return any(target.definition is not None for target in self._targets)

    @property
    def has_anonymous_job(self) -> bool:
        """Whether the job has no name of its own."""
        return any(target.job_name.startswith("__anonymous_asset_job") for target in self._targets)

    @property
    def jobs(self) -> list[Any]:
        """The definitions of the jobs, if they are known."""
        return [target.definition for target in self._targets if target.definition is not None]

    @property
    def job(self) -> Any:
        """The definition of the only job."""
        if len(self._targets) > 1:
            raise DagsterInvalidDefinitionError(
                "Job property not available when SensorDefinition has multiple jobs."
            )
        if not self._targets:
            raise DagsterInvalidDefinitionError("No job was provided to SensorDefinition.")
        if self._targets[0].definition is None:
            raise DagsterInvalidDefinitionError(
                "Job property not available when target is defined by a string job name."
            )
        return self._targets[0].definition

    @property
    def job_name(self) -> str | None:
        """The name of the only job."""
        if len(self._targets) > 1:
            raise DagsterInvalidDefinitionError(
                "job_name property not available when SensorDefinition has multiple jobs."
            )
        if not self._targets:
            raise DagsterInvalidDefinitionError("No job was provided to SensorDefinition.")
        return self._targets[0].job_name

    def with_updated_job(self, new_job: Any) -> SensorDefinition:
        """The sensor with another job."""
        return self.with_updated_jobs([new_job])

    def with_updated_jobs(self, new_jobs: Sequence[Any]) -> SensorDefinition:
        """The sensor with other jobs."""
        return self.with_attributes(jobs=new_jobs)

    def with_attributes(
        self, *, jobs: Sequence[Any] | None = None, metadata: Mapping[str, Any] | None = None
    ) -> SensorDefinition:
        """The sensor with other jobs or other metadata."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        if jobs is not None:
            made._targets = [target_of_job(job) for job in jobs]
        if metadata is not None:
            made.metadata = normalize_metadata(metadata)
        return made

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.body.invoked(args, kwargs, self.context_class)

    def evaluate_tick(self, context: Any) -> SensorExecutionData:
        """The runs that the sensor asks for, and what it wrote down."""
        if not isinstance(context, SensorEvaluationContext):
            raise CheckError(f"context must be a SensorEvaluationContext, got {context!r}.")
        self.body.check_resources(context, self.name)
        result = as_result(self._items(context), self.name)
        if context.cursor_updated and result.cursor:
            raise DagsterInvariantViolationError(
                "SensorResult.cursor cannot be set if context.update_cursor() was called."
            )
        partition_requests = result.dynamic_partitions_requests or []
        check_partition_requests(partition_requests)
        requests = result.run_requests or []
        skipped = result.skip_reason.skip_message if result.skip_reason else None if requests else NOTHING
        return SensorExecutionData(
            self._resolved(requests, context, partition_requests),
            skipped,
            result.cursor or context.cursor,
            partition_requests,
            result.asset_events,
        )

    def _items(self, context: Any) -> list[Any]:
        return listed(self.called(context))

    def called(self, context: Any) -> Any:
        """What the function returns."""
        return self.body.called(context)

    def _resolved(
        self, requests: Sequence[Any], context: Any, partition_requests: Sequence[Any]
    ) -> list[Any]:
        for request in requests:
            self._check(request, context)

        def job_of(request: Any) -> Any:
            if self._targets:
                name = request.job_name or self._targets[0].job_name
                return job_in_project(context.repository_def, name, "build_sensor_context")
            return context.repository_def.get_implicit_global_asset_job_def()

        store = None
        if context.instance_ref is not None:
            from assetize.runtime.partitions.requests import StoreAfterRequests

            store = StoreAfterRequests(context.instance_ref, partition_requests)
        requests = self._with_assets(requests, context)
        with partition_loading_context(dynamic_partitions_store=store):
            return resolved_requests(requests, job_of, {"dagster/sensor_name": self.name})

    def _with_assets(self, requests: Sequence[Any], context: Any) -> Sequence[Any]:
        """The requests of a sensor of assets, each with the assets that it is for."""
        if self.asset_selection is None or context.repository_def is None:
            return requests
        collection = context.repository_def.definitions.collection()
        keys = sorted(self.asset_selection.resolve_in(collection))
        return [
            request
            if request.asset_selection is not None
            else request.replaced(asset_selection=keys, job_name=request.job_name or "__ASSET_JOB")
            for request in requests
        ]

    def _check_assets(self, request: Any, context: Any) -> None:
        """An error if a request is for other assets than those of the sensor."""
        if request.asset_selection is None or context.repository_def is None:
            return
        collection = context.repository_def.definitions.collection()
        unexpected = set(request.asset_selection) - self.asset_selection.resolve_in(collection)
        if unexpected:
            raise DagsterInvalidSubsetError(
                f"RunRequest includes asset keys that are not part of sensor's asset_selection: {unexpected}"
            )

    def _check(self, request: Any, context: Any) -> None:
        names = [target.job_name for target in self._targets]
        if self.asset_selection is not None:
            self._check_assets(request, context)
            return
        if not names:
            raise Exception(
                f"Error in sensor {self.name}: Sensor evaluation function returned a RunRequest for a sensor lacking a specified target "
                "(job_name, job, or jobs). Targets can be specified by providing job, jobs, or job_name to the @sensor decorator."
            )
        if request.job_name is None and len(names) > 1:
            raise Exception(
                f"Error in sensor {self.name}: Sensor returned a RunRequest that did not specify job_name for the requested run. "
                f"Expected one of: {names}"
            )
        if request.job_name is not None and request.job_name not in names:
            raise Exception(
                f"Error in sensor {self.name}: Sensor returned a RunRequest with job_name {request.job_name}. Expected one of: {names}"
            )


def _selection(given: Any) -> Any:
    if given is None:
        return None
    from assetize.runtime.selection.asset_selection import AssetSelection

    return AssetSelection.from_coercible(given)


def as_result(items: list[Any], name: str) -> SensorResult:
    """One result for all that a function gave."""
    if not items or items == [None]:
        return SensorResult()
    if len(items) == 1 and isinstance(items[0], SensorResult):
        return items[0]
    if any(isinstance(item, SensorResult) for item in items):
        raise CheckError(
            "When a SensorResult is returned from a sensor, it must be the only object returned."
        )
    for item in items:
        if not isinstance(item, (RunRequest, SkipReason)):
            problem = Exception if len(items) == 1 else CheckError
            raise problem(
                f"Error in sensor {name}: Sensor unexpectedly returned output {item} of type {type(item)}.  Should only return SkipReason or "
                "RunRequest objects."
            )
    requests = [item for item in items if isinstance(item, RunRequest)]
    skips = [item for item in items if isinstance(item, SkipReason)]
    if skips and requests:
        raise CheckError(
            "Expected a single SkipReason or one or more RunRequests: received both RunRequest and SkipReason"
        )
    if len(skips) > 1:
        raise CheckError("Expected a single SkipReason: received multiple SkipReasons")
    return SensorResult(requests or None, skips[0] if skips else None)


def sensor(
    job_name: Any = None,
    *,
    name: str | None = None,
    minimum_interval_seconds: int | None = None,
    description: str | None = None,
    job: Any = None,
    jobs: Sequence[Any] | None = None,
    default_status: DefaultSensorStatus = DefaultSensorStatus.STOPPED,
    asset_selection: Any = None,
    required_resource_keys: Set[str] | None = None,
    tags: Mapping[str, str] | None = None,
    metadata: Mapping[str, Any] | None = None,
    target: Any = None,
    owners: Sequence[str] | None = None,
) -> Callable[[Callable[..., Any]], SensorDefinition]:
    """Makes a sensor of a function that returns run requests, a result or why there is none."""

    def wrap(function: Callable[..., Any]) -> SensorDefinition:
        return SensorDefinition(
            name or function.__name__,
            evaluation_fn=function,
            job_name=job_name,
            minimum_interval_seconds=minimum_interval_seconds,
            description=description,
            job=job,
            jobs=jobs,
            default_status=default_status,
            asset_selection=asset_selection,
            required_resource_keys=required_resource_keys,
            tags=tags,
            metadata=metadata,
            target=target,
            owners=owners,
        )

    return wrap
