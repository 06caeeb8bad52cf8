"""The number of steps is only known while running."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import DYNAMIC_OUTPUT
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_dynamic_outputs(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each op of the job with a ``DynamicOut``."""
    for op in view.distinct_ops:
        if any(output.is_dynamic for output in op.outputs):
            yield DYNAMIC_OUTPUT.at(op.where, f"{view.job.name}: {op.name} has a dynamic output", view.job.id)
