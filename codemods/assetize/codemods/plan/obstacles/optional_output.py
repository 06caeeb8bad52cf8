"""An op may leave out one of its outputs."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import OPTIONAL_OUTPUT
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_optional_outputs(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each op of the job with ``Out(is_required=False)``."""
    for op in view.distinct_ops:
        if any(not output.is_required and not output.is_dynamic for output in op.outputs):
            yield OPTIONAL_OUTPUT.at(
                op.where, f"{view.job.name}: {op.name} has an optional output", view.job.id
            )
