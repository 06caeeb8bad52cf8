"""A job: its ops and what they become, with evidence, differences and lineage."""

from assetize.analyzer.model import Analysis, Evidence, Job, OutputDecision
from assetize.analyzer.records import dataclass
from assetize.codemods.report.summary import outcome
from assetize.codemods.review.correcting import (
    DECISIONS,
    Correction,
    present_correction,
    setting_name,
)
from assetize.codemods.review.lineage import assets_of, draw, ops_of
from assetize.codemods.review.pages.overview import OUTCOME_WORDS, job_rows_by_id, reasons_of
from assetize.codemods.review.session import Review
from assetize.codemods.review.sources import SourceLine, Sources

LINES_AROUND = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """One reason for a decision, with the lines of code where it is."""

    evidence: Evidence
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class MappingLine:
    """One output of one op of the job, and what it becomes."""

    op: str
    file: str
    line: int
    decision: OutputDecision
    form: str
    proofs: tuple[Proof, ...]
    correction: Correction


def job_page(review: Review, identifier: str) -> dict[str, object] | None:
    """The page of one job; None when there is no such job."""
    job = next((job for job in review.analysis.project.jobs if job.id == identifier), None)
    if job is None:
        return None
    row = job_rows_by_id(review)[job.id]
    plan = next((item for item in review.plan.jobs if item.job == job.id), None)
    before, after = ops_of(review.analysis, review.plan, job), assets_of(review.plan, job)
    return {
        "job": job,
        "row": row,
        "outcome": outcome(row),
        "outcome_words": OUTCOME_WORDS,
        "reasons": row["diagnostics"] if row["upgrade"] == "none" else reasons_of(row),
        "differences": plan.differences if plan else (),
        "unit": review.unit_of_job(job.id),
        "before": before,
        "after": after,
        "before_drawing": draw(before),
        "after_drawing": draw(after),
        "mapping": _mapping(review, job),
        "decisions": DECISIONS,
    }


def _mapping(review: Review, job: Job) -> list[MappingLine]:
    ops = {op.id: op for op in review.analysis.project.ops}
    forms = {(item.op, item.output): item.form for item in review.plan.outputs if item.job == job.id}
    sources = Sources(review.root, review.analysis)
    return [
        MappingLine(
            ops[decision.op].name,
            ops[decision.op].where.file,
            ops[decision.op].where.line,
            decision,
            forms.get((decision.op, decision.output)) or "",
            tuple(_proof(sources, item) for item in decision.evidence),
            present_correction(review, setting_name(review, decision)),
        )
        for decision in _decisions(review.analysis, job)
    ]


def _decisions(analysis: Analysis, job: Job) -> list[OutputDecision]:
    """In the order of the ops in their files."""
    places = {op.id: op.where for op in analysis.project.ops}
    mine = [item for item in analysis.outputs if job.id in item.jobs and item.op in places]
    return sorted(mine, key=lambda item: (places[item.op], item.op))


def _proof(sources: Sources, evidence: Evidence) -> Proof:
    return Proof(evidence, sources.around(evidence.file, evidence.line, LINES_AROUND))
