"""Verdicts on jobs that need no run: those that are gone, and those that nobody knows how to compare."""

from collections.abc import Iterator

from assetize.analyzer.model import Analysis
from assetize.codemods.verification.mapping import Mapping
from assetize.codemods.verification.verdicts import JobVerdict

_GONE = "there is no job of this name any more"
_NOT_PLANNED = "assetize would not upgrade the original of this job, so it cannot tell which op each asset is"


def jobs_without_runs(mapping: Mapping, before: Analysis, after: Analysis) -> Iterator[JobVerdict]:
    """A job that is still an op job was not upgraded: there is nothing to say of it."""
    planned = {name for name, _ in mapping.jobs}
    asset_jobs = {job.name for job in after.project.asset_jobs}
    op_jobs = {job.name for job in after.project.jobs}
    for name in sorted(planned - asset_jobs - op_jobs):
        yield JobVerdict(name, "differs", (_GONE,))
    were_op_jobs = {job.name for job in before.project.jobs}
    for name in sorted((were_op_jobs & asset_jobs) - planned - op_jobs):
        yield JobVerdict(name, "not proved", (_NOT_PLANNED,))
