"""Counts of a report that tell how far a migration is, and the sentence that compares them."""

from collections import Counter

from assetize.codemods.comparison.document import Counts
from assetize.codemods.report.document import JobRow, ReportDocument
from assetize.codemods.report.summary import UPGRADED, outcome

SAID: tuple[tuple[str, str], ...] = (
    ("upgradable", "can be upgraded"),
    ("refused", "refused"),
    ("asset_definitions", "asset definitions"),
    ("findings", "findings"),
)
"""Counts that the sentence names after the op jobs, in its words."""


def job_outcome(job: JobRow) -> str:
    """What an upgrade makes of the job: full, partial, refused, or kept for whatever reason."""
    found = outcome(job)
    return found if found in (*UPGRADED, "refused") else "kept"


def count(report: ReportDocument) -> Counts:
    """The counts of one report."""
    outcomes = Counter(map(job_outcome, report["jobs"]))
    made = [row for row in report["assets"] if row["kind"] == "materialized"]
    of_ops = sum(bool(row["produced_by"]) for row in made)
    return {
        "op_jobs": len(report["jobs"]),
        "upgradable": outcomes["full"] + outcomes["partial"],
        "refused": outcomes["refused"],
        "kept": outcomes["kept"],
        "ops": len({(row["file"], row["line"], row["op"]) for row in report["mappings"]}),
        "assets_of_ops": of_ops,
        "asset_definitions": len(made) - of_ops,
        "findings": len(report["diagnostics"]),
    }


def summary_line(before: Counts, after: Counts, upgraded: int) -> str:
    """``op jobs 12 → 7 (5 upgraded, 42 %); can be upgraded 6 → 2; …``: one line, fit for a dashboard."""
    share = f", {upgraded * 100 // before['op_jobs']} %" if before["op_jobs"] else ""
    first = f"op jobs {before['op_jobs']:,} → {after['op_jobs']:,} ({upgraded:,} upgraded{share})"
    rest = (f"{words} {before[name]:,} → {after[name]:,}" for name, words in SAID)  # type: ignore[literal-required]
    return "; ".join((first, *rest))
