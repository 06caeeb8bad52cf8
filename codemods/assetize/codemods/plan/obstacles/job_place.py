"""The job is not bound to a module-level name."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import NOT_AT_MODULE_LEVEL
from assetize.analyzer.model import Diagnostic, Job
from assetize.codemods.plan.homes import has_home
from assetize.codemods.plan.job_view import JobView


def find_misplaced_job(view: JobView) -> Iterator[Diagnostic]:
    """A job made in a function, in an expression that may do more with it, or by ``JobDefinition``."""
    job = view.job
    if not has_home(view.index, job):
        yield NOT_AT_MODULE_LEVEL.at(view.where, f"{job.name} is not bound to a module-level name", job.id)
    elif job.form == "JobDefinition":
        yield NOT_AT_MODULE_LEVEL.at(view.where, f"{job.name} is made by JobDefinition", job.id)
    elif job.in_place and any(_gets_in_its_way(view, other) for other in view.index.jobs.values()):
        message = f"{job.name} is made in several places, and there can be only one asset job of that name"
        yield NOT_AT_MODULE_LEVEL.at(view.where, message, job.id)


def _gets_in_its_way(view: JobView, other: Job) -> bool:
    """A ``@repository`` takes the like job of a schedule or sensor beside a listed one; ``Definitions`` takes no two of one name."""
    job, index = view.job, view.index
    if other.id == job.id or other.name != job.name or not index.places_of(other) & index.places_of(job):
        return False
    is_alike = other.graph == job.graph and _said(other) == _said(job)
    return not is_alike or any(item.form != "repository" for item in index.locations_of(job))


def _said(job: Job) -> tuple[tuple[str, str], ...]:
    return tuple((argument.name, argument.text) for argument in job.arguments)
