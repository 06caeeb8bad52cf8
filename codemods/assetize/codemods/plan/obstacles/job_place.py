"""The job is not bound to a module-level name."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import NOT_AT_MODULE_LEVEL
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_misplaced_job(view: JobView) -> Iterator[Diagnostic]:
    """A job made in a function, in an expression, or by ``JobDefinition``."""
    job = view.job
    if job.is_nested or job.variable is None:
        yield NOT_AT_MODULE_LEVEL.at(view.where, f"{job.name} is not bound to a module-level name", job.id)
    elif job.form == "JobDefinition":
        yield NOT_AT_MODULE_LEVEL.at(view.where, f"{job.name} is made by JobDefinition", job.id)
