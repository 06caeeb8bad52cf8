"""Explanations as JSON: the records themselves, with what would change them."""

import json
from typing import Any

from assetize.analyzer.model import Analysis, Diagnostic, Job, Op
from assetize.analyzer.model.json_codec import to_json
from assetize.codemods.explain.changes import Case, find_changes, find_job_changes
from assetize.codemods.explain.nodes import NodeMatches
from assetize.codemods.model import JobPlan, Plan
from assetize.codemods.report.findings import diagnostic_row, find_diagnostics


def nodes_json(matches: NodeMatches, analysis: Analysis, plan: Plan) -> str:
    """Every op and job that matched."""
    found = find_diagnostics(analysis, plan)
    return _text(
        {
            "ops": [_op(op, matches.output, analysis, plan, found) for op in matches.ops],
            "jobs": [_job(job, analysis, plan, found) for job in matches.jobs],
        }
    )


def _op(
    op: Op, only_output: str | None, analysis: Analysis, plan: Plan, found: tuple[Diagnostic, ...]
) -> dict[str, Any]:
    decisions = [item for item in analysis.outputs if item.op == op.id and only_output in (None, item.output)]
    effects = sorted((item for item in analysis.effects if item.op == op.id), key=lambda effect: effect.order)
    calls = [call for call in analysis.coverage.unfollowed if call.op == op.id]
    return {
        "id": op.id,
        "name": op.name,
        "file": op.where.file,
        "line": op.where.line,
        "outputs": [
            {
                **to_json(item),
                "plans": [
                    to_json(one) for one in plan.outputs if (one.op, one.output) == (op.id, item.output)
                ],
                "changes": list(find_changes(Case(op, item, analysis, plan))),
            }
            for item in decisions
        ],
        "effects": [to_json(effect) for effect in effects],
        "unfollowed_calls": [to_json(call) for call in calls],
        "diagnostics": [diagnostic_row(item) for item in found if item.subject == op.id],
    }


def _job(job: Job, analysis: Analysis, plan: Plan, found: tuple[Diagnostic, ...]) -> dict[str, Any]:
    fit = next((item for item in analysis.fits if item.job == job.id), None)
    job_plan = next((item for item in plan.jobs if item.job == job.id), JobPlan(job.id, "none"))
    about = [item for item in found if item.subject in (job.id, job.graph)]
    return {
        "id": job.id,
        "name": job.name,
        "file": job.where.file,
        "line": job.where.line,
        "fit": fit.fit if fit else "no",
        "explanation": fit.explanation if fit else "",
        "upgrade": job_plan.upgrade,
        "differences": list(job_plan.differences),
        "outputs": [to_json(item) for item in analysis.outputs if job.id in item.jobs],
        "changes": list(find_job_changes(job, analysis, plan)),
        "diagnostics": [diagnostic_row(item) for item in dict.fromkeys((*job_plan.diagnostics, *about))],
    }


def _text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
