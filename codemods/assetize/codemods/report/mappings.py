"""The report's mapping rows: every op output and what it is."""

from collections import defaultdict
from collections.abc import Iterable

from assetize.analyzer.model import Analysis, Op, OutputDecision
from assetize.codemods.model import Plan
from assetize.codemods.report.document import MappingRow

Forms = dict[tuple[str, str, tuple[str, ...]], str]


def mapping_rows(analysis: Analysis, plan: Plan) -> list[MappingRow]:
    """One row for every output of every op that some job reaches, and one for every op that none reaches."""
    decisions: dict[str, list[OutputDecision]] = defaultdict(list)
    for decision in analysis.outputs:
        decisions[decision.op].append(decision)
    names = {job.id: job.name for job in analysis.project.jobs}
    forms = _forms(plan)
    rows: list[MappingRow] = []
    for op in sorted(analysis.project.ops, key=lambda op: (op.where, op.name, op.id)):
        for decision in _shown(op, decisions[op.id]):
            rows.append(_row(op, decision, _job_names(decision.jobs, names), forms))
    return rows


def _forms(plan: Plan) -> Forms:
    """The form of each asset that an output is; jobs that share it share its form, so the first one that is upgraded tells."""
    forms: Forms = {}
    for output in plan.outputs:
        if output.form is not None:
            forms.setdefault((output.op, output.output, output.key), output.form)
    return forms


def _shown(op: Op, decisions: list[OutputDecision]) -> list[OutputDecision]:
    """The decisions in the order of the op's outputs; only the first asset, or the first, of an op that no job reaches."""
    order = {output.name: position for position, output in enumerate(op.outputs)}
    ordered = sorted(decisions, key=lambda decision: order.get(decision.output, len(order)))
    reached = [decision for decision in ordered if decision.jobs]
    if reached:
        return reached
    if not ordered:
        name = op.outputs[0].name if op.outputs else "result"
        return [OutputDecision(op.id, name, (), "none", (), "guess", ())]
    return [next((decision for decision in ordered if decision.decision == "asset"), ordered[0])]


def _job_names(jobs: Iterable[str], names: dict[str, str]) -> list[str]:
    return sorted({names.get(job, job) for job in jobs})


def _row(op: Op, decision: OutputDecision, jobs: list[str], forms: Forms) -> MappingRow:
    is_asset = decision.decision == "asset"
    return {
        "op": op.name,
        "file": op.where.file,
        "line": op.where.line,
        "output": decision.output,
        "jobs": jobs,
        "decision": decision.decision,
        "asset_key": list(decision.asset_key) if is_asset else None,
        "form": forms.get((op.id, decision.output, decision.asset_key)) if is_asset else None,
        "confidence": decision.confidence,
        "evidence": [
            {"kind": item.kind, "file": item.file, "line": item.line, "detail": item.detail}
            for item in decision.evidence
        ],
    }
