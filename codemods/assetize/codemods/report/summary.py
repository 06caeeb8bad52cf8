"""What an upgrade does to every job: numbers that add up to all of them, and reasons for what stays."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from assetize.codemods.report.document import JobRow, ReportDocument
from assetize.codemods.report.wording import CodeGroup, counted, group_by_code

OUTCOMES: tuple[tuple[str, str], ...] = (
    ("full", "upgraded in full"),
    ("partial", "upgraded in part"),
    ("refused", "refused"),
    ("unfit", "left alone (no assets known before a run)"),
    ("unasked", "not asked for"),
)
"""Every job has exactly one of these."""


@dataclass(frozen=True, slots=True)
class Summary:
    """``outcomes`` counts jobs by outcome.

    ``refusals`` are the refused jobs' reasons, ``jobs_by_code`` who has each; ``left_alone`` has, for each explanation, the
    jobs that do not fit.
    """

    jobs: int
    outcomes: tuple[tuple[str, int], ...]
    refusals: tuple[CodeGroup, ...]
    jobs_by_code: tuple[tuple[str, tuple[str, ...]], ...]
    left_alone: tuple[tuple[str, tuple[str, ...]], ...]


def summarize(report: ReportDocument, asked: Collection[str] = ()) -> Summary:
    """Counts for all jobs of the report; ``asked`` are the names that ``--job`` gave, none for all."""
    outcomes = [(job, outcome(job, asked)) for job in report["jobs"]]
    counts = Counter(found for _, found in outcomes)
    refused = [job for job, found in outcomes if found == "refused"]
    rows = [row for job in refused for row in job["diagnostics"] if row["severity"] != "note"]
    groups = group_by_code([row for position, row in enumerate(rows) if row not in rows[:position]])
    return Summary(
        jobs=len(report["jobs"]),
        outcomes=tuple((name, counts[name]) for name, _ in OUTCOMES if counts[name]),
        refusals=groups,
        jobs_by_code=tuple((group.code, _jobs_with(group.code, refused)) for group in groups),
        left_alone=_by_explanation([job for job, found in outcomes if found == "unfit"]),
    )


def outcome(job: JobRow, asked: Collection[str] = ()) -> str:
    """What becomes of one job: the first word of a pair in ``OUTCOMES``."""
    if job["upgrade"] != "none":
        return job["upgrade"]
    if asked and job["name"] not in asked:
        return "unasked"
    return "unfit" if job["fit"] == "no" else "refused"


def summary_sentence(summary: Summary) -> str:
    """``5 jobs: 2 upgraded in full, 1 refused, 2 left alone``."""
    words = dict(OUTCOMES)
    parts = ", ".join(f"{number:,} {words[name]}" for name, number in summary.outcomes)
    return f"{counted(summary.jobs, 'job')}: {parts}." if parts else "No op jobs found."


def _by_explanation(jobs: list[JobRow]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    explanations = dict.fromkeys(job["explanation"] for job in jobs)
    return tuple(
        (text, tuple(job["name"] for job in jobs if job["explanation"] == text)) for text in explanations
    )


def _jobs_with(code: str, jobs: list[JobRow]) -> tuple[str, ...]:
    return tuple(job["name"] for job in jobs if any(row["code"] == code for row in job["diagnostics"]))
