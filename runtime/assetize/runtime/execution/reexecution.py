"""Runs that execute again what an earlier run did, or the part of it that failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.errors import (
    CheckError,
    DagsterExecutionStepNotFoundError,
    DagsterInvariantViolationError,
)
from assetize.runtime.execution.plan import ExecutionPlan
from assetize.runtime.execution.step_selection import StepSelection
from assetize.runtime.records import Record, fields
from assetize.runtime.selection.op_selection import parse_clause, select

UNSET: Any = object()


class ReexecutionOptions(Record):
    """The run to execute again, and which of its steps."""

    __slots__ = fields("parent_run_id", "step_selection")

    def __init__(self, parent_run_id: str, step_selection: Sequence[str] = ()) -> None:
        self.parent_run_id = parent_run_id
        self.step_selection = list(step_selection)

    @staticmethod
    def from_failure(run_id: str, instance: Any) -> ReexecutionOptions:
        """Executes what failed again, and what was not reached."""
        return FromFailure(run_id)


class FromFailure(ReexecutionOptions):
    """Executes what failed again, and what was not reached."""

    __slots__ = ()


class EarlierRuns:
    """What a run and those that it re-executed did."""

    def __init__(self, instance: Any, run_id: str) -> None:
        self.origins: dict[tuple[str, str, str | None], str] = {}
        self.mapping_keys: dict[tuple[str, str], list[str]] = {}
        self.succeeded: set[str] = set()
        self.skipped: set[str] = set()
        self.metadata: dict[tuple[str, str, str | None], Any] = {}
        current = instance.get_run_by_id(run_id)
        while current is not None:
            self._read(instance, current.run_id)
            current = instance.get_run_by_id(current.parent_run_id) if current.parent_run_id else None

    def _read(self, instance: Any, run_id: str) -> None:
        mapping_keys: dict[tuple[str, str], list[str]] = {}
        for event in instance.events_of_run(run_id):
            kind = event.event_type_value
            if kind == "STEP_OUTPUT":
                data = event.event_specific_data
                handle = data.step_output_handle
                key = (handle.step_key, handle.output_name, handle.mapping_key)
                self.origins.setdefault(key, run_id)
                self.metadata.setdefault(key, data.metadata)
                if handle.mapping_key is not None:
                    mapping_keys.setdefault(key[:2], []).append(handle.mapping_key)
            elif kind == "STEP_SUCCESS":
                self.succeeded.add(event.step_key)
            elif kind == "STEP_SKIPPED":
                self.skipped.add(event.step_key)
        for source, keys in mapping_keys.items():
            self.mapping_keys.setdefault(source, keys)

    def seed(self, run: Any, selection: StepSelection | None) -> None:
        """Gives a run the outputs of the steps that it does not execute itself."""
        executed = {step.key for step in run.plan.steps if selection is None or selection.includes(step)}
        run.origins = self.origins
        for handle in self.origins:
            if handle[0].partition("[")[0] not in executed or _other_branch(handle[0], selection):
                run.yielded.add(handle)
                if self.metadata[handle]:
                    run.output_metadata[handle] = self.metadata[handle]
        for source, keys in self.mapping_keys.items():
            if source[0] not in executed:
                run.mapping_keys[source] = list(keys)


def _other_branch(step_key: str, selection: StepSelection | None) -> bool:
    return (
        selection is not None
        and step_key not in selection.keys
        and step_key.partition("[")[0] not in selection.keys
    )


def steps_to_execute(
    options: ReexecutionOptions, plan: ExecutionPlan, earlier: EarlierRuns, parent: Any
) -> StepSelection | None:
    """The steps that options ask for; None for all."""
    if isinstance(options, FromFailure):
        if not parent.is_failure:
            raise DagsterInvariantViolationError(
                f"Cannot reexecute from failure a run that is not failed: run {parent.run_id} is {parent.status.value}."
            )
        return StepSelection(_unfinished(plan, earlier, parent))
    if options.step_selection:
        return StepSelection(_selected(options.step_selection, plan))
    return None


def _unfinished(plan: ExecutionPlan, earlier: EarlierRuns, parent: Any) -> set[str]:
    scope = None if parent.step_keys_to_execute is None else StepSelection(parent.step_keys_to_execute)
    todo: set[str] = set()
    ended = earlier.succeeded | earlier.skipped
    for step in plan.steps:
        if scope is not None and not scope.includes(step):
            continue
        keys = earlier.mapping_keys.get(step.dynamic_origin) if step.dynamic_origin else None
        if keys is not None:
            todo |= {f"{step.key}[{key}]" for key in keys if f"{step.key}[{key}]" not in ended}
        elif step.key not in ended:
            todo.add(step.key)
    return todo


def _selected(clauses: Sequence[str], plan: ExecutionPlan) -> set[str]:
    upstream = {step.key: {up.key for up in step.upstream} for step in plan.steps}
    branches = {clause for clause in clauses if "[" in clause}
    missing = []
    for clause in clauses:
        parsed = parse_clause(clause)
        name = clause if parsed is None else parsed[1]
        if clause != "*" and name.partition("[")[0] not in upstream:
            missing.append(name)
    if missing:
        raise DagsterExecutionStepNotFoundError(
            f"Step selection refers to unknown steps: {', '.join(missing)}", step_keys=missing
        )
    return {*select([clause for clause in clauses if clause not in branches], upstream), *branches}


def parent_run(instance: Any, run_id: str) -> Any:
    """The run to execute again, which must exist."""
    found = instance.get_run_by_id(run_id)
    if found is None:
        raise CheckError(f"No parent run with id {run_id} found in instance.")
    return found
