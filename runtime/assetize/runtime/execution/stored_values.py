"""Values of outputs that the processes of steps stored, for whoever reads the run's result."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from assetize.runtime.execution.loading import UpstreamStep
from assetize.runtime.execution.run_state import OutputKey, RunState, StepRun
from assetize.runtime.io.contexts import InputContext, OutputContext
from assetize.runtime.resources.lifecycle import ResourceSet


def load_stored_values(run: RunState, handles: Iterable[OutputKey]) -> None:
    """Lets the I/O managers of the outputs load them, into what the run captured."""
    # Processes of steps know a script by this name, and pickle what its classes make under it.
    sys.modules.setdefault("__mp_main__", sys.modules["__main__"])
    wanted = [(handle, _definition(run, handle)) for handle in handles]
    wanted = [(handle, found) for handle, found in wanted if not found.dagster_type.is_nothing]
    resources = ResourceSet(run.resource_defs, {found.io_manager_key for _, found in wanted})
    run.resources = resources.set_up(run.config.resource, run.instance, run.dagster_run, run.log)
    try:
        for handle, definition in wanted:
            run.captured[handle] = _load(run, handle, definition)
    finally:
        resources.tear_down()


def _definition(run: RunState, handle: OutputKey) -> Any:
    return run.plan.by_key[handle[0].partition("[")[0]].op_def.output_dict[handle[1]]


def _load(run: RunState, handle: OutputKey, definition: Any) -> Any:
    step_key, _, mapping_key = handle
    base, _, branch = step_key.partition("[")
    step_run = StepRun(run, run.plan.by_key[base], branch.removesuffix("]") or None)
    upstream = UpstreamStep(run, step_key, step_run.step, step_run.log, run.run_id)
    output = OutputContext(upstream, definition, mapping_key, definition.io_manager_key)
    given = {"name": definition.name, "dagster_type": definition.dagster_type}
    context = InputContext(step_run, None, output, definition.io_manager_key, given)
    return run.resource(definition.io_manager_key).load_input(context)
