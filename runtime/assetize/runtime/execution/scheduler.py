"""Runs the steps of a plan in this process, each as soon as what it needs is there."""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterable
from typing import Any

from assetize.runtime.execution.attempt import FailedAttempt, run_attempt
from assetize.runtime.execution.run_state import RunState, StepRun
from assetize.runtime.execution.step_selection import StepSelection


class StepFailed(Exception):
    """A step failed for good, and the caller wants to know at once."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        super().__init__(str(error))


class Scheduler:
    """The steps that wait, are ready, or ended."""

    def __init__(self, run: RunState, selected: StepSelection | None, raise_on_error: bool) -> None:
        self.run = run
        self.selected = selected
        self.stop_at_failure = raise_on_error
        steps = [s for s in run.plan.steps if selected is None or selected.includes(s)]
        chosen = set(steps)
        self.waiting = {step: sum(up in chosen for up in step.upstream) for step in steps}
        self.ready: list[tuple[int, int, Any]] = []
        self.sequence = 0
        # The steps that failed or never ran, and in which of their branches; None stands for all of them.
        self.unfulfilled: dict[Any, set[str | None]] = {}
        self.failed_keys: list[str] = []
        self.first_failure: Any = None
        self.error: BaseException | None = None
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
            self._run_branches(step)
            self._release(step)

    def _release(self, step: Any) -> None:
        following = []
        for dependent in step.dependents:
            if dependent in self.waiting:
                self.waiting[dependent] -= 1
                if self.waiting[dependent] == 0:
                    following.append(dependent)
        for dependent in sorted(following, key=lambda s: s.key) if len(following) > 1 else following:
            if any(up in self.unfulfilled and not _same_branches(up, dependent) for up in dependent.upstream):
                self.unfulfilled[dependent] = {None}
                self._release(dependent)
            else:
                self._push(dependent)

    def branch_keys(self, step: Any) -> Iterable[str | None]:
        """None for a step that runs once; else the mapping keys of the dynamic output above it."""
        if step.dynamic_origin is None:
            return (None,)
        keys: Iterable[str] = self.run.mapping_keys.get(step.dynamic_origin, ())
        blocked = self._blocked_branches(step) if self.unfulfilled else None
        if blocked:
            self.unfulfilled.setdefault(step, set()).update(blocked)
            keys = [key for key in keys if key not in blocked and None not in blocked]
        return keys if self.selected is None else self.selected.branches(step, keys)

    def _blocked_branches(self, step: Any) -> set[str | None]:
        """The branches in which a step above failed."""
        blocked: set[str | None] = set()
        for upstream in step.upstream:
            if upstream in self.unfulfilled and _same_branches(upstream, step):
                blocked |= self.unfulfilled[upstream]
        return blocked

    def skip(self, step_run: StepRun) -> bool:
        """Skips a step for which an upstream output is missing."""
        for item in step_run.step.inputs:
            if not item.source.available(self.run, step_run.mapping_key):
                step_run.emit("STEP_SKIPPED", ('Skipped execution of step "%s".', step_run.key))
                return True
        return False

    def _run_branches(self, step: Any) -> None:
        """Runs the step, once for each branch."""
        for key in self.branch_keys(step):
            first = StepRun(self.run, step, key)
            if not self.skip(first):
                self._attempts(first)

    def _attempts(self, step_run: StepRun) -> None:
        while (failed := run_attempt(step_run)) is not None:
            if failed.delay is None:
                self._failed(step_run, failed)
                return
            time.sleep(failed.delay)
            step_run = StepRun(step_run.run, step_run.step, step_run.mapping_key, step_run.attempt + 1)

    def mark_failed(self, step_run: StepRun) -> None:
        """Keeps what reads the step's outputs, in the same branch, from running."""
        self.failed_keys.append(step_run.key)
        self.unfulfilled.setdefault(step_run.step, set()).add(step_run.mapping_key)

    def _failed(self, step_run: StepRun, failed: FailedAttempt) -> None:
        self.mark_failed(step_run)
        self.first_failure = self.first_failure or failed.event
        if self.stop_at_failure or isinstance(failed.error, KeyboardInterrupt):
            raise StepFailed(failed.error)


def _same_branches(upstream: Any, step: Any) -> bool:
    """Whether each branch of a step reads from the same branch of the one above."""
    return step.dynamic_origin is not None and upstream.dynamic_origin == step.dynamic_origin
