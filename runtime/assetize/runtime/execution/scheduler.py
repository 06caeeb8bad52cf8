"""Runs the steps of a plan in this process, each as soon as what it needs is there."""

from __future__ import annotations

import heapq
import time
from collections.abc import Collection
from typing import Any

from assetize.runtime.errors import DagsterError
from assetize.runtime.events.data import (
    SerializableErrorInfo,
    StepFailureData,
    StepRetryData,
    UserFailureData,
)
from assetize.runtime.events.results import Failure, RetryRequested
from assetize.runtime.execution.hook_runs import run_hooks
from assetize.runtime.execution.run_state import RunState, StepRun
from assetize.runtime.execution.step import run_step


class DagsterMaxRetriesExceededError(DagsterError):
    """A body asked for more retries than it allows."""


class StepFailed(Exception):
    """A step failed for good, and the caller wants to know at once."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        super().__init__(str(error))


class Scheduler:
    """The steps that wait, are ready, or ended."""

    def __init__(self, run: RunState, selected: Collection[str] | None, raise_on_error: bool) -> None:
        self.run = run
        self.stop_at_failure = raise_on_error
        steps = [s for s in run.plan.steps if selected is None or s.key in selected]
        chosen = set(steps)
        self.waiting = {step: sum(up in chosen for up in step.upstream) for step in steps}
        self.ready: list[tuple[int, int, Any]] = []
        self.sequence = 0
        self.unfulfilled: set[Any] = set()
        self.failed_keys: list[str] = []
        self.first_failure: Any = None
        for step in steps:
            if self.waiting[step] == 0:
                self._push(step)

    def _push(self, step: Any) -> None:
        self.sequence += 1
        heapq.heappush(self.ready, (-step.priority, self.sequence, step))

    def run_all(self) -> None:
        """Runs every step whose upstream steps allow it."""
        while self.ready:
            step = heapq.heappop(self.ready)[2]
            fulfilled = self._run_branches(step)
            if not fulfilled:
                self.unfulfilled.add(step)
            self._release(step)

    def _release(self, step: Any) -> None:
        following = []
        for dependent in step.dependents:
            if dependent in self.waiting:
                self.waiting[dependent] -= 1
                if self.waiting[dependent] == 0:
                    following.append(dependent)
        for dependent in sorted(following, key=lambda s: s.key) if len(following) > 1 else following:
            if any(up in self.unfulfilled for up in dependent.upstream):
                self.unfulfilled.add(dependent)
                self._release(dependent)
            else:
                self._push(dependent)

    def _run_branches(self, step: Any) -> bool:
        """Runs the step, once for each value of the dynamic output above it."""
        if step.dynamic_origin is None:
            return self._run_one(step, None)
        keys = self.run.mapping_keys.get(step.dynamic_origin, ())
        outcomes = [self._run_one(step, key) for key in keys]
        return all(outcomes)

    def _run_one(self, step: Any, mapping_key: str | None) -> bool:
        run = self.run
        first = StepRun(run, step, mapping_key)
        if any(not item.source.available(run, mapping_key) for item in step.inputs):
            first.emit("STEP_SKIPPED", ('Skipped execution of step "%s".', first.key))
            return True
        return self._attempts(first)

    def _attempts(self, step_run: StepRun) -> bool:
        while True:
            try:
                run_step(step_run)
            except Exception as error:
                delay = _retry_delay(step_run, error)
                if delay is None:
                    self._failed(step_run, error)
                    return False
                _announce_retry(step_run, error, delay)
                step_run = StepRun(step_run.run, step_run.step, step_run.mapping_key, step_run.attempt + 1)
                continue
            if step_run.step.hooks:
                run_hooks(step_run, "STEP_SUCCESS", None)
            return True

    def _failed(self, step_run: StepRun, error: Exception) -> None:
        if isinstance(error, RetryRequested):
            error = _exceeded(error)
        event = step_run.emit(
            "STEP_FAILURE", f'Execution of step "{step_run.key}" failed.', _failure_data(error)
        )
        self.failed_keys.append(step_run.key)
        self.first_failure = self.first_failure or event
        run_hooks(step_run, "STEP_FAILURE", error)
        if self.stop_at_failure:
            raise StepFailed(error)


def _exceeded(error: RetryRequested) -> DagsterMaxRetriesExceededError:
    made = DagsterMaxRetriesExceededError(f"Exceeded max_retries of {error.max_retries}")
    made.__cause__ = error.__cause__
    made.__traceback__ = error.__traceback__
    return made


def _failure_data(error: Exception) -> StepFailureData:
    user_data = None
    if isinstance(error, Failure):
        user_data = UserFailureData("intentional-failure", error.description, error.metadata)
    is_user = isinstance(error, Failure) or getattr(error, "is_user_code_error", False)
    source = "USER_CODE_ERROR" if is_user else "FRAMEWORK_ERROR"
    return StepFailureData(SerializableErrorInfo.from_exception(error), user_data, source)


def _retry_delay(step_run: StepRun, error: Exception) -> float | None:
    """Seconds to wait before the next attempt, or None if there is none."""
    if isinstance(error, RetryRequested):
        return (error.seconds_to_wait or 0) if step_run.attempt < error.max_retries else None
    policy = step_run.step.retry_policy
    if policy is None or step_run.attempt >= policy.max_retries:
        return None
    if isinstance(error, Failure):
        return policy.calculate_delay(step_run.attempt + 1) if error.allow_retries else None
    if getattr(error, "is_user_code_error", False):
        delay: float = policy.calculate_delay(step_run.attempt + 1)
        return delay
    return None


def _announce_retry(step_run: StepRun, error: Exception, delay: float) -> None:
    wait = f", waiting {delay} seconds" if delay else ""
    step_run.emit(
        "STEP_UP_FOR_RETRY",
        f'Execution of step "{step_run.key}" failed and has requested a retry{wait}.',
        StepRetryData(SerializableErrorInfo.from_exception(error), delay or None),
    )
    if delay:
        time.sleep(delay)
