"""What an upgrade does to every job: numbers that add up to all of them, and reasons for what stays."""

from collections import Counter
from collections.abc import Collection

from assetize.analyzer.codes.planning import EXCLUDED, NOT_CHOSEN, ONLY_GUESSES
from assetize.analyzer.codes.reading import READING
from assetize.analyzer.codes.staying import GENERATED_FILE, KEPT_BY_COMMENT
from assetize.analyzer.records import dataclass
from assetize.codemods.report.document import DiagnosticRow, JobRow, ReportDocument
from assetize.codemods.report.wording import CodeGroup, counted, group_by_code

OUTCOMES: tuple[tuple[str, str], ...] = (
    ("full", "upgraded in full"),
    ("partial", "upgraded in part"),
    ("refused", "refused"),
    ("unfit", "left alone (no assets known before a run)"),
    ("guessed", "left alone (assets not sure enough)"),
    ("decided", "kept by decision"),
    ("unasked", "not asked for"),
)
"""Every job has exactly one of these."""

UNREAD = frozenset(code.code for code in READING)
UPGRADED = ("full", "partial")
DECIDED = (EXCLUDED.code, KEPT_BY_COMMENT.code, GENERATED_FILE.code)
"""Codes of what the project itself has decided, or says of itself."""
KEPT = ("unfit", "guessed", "decided")
KINDS = ("job", "graph", "op", "schedule", "sensor")
VERDICTS = ("upgraded", "kept", "refused")


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
        left_alone=_by_reason([job for job, found in outcomes if found in KEPT]),
    )


def outcome(job: JobRow, asked: Collection[str] = ()) -> str:
    """What becomes of one job: the first word of a pair in ``OUTCOMES``."""
    if job["upgrade"] != "none":
        return job["upgrade"]
    if asked and job["name"] not in asked:
        return "unasked"
    codes = {row["code"] for row in job["diagnostics"]}
    if NOT_CHOSEN.code in codes:
        return "unasked"
    if codes.intersection(DECIDED):
        return "decided"
    if job["fit"] == "no":
        return "unfit"
    return "guessed" if ONLY_GUESSES.code in codes else "refused"


def why_kept(job: JobRow) -> str:
    """The reason of a job that is neither upgraded nor refused."""
    codes = (*DECIDED, NOT_CHOSEN.code, ONLY_GUESSES.code)
    return next((row["message"] for row in job["diagnostics"] if row["code"] in codes), job["explanation"])


def summary_sentence(summary: Summary) -> str:
    """``5 jobs: 2 upgraded in full, 1 refused, 2 left alone``."""
    words = dict(OUTCOMES)
    parts = ", ".join(f"{number:,} {words[name]}" for name, number in summary.outcomes)
    return f"{counted(summary.jobs, 'job')}: {parts}." if parts else "No op jobs found."


def decided_sentence(report: ReportDocument) -> str:
    """``9 definitions (2 jobs, 5 ops, 2 schedules): 6 upgraded (67 %), 2 kept (22 %), 1 refused (11 %).``"""
    rows = report["outcomes"]
    if not rows:
        return ""
    kinds, verdicts = Counter(row["kind"] for row in rows), Counter(row["outcome"] for row in rows)
    said = ", ".join(counted(kinds[kind], kind) for kind in KINDS if kinds[kind])
    shares = dict(zip(VERDICTS, _shares([verdicts[name] for name in VERDICTS]), strict=True))
    parts = [f"{verdicts[name]:,} {name} ({shares[name]} %)" for name in VERDICTS if verdicts[name]]
    return f"{counted(len(rows), 'definition')} ({said}): {', '.join(parts)}."


def _shares(numbers: list[int]) -> list[int]:
    """Percentages that add up to 100: what rounding down leaves goes to those that lost most."""
    total = sum(numbers)
    found = [number * 100 // total for number in numbers]
    by_loss = sorted(range(len(numbers)), key=lambda place: -(numbers[place] * 100 % total))
    for place in by_loss[: 100 - sum(found)]:
        found[place] += 1
    return found


def _by_reason(jobs: list[JobRow]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    reasons = [(why_kept(job), job["name"]) for job in jobs]
    return tuple(
        (text, tuple(name for reason, name in reasons if reason == text))
        for text in dict.fromkeys(reason for reason, _ in reasons)
    )


def _jobs_with(code: str, jobs: list[JobRow]) -> tuple[str, ...]:
    return tuple(job["name"] for job in jobs if any(row["code"] == code for row in job["diagnostics"]))


def unread_files(report: ReportDocument) -> list[DiagnosticRow]:
    """What kept files from being read: what they hold is in no other part of the report."""
    return [row for row in report["diagnostics"] if row["code"] in UNREAD and row["severity"] == "error"]
