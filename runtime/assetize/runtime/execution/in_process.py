"""`execute_in_process`: sets a run up, runs its steps here, and reports its result."""

from __future__ import annotations

import logging
import os
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assetize.runtime.config.run_config import as_run_config
from assetize.runtime.definitions.nodes import normalized_tags
from assetize.runtime.errors import CheckError, DagsterError
from assetize.runtime.events.data import (
    AssetCheckEvaluationPlanned,
    EngineEventData,
    JobFailureData,
    SerializableErrorInfo,
)
from assetize.runtime.events.event import DagsterEvent
from assetize.runtime.events.log_manager import PYTHON_LOGGER, DagsterLogManager
from assetize.runtime.execution.needed_resources import needed_resources
from assetize.runtime.execution.plan import plan_of_job
from assetize.runtime.execution.result import ExecuteInProcessResult
from assetize.runtime.execution.run_config import job_run_config
from assetize.runtime.execution.run_state import RunState
from assetize.runtime.execution.scheduler import Scheduler, StepFailed
from assetize.runtime.execution.step_selection import StepSelection
from assetize.runtime.instance.instance import DagsterInstance
from assetize.runtime.instance.run import DagsterRun
from assetize.runtime.resources.lifecycle import ResourceSet
from assetize.runtime.resources.resolution import resource_definitions


def execute_in_process(
    job: Any,
    run_config: Any = None,
    instance: Any = None,
    partition_key: str | None = None,
    raise_on_error: bool = True,
    op_selection: Sequence[str] | None = None,
    asset_selection: Sequence[Any] | None = None,
    run_id: str | None = None,
    input_values: Mapping[str, Any] | None = None,
    tags: Mapping[str, str] | None = None,
    resources: Mapping[str, Any] | None = None,
) -> ExecuteInProcessResult:
    """Runs a job in this process."""
    job = _in_process_job(job, resources, input_values)
    chosen = _keys(asset_selection)
    if op_selection or asset_selection:
        job = job.get_subset(op_selection=op_selection, asset_selection=chosen)
    config = as_run_config(run_config)
    run_tags = {**job.run_tags, **normalized_tags(tags)}
    if partition_key is not None:
        config, run_tags = _for_partition(job, config, run_tags, partition_key, instance)
    instance = instance or DagsterInstance.ephemeral()
    known_id = _checked_id(run_id) if run_id else str(uuid.uuid4())
    run = DagsterRun(known_id, job.name, config, run_tags, asset_selection=chosen)
    instance.add_run(run)
    return run_job(job, run, config, instance, raise_on_error, None)


def _checked_id(run_id: str) -> str:
    try:
        uuid.UUID(run_id)
    except ValueError as problem:
        raise CheckError(f"Failure condition: run_id must be a valid UUID. Got {run_id}") from problem
    return run_id


def _keys(selection: Sequence[Any] | None) -> set[Any] | None:
    from assetize.runtime.metadata.asset_key import AssetKey

    return None if selection is None else {AssetKey.from_coercible(item) for item in selection}


def _in_process_job(
    job: Any, resources: Mapping[str, Any] | None, input_values: Mapping[str, Any] | None
) -> Any:
    """The job with the resources and inputs of this run; op jobs keep their values in memory."""
    changes: dict[str, Any] = {} if job.given_executor is None else {"given_executor": None}
    given = {**job.given_resources, **resource_definitions(resources)} if resources else job.given_resources
    if job.asset_layer is None or not job.asset_layer.stores_values:
        from assetize.runtime.io.filesystem import default_job_io_manager
        from assetize.runtime.io.memory import mem_io_manager

        if given.get("io_manager", default_job_io_manager) is default_job_io_manager:
            given = {**given, "io_manager": mem_io_manager}
    if given is not job.given_resources:
        changes["given_resources"] = given
    if input_values:
        changes["input_values"] = {**job.input_values, **input_values}
    if not changes:
        return job
    changed = job.changed(**changes)
    changed.plan_cache = job.plan_cache
    if input_values:
        changed._check_input_values()
    return changed


def _for_partition(job: Any, config: Any, tags: Any, partition_key: str, instance: Any) -> tuple[Any, Any]:
    partitions_def = job.partitions_def
    if partitions_def is None:
        raise CheckError("Attempted to execute a partitioned run for a non-partitioned job")
    partitions_def.validate_partition_key(partition_key, dynamic_partitions_store=instance)
    if job.partitioned_config is not None:
        config = config or job.get_run_config_for_partition_key(partition_key)
        tags = {**tags, **job.get_tags_for_partition_key(partition_key)}
    else:
        tags = {**tags, **partitions_def.get_tags_for_partition_key(partition_key)}
    return dict(config), {**tags, "dagster/partition": partition_key}


MakeScheduler = Callable[[RunState], Scheduler]


def run_job(
    job: Any,
    dagster_run: DagsterRun,
    run_config: Any,
    instance: Any,
    raise_on_error: bool,
    step_keys: StepSelection | None,
    prepare: Any = None,
    make_scheduler: MakeScheduler | None = None,
) -> ExecuteInProcessResult:
    """Runs the job's steps, or the selected ones, and records everything in the instance."""
    run = _new_run(job, dagster_run, run_config, instance)
    needed = needed_resources(job, run.plan, run.resource_defs, step_keys)
    if prepare is not None:
        prepare(run)
    instance.run_started(dagster_run)
    _plan_checks(run, step_keys)
    run.emit("PIPELINE_START", f'Started execution of run for "{job.name}".')
    error: BaseException | None = None
    try:
        if make_scheduler is not None:
            scheduler = make_scheduler(run)
            scheduler.run_all()
            error = scheduler.error
        else:
            scheduler = Scheduler(run, step_keys, raise_on_error)
            error = run_here(run, ResourceSet(run.resource_defs, needed), scheduler)
        _steps_ended(run, scheduler, error)
    except StepFailed as failed:
        error = failed.error
    except DagsterError as problem:
        error = problem
        _run_failed(run, [], None, problem)
    except BaseException as interruption:
        _run_failed(run, [], None, interruption)
        raise
    result = ExecuteInProcessResult(run)
    if error is not None and raise_on_error:
        raise _original(error)
    return result


def _new_run(job: Any, dagster_run: DagsterRun, run_config: Any, instance: Any) -> RunState:
    config = job_run_config(job, run_config)
    run = RunState(job, plan_of_job(job), config, dagster_run, instance, job.resource_defs)
    run.log = log_manager_of(run)
    return run


def _plan_checks(run: RunState, step_keys: StepSelection | None) -> None:
    """Records which checks the run is to evaluate."""
    for step in run.plan.steps:
        if step.check_outputs and (step_keys is None or step_keys.includes(step)):
            for key in step.check_outputs:
                planned = AssetCheckEvaluationPlanned(key.asset_key, key.name)
                text = f"{run.job.name} intends to execute asset check {key.name} on asset {key.asset_key.to_string()}"
                kind = "ASSET_CHECK_EVALUATION_PLANNED"
                event = DagsterEvent(kind, run.job.name, text, planned, step.key, None, time.time())
                run.instance.store_event(run.run_id, event)


def set_up_resources(run: RunState, resources: ResourceSet, step_key: str | None = None) -> None:
    """Makes the resources of a run, or of a step that has a process of its own."""
    names = "[" + ", ".join(resources.keys) + "]"
    start, end = EngineEventData(start="resources"), EngineEventData(end="resources")
    run.emit("RESOURCE_INIT_STARTED", f"Starting initialization of resources {names}.", start, step_key)
    try:
        run.resources = resources.set_up(run.config.resource, run.instance, run.dagster_run, run.log)
    except DagsterError as problem:
        data = EngineEventData(error=SerializableErrorInfo.from_exception(problem), end="resources")
        run.emit("RESOURCE_INIT_FAILURE", f"Initialization of resources {names} failed.", data, step_key)
        raise
    run.emit("RESOURCE_INIT_SUCCESS", f"Finished initialization of resources {names}.", end, step_key)


def run_here(run: RunState, resources: ResourceSet, scheduler: Scheduler) -> BaseException | None:
    """Runs the steps in this process."""
    run.emit("ENGINE_EVENT", f"Executing steps in process (pid: {os.getpid()})", EngineEventData())
    set_up_resources(run, resources)
    error: BaseException | None = None
    try:
        scheduler.run_all()
    except StepFailed as failed:
        error = failed.error
    finally:
        resources.tear_down()
    if not scheduler.failed_keys:
        run.emit("ENGINE_EVENT", f"Finished steps in process (pid: {os.getpid()})", EngineEventData())
    return error


def _steps_ended(run: RunState, scheduler: Scheduler, error: BaseException | None) -> None:
    if scheduler.failed_keys:
        _run_failed(run, scheduler.failed_keys, scheduler.first_failure, error)
        return
    run.emit("PIPELINE_SUCCESS", f'Finished execution of run for "{run.job.name}".')
    run.instance.run_ended(run.dagster_run, succeeded=True)


def _run_failed(run: RunState, failed: list[str], first: Any, error: BaseException | None) -> None:
    reason = f"Steps failed: {failed}." if failed else "An exception was thrown during execution."
    if isinstance(error, KeyboardInterrupt):
        reason = "Execution was interrupted unexpectedly; that is treated as a failure."
    told = first.event_specific_data.error if first is not None else None
    data = JobFailureData(SerializableErrorInfo.from_exception(error) if error else told, first)
    run.emit("PIPELINE_FAILURE", f'Execution of run for "{run.job.name}" failed. {reason}', data)
    run.dagster_run.tags["dagster/failure_reason"] = data.failure_reason
    run.dagster_run.assets_of_failure = [
        key for step in run.plan.steps for key in step.output_assets.values()
    ]
    run.instance.run_ended(run.dagster_run, succeeded=False)


def _original(error: BaseException) -> BaseException:
    """What the user's own code raised, for bodies; else the error itself."""
    from assetize.runtime.errors import (
        DagsterExecutionHandleOutputError,
        DagsterExecutionLoadInputError,
        DagsterExecutionStepExecutionError,
        DagsterTypeCheckError,
        DagsterTypeLoadingError,
    )

    unwrapped = (
        DagsterExecutionStepExecutionError,
        DagsterExecutionLoadInputError,
        DagsterExecutionHandleOutputError,
        DagsterTypeCheckError,
        DagsterTypeLoadingError,
    )
    if isinstance(error, unwrapped):
        return error.user_exception
    return error


def log_manager_of(run: RunState) -> DagsterLogManager:
    job = run.job
    loggers: Any = (logging.getLogger(PYTHON_LOGGER),)
    if job.loggers:
        from assetize.runtime.execution.loggers import set_up_loggers

        own = set_up_loggers(run)
        run.tells_events = bool(own)
        loggers = own or loggers
    return DagsterLogManager(f"{job.name} - {run.run_id}", loggers, run.record_log)
