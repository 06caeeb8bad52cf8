"""Executors that users write: what they are given, and how a run follows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from assetize.runtime.execution.executors import Executor, ExecutorChoice
from assetize.runtime.execution.run_state import RunState
from assetize.runtime.execution.scheduler import Scheduler
from assetize.runtime.execution.step_selection import StepSelection

RunSteps = Callable[[RunState, ExecutorChoice], Scheduler]


class BuiltinExecutor(Executor):
    """What the runtime's own executors make; executors of users can hand the steps on to it."""

    def __init__(self, choice: ExecutorChoice) -> None:
        self.choice = choice

    @property
    def retries(self) -> bool:
        """Whether failed steps run again if they ask for it."""
        return self.choice.retries_enabled

    def execute(self, plan_context: PlanContext, execution_plan: Any) -> Iterator[Any]:
        """Runs the steps and gives what they told."""
        told = len(plan_context.run.events)
        plan_context.run_steps(self.choice)
        yield from plan_context.run.events[told:]


class PlanContext:
    """What an executor may use of the run."""

    def __init__(self, run: RunState, executor: Any, scheduler: UserScheduler) -> None:
        self.run = run
        self.executor = executor
        self._scheduler = scheduler

    @property
    def dagster_run(self) -> Any:
        """The run."""
        return self.run.dagster_run

    @property
    def run_id(self) -> str:
        """The run's id."""
        return self.run.dagster_run.run_id  # type: ignore[no-any-return]

    @property
    def job_name(self) -> str:
        """The job's name."""
        return self.run.job.name  # type: ignore[no-any-return]

    @property
    def run_config(self) -> Any:
        """The config that the run was given."""
        return self.run.dagster_run.run_config

    @property
    def instance(self) -> Any:
        """The instance."""
        return self.run.instance

    @property
    def log(self) -> Any:
        """The run's log."""
        return self.run.log

    def run_steps(self, choice: ExecutorChoice) -> None:
        """Runs the steps as one of the runtime's own executors does."""
        self._scheduler.follow(choice)


class UserScheduler(Scheduler):
    """Leaves the steps to an executor that a user wrote."""

    def __init__(
        self, run: RunState, selected: StepSelection | None, executor: Any, run_steps: RunSteps
    ) -> None:
        super().__init__(run, selected, raise_on_error=False)
        self._executor = executor
        self._run_steps = run_steps

    def run_all(self) -> None:
        """Follows the executor to its end; steps that it does not run are not run."""
        context = PlanContext(self.run, self._executor, self)
        for _event in self._executor.execute(context, self.run.plan):
            pass

    def follow(self, choice: ExecutorChoice) -> None:
        """Runs the steps as chosen, and keeps which of them failed."""
        inner = self._run_steps(self.run, choice)
        self.failed_keys = inner.failed_keys
        self.first_failure = inner.first_failure
        self.error = inner.error
