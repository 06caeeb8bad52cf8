"""A job as text: whether it fits and why, what becomes of it, and of each of its ops."""

from collections.abc import Iterator

from assetize.analyzer.model import Analysis, Job
from assetize.codemods.explain.changes import find_job_changes
from assetize.codemods.explain.finding_text import finding_lines
from assetize.codemods.explain.maker_text import maker_lines
from assetize.codemods.model import JobPlan, Plan
from assetize.codemods.report.findings import find_diagnostics
from assetize.codemods.report.jobs import find_triggers
from assetize.codemods.report.wording import FIT_WORDS

UPGRADES = {
    "full": "the whole job becomes asset definitions",
    "partial": "some of it becomes asset definitions",
    "none": "left as it is",
}


def job_lines(job: Job, analysis: Analysis, plan: Plan) -> list[str]:
    """The job's verdict, its ops' verdicts, and what was found wrong."""
    job_plan = next((item for item in plan.jobs if item.job == job.id), JobPlan(job.id, "none"))
    fit = next((item for item in analysis.fits if item.job == job.id), None)
    lines = [f"job {job.name}  {job.where.file}:{job.where.line}  {job.id}", *maker_lines(job.made_by), ""]
    if fit is not None:
        lines.append(f"  {FIT_WORDS[fit.fit]}: {fit.explanation}")
    lines.append(f"  upgrade: {UPGRADES[job_plan.upgrade]}")
    lines += [f"  different when it runs: {sentence}" for sentence in job_plan.differences]
    for kind in ("schedule", "sensor"):
        lines += [f"  started by {kind} {name}" for name in find_triggers(analysis.project, job, kind)]
    lines += _output_section(job, analysis, plan)
    changes = find_job_changes(job, analysis, plan)
    lines += ["", "  What would change this:", *(f"    - {line}" for line in changes)] if changes else []
    subjects = {job.id, job.graph}
    about = [item for item in find_diagnostics(analysis, plan) if item.subject in subjects]
    return lines + finding_lines(dict.fromkeys((*job_plan.diagnostics, *about)))


def _output_section(job: Job, analysis: Analysis, plan: Plan) -> list[str]:
    lines = list(_output_lines(job, analysis, plan))
    return ["", "  Its ops:", *lines] if lines else []


def _output_lines(job: Job, analysis: Analysis, plan: Plan) -> Iterator[str]:
    ops = {op.id: op for op in analysis.project.ops}
    forms = {(item.op, item.output): item.form for item in plan.outputs if item.job == job.id}
    for decision in analysis.outputs:
        if job.id not in decision.jobs or decision.op not in ops:
            continue
        op = ops[decision.op]
        name = op.name if decision.output == "result" else f"{op.name}.{decision.output}"
        form = forms.get((decision.op, decision.output))
        verdict = f"asset {'/'.join(decision.asset_key)}" if decision.asset_key else decision.decision
        yield f"    {name}: {verdict}{f', @{form}' if form else ''}  {op.where.file}:{op.where.line}"
