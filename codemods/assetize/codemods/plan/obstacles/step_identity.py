"""An op's body, or a hook of the job, reads what tells a step from others, and that changes with the upgrade."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import STEP_IDENTITY
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView

CHANGING = frozenset(
    {
        "op_handle",
        "node_handle",
        "solid_handle",
        "step_key",
        "run_config",
        "get_step_execution_context",
        "_step_execution_context",
        "step_launcher",
        "run.run_config",
        "dagster_run.run_config",
        "pipeline_run.run_config",
    }
)
"""Attributes of an op's context whose value names the step, or is keyed by it."""


def find_step_identities(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each op of the job, and each of its hooks, that reads such an attribute."""
    for op in view.distinct_ops:
        read = sorted(use for use in op.context_uses if use in CHANGING or _looks_into_job(use))
        if read:
            names = ", ".join(f"context.{name}" for name in read)
            message = f"{view.job.name}: {op.name} reads {names}, which is another one for an asset"
            yield STEP_IDENTITY.at(op.where, message, view.job.id)
    for hook, where in view.job.naming_hooks:
        message = f"{view.job.name}: the hook {hook} asks for which step it runs, and steps get other names"
        yield STEP_IDENTITY.at(where, message, view.job.id)
    named = sorted(
        op.name for op in view.distinct_ops if len(op.outputs) == 1 and op.outputs[0].name != "result"
    )
    for hook, where in view.job.output_hooks if named else ():
        message = (
            f"{view.job.name}: the hook {hook} takes outputs by name, and that of {named[0]} gets another one"
        )
        yield STEP_IDENTITY.at(where, message, view.job.id)


def _looks_into_job(use: str) -> bool:
    """``context.job_def.nodes``: all of a job but its name is another thing for an asset job."""
    return use.startswith("job_def.") and use != "job_def.name"
