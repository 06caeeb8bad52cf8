"""`execute_job`: runs a job that can be found by name, and keeps its values where its I/O managers say."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from assetize.runtime.config.run_config import as_run_config
from assetize.runtime.definitions.nodes import normalized_tags
from assetize.runtime.definitions.reconstruct import ReconstructableJob
from assetize.runtime.errors import DagsterInvariantViolationError, ParameterCheckError
from assetize.runtime.execution.executors import ExecutorChoice, chosen_executor
from assetize.runtime.execution.in_process import run_here, run_job
from assetize.runtime.execution.multiprocess.limits import limits_of
from assetize.runtime.execution.needed_resources import needed_resources
from assetize.runtime.execution.plan import plan_of_job
from assetize.runtime.execution.reexecution import (
    EarlierRuns,
    ReexecutionOptions,
    parent_run,
    steps_to_execute,
)
from assetize.runtime.execution.result import JobExecutionResult
from assetize.runtime.execution.run_config import with_job_defaults
from assetize.runtime.execution.run_state import RunState, StepRun
from assetize.runtime.execution.scheduler import Scheduler
from assetize.runtime.execution.step_selection import StepSelection
from assetize.runtime.execution.user_executors import BuiltinExecutor, UserScheduler
from assetize.runtime.instance.instance import DagsterInstance
from assetize.runtime.instance.run import DagsterRun
from assetize.runtime.resources.lifecycle import ResourceSet


def execute_job(
    job: ReconstructableJob,
    instance: Any,
    run_config: Any = None,
    tags: Mapping[str, Any] | None = None,
    raise_on_error: bool = False,
    op_selection: Sequence[str] | None = None,
    reexecution_options: ReexecutionOptions | None = None,
    asset_selection: Sequence[Any] | None = None,
) -> JobExecutionResult:
    """Runs a job, or a part of an earlier run again."""
    if not isinstance(job, ReconstructableJob):
        raise ParameterCheckError(
            f'Param "job" is not a ReconstructableJob. Got {job!r} which is type {type(job)}.'
        )
    if not isinstance(instance, DagsterInstance):
        raise ParameterCheckError(
            f'Param "instance" is not a DagsterInstance. Got {instance!r} which is type {type(instance)}.'
        )
    if reexecution_options is not None and op_selection is not None:
        raise DagsterInvariantViolationError(
            "re-execution and op selection cannot be used together at this time."
        )
    definition = job.get_definition()
    config = as_run_config(run_config)
    run_tags = {**definition.run_tags, **normalized_tags(tags)}
    if reexecution_options is not None:
        given = None if run_config is None else config
        return _again(job, instance, given, run_tags, raise_on_error, reexecution_options)
    chosen = None if asset_selection is None else set(asset_selection)
    if op_selection or asset_selection:
        definition = definition.get_subset(op_selection=op_selection, asset_selection=chosen)
    run = DagsterRun(str(uuid.uuid4()), definition.name, config, run_tags, asset_selection=asset_selection)
    source = _Source(job, op_selection, chosen)
    return _run(source, definition, run, instance, raise_on_error, None, None)


@dataclass(frozen=True)
class _Source:
    """Where processes of steps find the job, and which part of it they take."""

    job: ReconstructableJob
    op_selection: Sequence[str] | None
    asset_selection: Any


def _run(
    source: _Source,
    job: Any,
    run: DagsterRun,
    instance: Any,
    raise_on_error: bool,
    selection: StepSelection | None,
    earlier: EarlierRuns | None,
) -> JobExecutionResult:
    config = with_job_defaults(job, dict(run.run_config))
    executor = chosen_executor(job, config, instance, source.job)
    instance.add_run(run)

    def prepare(state: RunState) -> None:
        state.retries_enabled = not isinstance(executor, BuiltinExecutor) or executor.retries
        if earlier is not None:
            earlier.seed(state, selection)

    make: Any = partial(_user_scheduler, source, selection, executor, raise_on_error)
    if isinstance(executor, BuiltinExecutor):
        make = (
            partial(_processes, source, selection, executor.choice) if executor.choice.in_processes else None
        )
    result = run_job(job, run, run.run_config, instance, raise_on_error, selection, prepare, make)
    return JobExecutionResult(result._run)


def _processes(
    source: _Source, selection: StepSelection | None, choice: ExecutorChoice, state: RunState
) -> Scheduler:
    from assetize.runtime.execution.multiprocess.parent import MultiprocessScheduler

    return MultiprocessScheduler(state, selection, limits_of(choice.config), partial(_request, source))


def _user_scheduler(
    source: _Source, selection: StepSelection | None, executor: Any, raise_on_error: bool, state: RunState
) -> Scheduler:
    return UserScheduler(state, selection, executor, partial(_run_steps, source, selection, raise_on_error))


def _run_steps(
    source: _Source,
    selection: StepSelection | None,
    raise_on_error: bool,
    run: RunState,
    choice: ExecutorChoice,
) -> Scheduler:
    """Runs the steps for an executor that a user wrote."""
    run.retries_enabled = choice.retries_enabled
    if choice.in_processes:
        scheduler = _processes(source, selection, choice, run)
        scheduler.run_all()
        return scheduler
    scheduler = Scheduler(run, selection, raise_on_error)
    needed = needed_resources(run.job, run.plan, run.resource_defs, selection)
    scheduler.error = run_here(run, ResourceSet(run.resource_defs, needed), scheduler)
    return scheduler


def _request(source: _Source, step_run: StepRun) -> Any:
    from assetize.runtime.execution.multiprocess.process import serves_dagster
    from assetize.runtime.execution.multiprocess.request import StepRequest

    run = step_run.run
    return StepRequest(
        job=source.job,
        op_selection=source.op_selection,
        asset_selection=source.asset_selection,
        run=run.dagster_run,
        run_config=run.dagster_run.run_config,
        home=str(run.instance.home),
        storage=run.instance.storage_directory(),
        serves_dagster=serves_dagster(),
        step_key=step_run.step.key,
        mapping_key=step_run.mapping_key,
        attempt=step_run.attempt,
        retries_enabled=run.retries_enabled,
        yielded=run.yielded,
        mapping_keys=run.mapping_keys,
        origins=run.origins,
        output_metadata=run.output_metadata,
    )


def _again(
    source: ReconstructableJob,
    instance: Any,
    given_config: Any,
    tags: Mapping[str, str],
    raise_on_error: bool,
    options: ReexecutionOptions,
) -> JobExecutionResult:
    job = source.get_definition()
    parent = parent_run(instance, options.parent_run_id)
    chosen = None if parent.asset_selection is None else set(parent.asset_selection)
    if chosen is not None:
        job = job.get_subset(asset_selection=chosen)
    config = parent.run_config if given_config is None else given_config
    earlier = EarlierRuns(instance, parent.run_id)
    selection = steps_to_execute(options, plan_of_job(job), earlier, parent)
    root = parent.root_run_id or parent.run_id
    run = DagsterRun(
        str(uuid.uuid4()),
        job.name,
        config,
        {**tags},
        parent_run_id=parent.run_id,
        root_run_id=root,
        step_keys_to_execute=None if selection is None else selection.in_order_of(plan_of_job(job)),
        asset_selection=parent.asset_selection,
    )
    return _run(_Source(source, None, chosen), job, run, instance, raise_on_error, selection, earlier)
