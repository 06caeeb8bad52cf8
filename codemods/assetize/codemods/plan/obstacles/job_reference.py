"""Code uses the job as an object: runs it, reads its attributes, hands it to something unknown."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import JOB_USED_AS_OBJECT
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView

_HARMLESS = frozenset({"import", "location", "trigger", "export", "string"})


def find_job_uses(view: JobView) -> Iterator[Diagnostic]:
    """Every mention that is not an import, an export, a code location or a trigger."""
    for reference in view.index.references.get(view.job.id, ()):
        if reference.context not in _HARMLESS:
            what = reference.detail or reference.context
            message = f"{view.job.name} is used as an object here ({what})"
            yield JOB_USED_AS_OBJECT.at(reference.where, message, view.job.id)
