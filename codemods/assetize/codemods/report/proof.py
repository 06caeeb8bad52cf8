"""The last proof in a report: its rows, and the words that all formats share."""

from collections.abc import Mapping
from html import escape

from assetize.codemods.report.document import ProofRow, ProvedJobRow
from assetize.codemods.report.html_parts import Cell, table, word
from assetize.codemods.report.wording import counted
from assetize.codemods.verification.verdicts import JobVerdict, Proof

MARKS: Mapping[str, str] = {"proved": "full", "differs": "error", "not proved": "partial"}
"""How each verdict is coloured: as what is said of jobs."""
HEADERS = ("Job", "Verdict", "Runs compared", "Why")


def proof_row(original: str, proof: Proof) -> ProofRow:
    """The proof as it stands in the document."""
    return {
        "original": original,
        "engine": proof.engine,
        "level": proof.level,
        "jobs": [_job_row(job) for job in proof.jobs],
        "stand_ins": list(proof.stand_ins),
        "environment": list(proof.environment),
    }


def _job_row(job: JobVerdict) -> ProvedJobRow:
    return {
        "job": job.job,
        "verdict": job.verdict,
        "reasons": list(job.reasons),
        "runs": job.runs,
        "notes": list(job.notes),
    }


def proof_sentence(proof: ProofRow) -> str:
    """``3 of 4 upgraded jobs are proved to do what they did, compared with …``."""
    count = sum(row["verdict"] == "proved" for row in proof["jobs"])
    are = "is" if len(proof["jobs"]) == 1 else "are"
    how = "by running both versions for real" if proof["level"] == "run" else "with stubs for bodies"
    return (
        f"{count:,} of {counted(len(proof['jobs']), 'upgraded job')} {are} proved to do what the original does, {how}, "
        f"on the {proof['engine']} engine, compared with {proof['original']}."
    )


def proof_html(proof: ProofRow) -> Cell:
    """The section of the HTML page."""
    rows = (
        (
            f"<code>{escape(row['job'])}</code>",
            word(row["verdict"], MARKS[row["verdict"]]),
            f"{row['runs']:,}",
            "<br>".join(map(escape, (*row["reasons"], *row["notes"]))),
        )
        for row in proof["jobs"]
    )
    return f"<p>{escape(proof_sentence(proof))}</p>\n{table(HEADERS, rows)}"
