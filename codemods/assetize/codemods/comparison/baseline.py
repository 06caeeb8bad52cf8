"""A baseline: the op jobs that a project is allowed to have; whatever comes after it should be assets from the start."""

from typing import TypedDict

from assetize.codemods.comparison.counts import job_outcome
from assetize.codemods.comparison.pairs import paired
from assetize.codemods.report.document import JobRow, ReportDocument

SCHEMA_VERSION = 1


class AllowedJob(TypedDict):
    """One op job; without its line, so that the file changes only when jobs come or go."""

    name: str
    file: str


class Baseline(TypedDict):
    """The whole file."""

    schema_version: int
    op_jobs: list[AllowedJob]


def baseline_of(report: ReportDocument) -> Baseline:
    """The baseline that allows what there is now, and nothing more."""
    jobs: list[AllowedJob] = [{"name": job["name"], "file": job["file"]} for job in report["jobs"]]
    return {
        "schema_version": SCHEMA_VERSION,
        "op_jobs": sorted(jobs, key=lambda job: (job["name"], job["file"])),
    }


def new_op_jobs(baseline: Baseline, report: ReportDocument) -> list[JobRow]:
    """Op jobs that the baseline does not have and that should be assets: what they make is known before a run."""
    pairs = paired(baseline["op_jobs"], report["jobs"])
    return [job for old, job in pairs if old is None and job is not None and job_outcome(job) != "kept"]


def gone_op_jobs(baseline: Baseline, report: ReportDocument) -> list[AllowedJob]:
    """Op jobs of the baseline that there are no more: it can be made smaller."""
    return [
        old for old, job in paired(baseline["op_jobs"], report["jobs"]) if old is not None and job is None
    ]
