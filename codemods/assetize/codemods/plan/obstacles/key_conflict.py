"""An asset of the job cannot have its key, or an op writes more than its outputs stand for."""

from collections.abc import Iterator

from assetize.analyzer.codes.deciding import KEY_CONFLICT, KEY_TAKEN, SEVERAL_OBJECTS
from assetize.analyzer.codes.planning import KEY_IN_CONFLICT, MORE_OBJECTS
from assetize.analyzer.model import Diagnostic, Location
from assetize.codemods.plan.job_view import JobView

_REASONS = {
    KEY_CONFLICT.code: KEY_IN_CONFLICT,
    KEY_TAKEN.code: KEY_IN_CONFLICT,
    SEVERAL_OBJECTS.code: MORE_OBJECTS,
}


def find_key_conflicts(view: JobView) -> Iterator[Diagnostic]:
    """What the analyzer found about the job's ops that stands in the way of an upgrade."""
    for op in view.distinct_ops:
        for finding in view.index.op_findings.get(op.id, ()):
            if finding.code in _REASONS:
                where = Location(finding.file, finding.line)
                yield _REASONS[finding.code].at(where, f"{view.job.name}: {finding.message}", view.job.id)
