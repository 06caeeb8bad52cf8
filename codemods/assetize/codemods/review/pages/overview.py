"""The overview: jobs by what becomes of them, and why the others stay."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.codes import find_code
from assetize.analyzer.records import dataclass
from assetize.codemods.report.document import DiagnosticRow, JobRow
from assetize.codemods.report.summary import OUTCOMES, outcome, summarize, unread_files
from assetize.codemods.review.pages.verdicts import VERDICT_WORDS, shown_verdict
from assetize.codemods.review.rules import find_rule
from assetize.codemods.review.session import Review

OUTCOME_WORDS = {
    **dict(OUTCOMES),
    "full": "upgraded",
    "partial": "upgraded in part",
    "unfit": "left alone",
    "guessed": "not sure enough",
}
"""What becomes of a job, in few words."""


MOST_REASONS = 3
"""Reasons that the list has of one job; its page has all of them."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What stands in the way of a job: the first finding with its code, and how many more there are."""

    code: str
    message: str
    more: int


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job of the list. ``verdict``: of its change unit, empty where nothing changes."""

    id: str
    name: str
    place: str
    outcome: str
    explanation: str
    reasons: tuple[Reason, ...]
    verdict: str = ""


def overview(review: Review, query: Mapping[str, str]) -> dict[str, object]:
    """The page; ``verdict``, ``code`` and ``q`` of the query choose among the jobs."""
    lines = _lines(review)
    summary = summarize(review.report)
    wanted = {name: query.get(name, "").strip() for name in ("verdict", "code", "q")}
    counts = dict(summary.outcomes)
    titles = {group.code: group.title for group in summary.refusals}
    return {
        "lines": [line for line in lines if _fits(line, wanted)],
        "total": len(lines),
        "query": wanted,
        "outcomes": [(name, OUTCOME_WORDS[name], counts[name]) for name, _ in OUTCOMES if name in counts],
        "refusals": [
            (code, titles[code], len(jobs))
            for code, jobs in sorted(summary.jobs_by_code, key=lambda item: (-len(item[1]), item[0]))
        ],
        "outcome_words": OUTCOME_WORDS,
        "asset_count": sum(row["decision"] == "asset" for row in review.report["mappings"]),
        "asset_job_count": len(review.analysis.project.asset_jobs),
        "output_count": len(review.report["mappings"]),
        "verdict_words": VERDICT_WORDS,
        "most_reasons": MOST_REASONS,
        "proof": review.proofs.state(review.written_digest),
        "unread": unread_files(review.report),
        "written": bool(review.written),
    }


def code_page(name: str) -> dict[str, object] | None:
    """One diagnostic code, explained; None when there is no such code."""
    code = find_code(name)
    return None if code is None else {"code": code}


def rule_page(name: str) -> dict[str, object] | None:
    """One kind of change, explained; None when there is no such kind."""
    rule = find_rule(name)
    return None if rule is None else {"rule": rule}


def job_rows_by_id(review: Review) -> dict[str, JobRow]:
    """The report's row of every job."""
    jobs = sorted(review.analysis.project.jobs, key=lambda job: (job.where, job.name, job.id))
    return {job.id: row for job, row in zip(jobs, review.report["jobs"], strict=True)}


def reasons_of(row: JobRow) -> tuple[DiagnosticRow, ...]:
    """What stands in the way of a job."""
    if row["upgrade"] == "full":
        return ()
    return tuple(item for item in row["diagnostics"] if item["severity"] != "note")


def _lines(review: Review) -> list[JobLine]:
    """What is upgraded comes first, and what makes no assets last."""
    verdicts = {job: shown_verdict(review, unit) for unit in review.units for job in unit.jobs}
    lines = [
        JobLine(
            identifier,
            row["name"],
            f"{row['file']}:{row['line']}",
            outcome(row),
            row["explanation"],
            _reasons(row),
            verdicts.get(identifier, ""),
        )
        for identifier, row in job_rows_by_id(review).items()
    ]
    places = {name: place for place, (name, _) in enumerate(OUTCOMES)}
    return sorted(lines, key=lambda line: places[line.outcome])


def _reasons(row: JobRow) -> tuple[Reason, ...]:
    by_code: dict[str, list[str]] = {}
    for item in reasons_of(row):
        by_code.setdefault(item["code"], []).append(item["message"].removeprefix(f"{row['name']}: "))
    return tuple(Reason(code, found[0], len(found) - 1) for code, found in by_code.items())


def _fits(line: JobLine, wanted: Mapping[str, str]) -> bool:
    if wanted["verdict"] and line.outcome != wanted["verdict"]:
        return False
    if wanted["code"] and wanted["code"] not in [reason.code for reason in line.reasons]:
        return False
    words: Sequence[str] = wanted["q"].lower().split()
    text = f"{line.name} {line.place} {line.explanation}".lower()
    return all(word in text for word in words)
