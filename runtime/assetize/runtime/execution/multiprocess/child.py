"""The process of one step: finds the job again, runs the step, and tells what happens."""

from __future__ import annotations

import pickle
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from assetize.runtime.alias import serve_dagster
from assetize.runtime.config.run_config import as_run_config
from assetize.runtime.errors import DagsterError
from assetize.runtime.events.data import SerializableErrorInfo
from assetize.runtime.events.event import DagsterEvent
from assetize.runtime.execution.attempt import FailedAttempt, failed_attempt, run_attempt
from assetize.runtime.execution.in_process import log_manager_of, set_up_resources
from assetize.runtime.execution.multiprocess.request import Ended, Message, NotStarted, StepRequest, send
from assetize.runtime.execution.needed_resources import needed_resources
from assetize.runtime.execution.plan import plan_of_job
from assetize.runtime.execution.run_config import job_run_config
from assetize.runtime.execution.run_state import RunState, StepRun
from assetize.runtime.execution.step_selection import StepSelection
from assetize.runtime.instance.instance import DagsterInstance
from assetize.runtime.instance.sqlite.storage import SqliteStorage
from assetize.runtime.instance.storage import Storage
from assetize.runtime.resources.lifecycle import ResourceSet


class TellingInstance(DagsterInstance):
    """The instance, but for the run's events and messages: those go to the process that started this one."""

    def __init__(self, storage_directory: str, events: Storage, channel: BinaryIO) -> None:
        super().__init__(storage_directory, events)
        self._channel = channel

    def store_event(self, run_id: str, event: DagsterEvent) -> None:
        """Tells an event of the run; what is reported without a run is recorded."""
        if run_id:
            send(self._channel, event)
        else:
            super().store_event(run_id, event)

    def store_log(self, run_id: str, job_name: str, level: int, text: str, step_key: str | None) -> None:
        """Tells a message."""
        send(self._channel, Message(level, text, step_key))


def main(request_file: str, answer_file: str) -> None:
    """Answers one request."""
    with Path(answer_file).open("ab") as channel:
        request: StepRequest = pickle.loads(Path(request_file).read_bytes())
        with serve_dagster() if request.serves_dagster else nullcontext():
            try:
                run, step_run = _prepared(request, channel)
            except Exception as problem:
                # Whatever the project's code raises while it is imported goes to the one that waits for it.
                send(channel, NotStarted(SerializableErrorInfo.from_exception(problem)))
                return
            send(channel, _executed(run, step_run))


def _prepared(request: StepRequest, channel: BinaryIO) -> tuple[RunState, StepRun]:
    job = request.job.get_definition()
    if request.op_selection or request.asset_selection:
        job = job.get_subset(op_selection=request.op_selection, asset_selection=request.asset_selection)
    plan = plan_of_job(job)
    config = job_run_config(job, as_run_config(request.run_config))
    instance = TellingInstance(request.storage, SqliteStorage(Path(request.home)), channel)
    run = RunState(job, plan, config, request.run, instance, job.resource_defs)
    run.log = log_manager_of(run)
    run.retries_enabled = request.retries_enabled
    run.yielded, run.origins = set(request.yielded), request.origins
    run.mapping_keys, run.output_metadata = dict(request.mapping_keys), dict(request.output_metadata)
    return run, StepRun(run, plan.by_key[request.step_key], request.mapping_key, request.attempt)


def _executed(run: RunState, step_run: StepRun) -> Ended:
    step_run.emit("STEP_WORKER_STARTED", f'Executing step "{step_run.key}" in subprocess.')
    selection = StepSelection([step_run.step.key])
    resources = ResourceSet(
        run.resource_defs, needed_resources(run.job, run.plan, run.resource_defs, selection)
    )
    try:
        set_up_resources(run, resources, step_run.key)
    except DagsterError as problem:
        return _how(failed_attempt(step_run, problem), run)
    try:
        return _how(run_attempt(step_run), run)
    finally:
        resources.tear_down()


def _how(failed: FailedAttempt | None, run: RunState) -> Ended:
    if failed is not None:
        return Ended(failed.delay, succeeded=False)
    return Ended(None, True, run.yielded, run.mapping_keys, run.output_metadata)
