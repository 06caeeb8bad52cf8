"""The job, or its code location, is written in a statement that cannot be rewritten."""

from collections.abc import Iterator

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_odd_statements(view: JobView) -> Iterator[Diagnostic]:
    """What the rewriting would find, too, said before it starts."""
    if view.job.problem:
        yield SHAPE_NOT_SUPPORTED.at(view.where, f"{view.job.name}: {view.job.problem}", view.job.id)
    for location in view.index.locations_of(view.job):
        if location.problem:
            name = location.id.partition(":")[2]
            message = f"{view.job.name}: no assets can be added to {name}: {location.problem}"
            yield SHAPE_NOT_SUPPORTED.at(location.where, message, view.job.id)
