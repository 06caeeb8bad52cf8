"""One attempt at a step, with what is recorded when it fails: a retry that comes, or the failure."""

from __future__ import annotations

from assetize.runtime.errors import DagsterError
from assetize.runtime.events.data import (
    SerializableErrorInfo,
    StepFailureData,
    StepRetryData,
    UserFailureData,
)
from assetize.runtime.events.event import DagsterEvent
from assetize.runtime.events.results import Failure, RetryRequested
from assetize.runtime.execution.hook_runs import run_hooks
from assetize.runtime.execution.run_state import StepRun
from assetize.runtime.execution.step import run_step


class DagsterMaxRetriesExceededError(DagsterError):
    """A body asked for more retries than it allows."""


class FailedAttempt:
    """What went wrong, and how many seconds later the step runs again, if it does."""

    __slots__ = ("delay", "error", "event")

    def __init__(self, error: BaseException, event: DagsterEvent, delay: float | None) -> None:
        self.error = error
        self.event = event
        self.delay = delay


def run_attempt(step_run: StepRun) -> FailedAttempt | None:
    """Runs the step once; None when it succeeded."""
    try:
        run_step(step_run)
    except BaseException as error:
        return failed_attempt(step_run, error)
    if step_run.step.hooks:
        run_hooks(step_run, "STEP_SUCCESS", None)
    return None


def failed_attempt(step_run: StepRun, error: BaseException) -> FailedAttempt:
    """Records that a step failed, or that it will run again."""
    delay = _retry_delay(step_run, error)
    if delay is not None:
        return FailedAttempt(
            error, _announced(step_run, SerializableErrorInfo.from_exception(error), delay), delay
        )
    if isinstance(error, RetryRequested):
        error = _exceeded(error)
    text = f'Execution of step "{step_run.key}" failed.'
    event = step_run.emit("STEP_FAILURE", text, _failure_data(error))
    run_hooks(step_run, "STEP_FAILURE", error)
    return FailedAttempt(error, event, None)


def recorded_error(step_run: StepRun, error: SerializableErrorInfo) -> tuple[DagsterEvent, float | None]:
    """Records an error from outside of the step: a retry, if the step's policy has one left, or the failure."""
    policy = step_run.step.retry_policy
    if policy is not None and step_run.run.retries_enabled and step_run.attempt < policy.max_retries:
        delay = policy.calculate_delay(step_run.attempt + 1)
        return _announced(step_run, error, delay), delay
    data = StepFailureData(error, None, "UNEXPECTED_TERMINATION")
    return step_run.emit("STEP_FAILURE", f'Execution of step "{step_run.key}" failed.', data), None


def _exceeded(error: RetryRequested) -> DagsterMaxRetriesExceededError:
    made = DagsterMaxRetriesExceededError(f"Exceeded max_retries of {error.max_retries}")
    made.__cause__ = error.__cause__
    made.__traceback__ = error.__traceback__
    return made


def _failure_data(error: BaseException) -> StepFailureData:
    user_data = None
    if isinstance(error, Failure):
        user_data = UserFailureData("intentional-failure", error.description, error.metadata)
    is_user = isinstance(error, Failure) or getattr(error, "is_user_code_error", False)
    source = "USER_CODE_ERROR" if is_user else "FRAMEWORK_ERROR"
    return StepFailureData(SerializableErrorInfo.from_exception(error), user_data, source)


def _retry_delay(step_run: StepRun, error: BaseException) -> float | None:
    """Seconds to wait before the next attempt, or None if there is none."""
    if not step_run.run.retries_enabled:
        return None
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


def _announced(step_run: StepRun, error: SerializableErrorInfo, delay: float) -> DagsterEvent:
    wait = f", waiting {delay} seconds" if delay else ""
    return step_run.emit(
        "STEP_UP_FOR_RETRY",
        f'Execution of step "{step_run.key}" failed and has requested a retry{wait}.',
        StepRetryData(error, delay or None),
    )
