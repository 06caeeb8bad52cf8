"""Runs the steps of a plan in processes of their own, several at once, and records what they tell."""

from __future__ import annotations

import heapq
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assetize.runtime.errors import DagsterError, DagsterSubprocessError
from assetize.runtime.events.data import EngineEventData, SerializableErrorInfo
from assetize.runtime.events.event import DagsterEvent
from assetize.runtime.execution.attempt import recorded_error
from assetize.runtime.execution.multiprocess.limits import Limits
from assetize.runtime.execution.multiprocess.process import StepProcess, explain_exit
from assetize.runtime.execution.multiprocess.request import Ended, Message, NotStarted, StepRequest
from assetize.runtime.execution.run_state import RunState, StepRun
from assetize.runtime.execution.scheduler import Scheduler
from assetize.runtime.execution.step_selection import StepSelection

SECONDS_BETWEEN_LOOKS = 0.005
MakeRequest = Callable[[StepRun], StepRequest]


class ChildProcessCrashException(DagsterError):
    """The process of a step ended before the step did."""


class _Active:
    """A step's process, with what it said of its end."""

    def __init__(self, step_run: StepRun, process: StepProcess) -> None:
        self.step_run = step_run
        self.process = process
        self.ended: Ended | NotStarted | None = None


class MultiprocessScheduler(Scheduler):
    """The steps that wait, are ready, run, or ended."""

    def __init__(
        self, run: RunState, selected: StepSelection | None, limits: Limits, make_request: MakeRequest
    ) -> None:
        super().__init__(run, selected, raise_on_error=False)
        self._limits = limits
        self._make_request = make_request
        self._queue: list[tuple[int, int, float, StepRun]] = []
        self._active: list[_Active] = []
        self._open: dict[Any, int] = {}
        self._crashes: list[tuple[int, SerializableErrorInfo]] = []
        self._launched = 0

    def run_all(self) -> None:
        """Runs every step whose upstream steps allow it, each in a process of its own."""
        started, parent = time.monotonic(), f"parent process (pid: {os.getpid()})"
        self._tell(f"Executing steps using multiprocess executor: {parent}")
        self._run_all()
        parent = f"parent process exiting after {time.monotonic() - started:.2f}s (pid: {os.getpid()})"
        self._tell(f"Multiprocess executor: {parent}")

    def _tell(self, text: str) -> None:
        self.run.emit("ENGINE_EVENT", text, EngineEventData())

    def _run_all(self) -> None:
        with TemporaryDirectory() as folder:
            try:
                while self.ready or self._queue or self._active:
                    self._expand()
                    self._launch(Path(folder))
                    self._look()
            finally:
                for active in self._active:
                    active.process.stop()
        if self._crashes:
            raise _of_children(self._crashes)

    def _expand(self) -> None:
        """Makes attempts of the steps that are ready: one, or one for each branch."""
        while self.ready:
            step = heapq.heappop(self.ready)[2]
            branches = [StepRun(self.run, step, key) for key in self.branch_keys(step)]
            chosen = [branch for branch in branches if not self.skip(branch)]
            self._open[step] = len(chosen)
            for branch in chosen:
                self._enqueue(branch, 0.0)
            if not chosen:
                self._release(step)

    def _enqueue(self, step_run: StepRun, not_before: float) -> None:
        self.sequence += 1
        self._queue.append((-step_run.step.priority, self.sequence, not_before, step_run))
        self._queue.sort(key=lambda item: item[:2])

    def _launch(self, folder: Path) -> None:
        now = time.monotonic()
        for item in list(self._queue):
            step_run, running = item[3], [active.step_run.step for active in self._active]
            if item[2] <= now and self._limits.allow(step_run.step, running):
                self._queue.remove(item)
                step_run.emit("STEP_WORKER_STARTING", f'Launching subprocess for "{step_run.key}".')
                self._launched += 1
                own = folder / str(self._launched)
                own.mkdir()
                self._active.append(_Active(step_run, StepProcess(self._make_request(step_run), own)))

    def _look(self) -> None:
        """Records what the processes told, and sees which ended; waits a little when there is nothing."""
        seen = False
        for active in list(self._active):
            code = active.process.exit_code()
            for item in active.process.new_items():
                seen = True
                self._hear(active, item)
            if code is not None:
                seen = True
                self._active.remove(active)
                self._end(active, code)
        if not seen:
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def _hear(self, active: _Active, item: Any) -> None:
        if isinstance(item, DagsterEvent):
            self.run.record(item)
            if item.event_type_value == "STEP_FAILURE":
                self.first_failure = self.first_failure or item
        elif isinstance(item, Message):
            self.run.record_log(item.level, item.text, item.step_key)
        else:
            active.ended = item

    def _end(self, active: _Active, exit_code: int) -> None:
        step_run, ended = active.step_run, active.ended
        if not isinstance(ended, Ended):
            ended = self._crashed(active, exit_code)
        if ended.delay is not None:
            again = StepRun(self.run, step_run.step, step_run.mapping_key, step_run.attempt + 1)
            self._enqueue(again, time.monotonic() + ended.delay)
            return
        if ended.succeeded:
            self.run.yielded |= set(ended.yielded)
            self.run.mapping_keys.update(ended.mapping_keys)
            self.run.output_metadata.update(ended.output_metadata)
        else:
            self.mark_failed(step_run)
        self._open[step_run.step] -= 1
        if not self._open[step_run.step]:
            self._release(step_run.step)

    def _crashed(self, active: _Active, exit_code: int) -> Ended:
        """The step failed with its process; its policy may have it run again."""
        step_run = active.step_run
        if isinstance(active.ended, NotStarted):
            error = active.ended.error
        else:
            text = explain_exit(step_run.key, exit_code)
            error = SerializableErrorInfo.from_exception(ChildProcessCrashException(text))
            step_run.emit("ENGINE_EVENT", text, EngineEventData(error=error))
        event, delay = recorded_error(step_run, error)
        if delay is None:
            self.first_failure = self.first_failure or event
            self._crashes.append((active.process.pid, error))
        return Ended(delay, succeeded=False)


def _of_children(crashes: list[tuple[int, SerializableErrorInfo]]) -> DagsterSubprocessError:
    lines = "\n".join(f"In process {pid}: {error.to_string()}" for pid, error in crashes)
    return DagsterSubprocessError(
        f"During multiprocess execution errors occurred in child processes:\n{lines}",
        subprocess_error_infos=[error for _, error in crashes],
    )
