"""Runs the hooks of a step after it ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.definitions.hooks import HookExecutionResult
from assetize.runtime.errors import CheckError
from assetize.runtime.events.data import HookErroredData, SerializableErrorInfo
from assetize.runtime.execution.op_context import StepNode


class HookContext:
    """What a hook may use."""

    def __init__(self, step_run: Any, hook: Any, error: BaseException | None) -> None:
        self._step = step_run
        self._hook = hook
        self._error = error

    @property
    def hook_def(self) -> Any:
        """The hook that runs."""
        return self._hook

    @property
    def job_name(self) -> str:
        """The job's name."""
        return self._step.run.job.name  # type: ignore[no-any-return]

    @property
    def run_id(self) -> str:
        """The run's id."""
        return self._step.run.run_id  # type: ignore[no-any-return]

    @property
    def op(self) -> StepNode:
        """The op's node."""
        return StepNode(self._step.step)

    @property
    def step_key(self) -> str:
        """The step."""
        return self._step.key  # type: ignore[no-any-return]

    @property
    def required_resource_keys(self) -> frozenset[str]:
        """The resources that the hook declared."""
        return self.hook_def.required_resource_keys  # type: ignore[no-any-return]

    @property
    def resources(self) -> Any:
        """The resources that the hook declared."""
        return self._step.run.resources.restricted(self.hook_def.required_resource_keys)

    @property
    def op_config(self) -> Any:
        """The op's config."""
        return self._step.run.config.op_config(self._step.step)

    @property
    def log(self) -> Any:
        """The run's log."""
        return self._step.log

    @property
    def instance(self) -> Any:
        """The instance."""
        return self._step.run.instance

    @property
    def op_exception(self) -> BaseException | None:
        """What the body raised."""
        return getattr(self._error, "user_exception", self._error)

    @property
    def op_output_values(self) -> Mapping[str, Any]:
        """The values of the step's outputs."""
        return self._by_output(self._step.run.captured)

    @property
    def op_output_metadata(self) -> Mapping[str, Any]:
        """The metadata of the step's outputs."""
        return self._by_output(self._step.run.output_metadata)

    def _by_output(self, values: Mapping[Any, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for output in self._step.step.op_def.output_defs:
            if not output.is_dynamic:
                key = (self._step.key, output.name, None)
                if key in values:
                    found[output.name] = values[key]
                continue
            dynamic = {
                k: v
                for (step, name, k), v in values.items()
                if step == self._step.key and name == output.name
            }
            if dynamic:
                found[output.name] = dynamic
        return found


def run_hooks(step_run: Any, outcome: str, error: BaseException | None) -> None:
    """Runs the hooks that the outcome triggers; a hook that raises fails nothing."""
    hooks = step_run.step.hooks
    if not hooks:
        return
    name = step_run.step.path[-1]
    events = [event for event in step_run.run.events if event.step_key == step_run.key]
    for hook in sorted(hooks, key=lambda h: h.name):
        _run_hook(step_run, hook, name, outcome, error, events)


def _run_hook(step_run: Any, hook: Any, node: str, outcome: str, error: Any, events: list[Any]) -> None:
    skipped = hook.trigger is not None and hook.trigger != outcome
    if not skipped:
        try:
            result = hook.hook_fn(HookContext(step_run, hook, error), events)
        except Exception as raised:
            step_run.emit(
                "HOOK_ERRORED",
                f'Error occurred during the execution of hook "{hook.name}" triggered for "{node}".',
                HookErroredData(SerializableErrorInfo.from_exception(raised)),
            )
            return
        if not isinstance(result, HookExecutionResult):
            raise CheckError(
                f"Error in hook {hook.name}: hook unexpectedly returned result {result!r} of type {type(result)}. "
                "Should be a HookExecutionResult"
            )
        skipped = bool(result.is_skipped)
    if skipped:
        step_run.emit(
            "HOOK_SKIPPED",
            f'Skipped the execution of hook "{hook.name}". It did not meet its triggering condition during the '
            f'execution of "{node}".',
        )
        return
    step_run.emit("HOOK_COMPLETED", f'Finished the execution of hook "{hook.name}" triggered for "{node}".')
