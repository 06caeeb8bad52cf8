"""Code uses the job as an object: runs it, reads its attributes, hands it to something unknown."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import JOB_USED_AS_OBJECT
from assetize.analyzer.model import Diagnostic, Reference
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.step_names.runs import can_follow

_HARMLESS = frozenset({"import", "location", "trigger", "export", "string"})
_HARMLESS_ATTRIBUTES = frozenset({"", "name"})
"""What a schedule or sensor may read of its job: an asset job has no other attributes before it is resolved."""


def find_job_uses(view: JobView) -> Iterator[Diagnostic]:
    """Every mention that is not an import, an export, a code location or a trigger, and no run that can follow the job."""
    for reference in view.index.references.get(view.job.id, ()):
        if _is_harmless(reference):
            continue
        if is_in_a_list(view, reference):
            yield from _find_other_uses(view, reference)
            continue
        if not _is_run_that_follows(view, reference):
            what = reference.detail or reference.context
            message = f"{view.job.name} is used as an object here ({what})"
            yield JOB_USED_AS_OBJECT.at(reference.where, message, view.job.id)


def is_in_a_list(view: JobView, reference: Reference) -> bool:
    """``JOBS = [users_job]``, for a code location."""
    return reference.context == "other" and any(
        entry.target == reference.target and entry.where == reference.where
        for location in view.index.locations_of(view.job)
        for entry in location.entries
    )


def _find_other_uses(view: JobView, reference: Reference) -> Iterator[Diagnostic]:
    """A list that something else than a code location uses, too."""
    for item in view.index.analysis.project.job_lists:
        if item.job == reference.target and item.where == reference.where and item.other_use is not None:
            message = f"the list {item.name or 'that holds the job'} is used for more than a code location"
            yield JOB_USED_AS_OBJECT.at(item.other_use, message, view.job.id)


def _is_harmless(reference: Reference) -> bool:
    if reference.context == "trigger":
        return reference.detail in _HARMLESS_ATTRIBUTES
    return reference.context in _HARMLESS


def _is_run_that_follows(view: JobView, reference: Reference) -> bool:
    run = view.index.step_names.run_at(reference)
    return run is not None and run.method == reference.detail and can_follow(view, run)
