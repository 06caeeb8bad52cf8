"""A job: its ops and what they become, with evidence, differences and lineage."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.model import Analysis, Evidence, Job, OutputDecision
from assetize.analyzer.records import dataclass
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_partitions import partitions_of
from assetize.codemods.report.summary import outcome
from assetize.codemods.review.correcting import DECISIONS, Correction, present_correction
from assetize.codemods.review.lineage import Picture, assets_of, draw, ops_of
from assetize.codemods.review.pages.form_choice import FormChoice, find_choice
from assetize.codemods.review.pages.overview import OUTCOME_WORDS, job_rows_by_id, reasons_of
from assetize.codemods.review.session import Review
from assetize.codemods.review.sources import SourceLine, Sources

LINES_AROUND = 1
MOST_ROWS = 60
"""Outputs that one page shows with their evidence."""


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
    form: FormChoice
    proofs: tuple[Proof, ...]
    correction: Correction
    mate: str
    """The asset that the op becomes a part of, as the pictures name it."""
    color: int


def job_page(review: Review, query: Mapping[str, str]) -> dict[str, object] | None:
    """The page of one job; ``q`` and ``part`` of the query choose among its outputs. None when there is no such job."""
    job = next((job for job in review.analysis.project.jobs if job.id == query.get("id")), None)
    if job is None:
        return None
    row = job_rows_by_id(review)[job.id]
    plan = next((item for item in review.plan.jobs if item.job == job.id), None)
    index = Index(review.analysis)
    decisions = _decisions(review.analysis, index, job)
    words = query.get("q", "").strip()
    chosen = [item for item in decisions if _fits(item, words)]
    parts = max(1, -(-len(chosen) // MOST_ROWS))
    asked = query.get("part", "")
    part = min(int(asked[:6]), parts) if asked.isascii() and asked.isdecimal() and int(asked[:6]) else 1
    partitions = partitions_of(index, job)
    before, after = ops_of(review.analysis, review.plan, job), assets_of(review.analysis, review.plan, job)
    return {
        "job": job,
        "row": row,
        "outcome": outcome(row),
        "outcome_words": OUTCOME_WORDS,
        "reasons": row["diagnostics"] if row["upgrade"] == "none" else reasons_of(row),
        "differences": plan.differences if plan else (),
        "partitions": partitions.argument.text if partitions else "",
        "unit": review.unit_of_job(job.id),
        "before": before,
        "after": after,
        "before_drawing": draw(before),
        "after_drawing": draw(after),
        "mapping": _mapping(review, job, chosen[(part - 1) * MOST_ROWS : part * MOST_ROWS], after),
        "mapping_count": len(chosen),
        "output_count": len(decisions),
        "query": {"q": words},
        "part": part,
        "parts_of_table": parts,
        "decisions": DECISIONS,
    }


def _fits(decision: OutputDecision, words: str) -> bool:
    text = f"{decision.op} {decision.output} {'/'.join(decision.asset_key or ())} {decision.decision}".lower()
    return all(word in text for word in words.lower().split())


def _mapping(
    review: Review, job: Job, decisions: Sequence[OutputDecision], after: Picture
) -> list[MappingLine]:
    ops = {op.id: op for op in review.analysis.project.ops}
    planned = {(item.op, item.output): item for item in review.plan.outputs if item.job == job.id}
    corrections = [present_correction(review, decision) for decision in decisions]
    sources = Sources(review.root, review.analysis)
    mates = _mates(review, job)
    colors = {node.mate: node.color for node in after.nodes}
    return [
        MappingLine(
            ops[decision.op].name,
            ops[decision.op].where.file,
            ops[decision.op].where.line,
            decision,
            find_choice(planned.get((decision.op, decision.output)), correction.form),
            tuple(_proof(sources, item) for item in decision.evidence),
            correction,
            mates.get(decision.op, ""),
            colors.get(mates.get(decision.op, ""), 0),
        )
        for decision, correction in zip(decisions, corrections, strict=True)
    ]


def _mates(review: Review, job: Job) -> dict[str, str]:
    mine = [asset for asset in review.plan.expected if job.id in asset.jobs]
    return {op: "/".join(asset.key) for asset in mine for op in asset.ops}


def _decisions(analysis: Analysis, index: Index, job: Job) -> list[OutputDecision]:
    """In the order in which the job calls its ops."""
    places: dict[str, int] = {}
    for place, node in enumerate(index.flat[job.id].nodes):
        places.setdefault(node.op, place)
    mine = [item for item in analysis.outputs if job.id in item.jobs and item.op in index.ops]
    return sorted(mine, key=lambda item: places.get(item.op, len(places)))


def _proof(sources: Sources, evidence: Evidence) -> Proof:
    return Proof(evidence, sources.around(evidence.file, evidence.line, LINES_AROUND))
