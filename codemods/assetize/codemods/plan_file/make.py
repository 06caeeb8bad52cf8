"""Makes a plan file of a prepared upgrade."""

import hashlib
from collections.abc import Iterable

from assetize.analyzer.model import Placement
from assetize.codemods.model import JobPlan, Plan
from assetize.codemods.plan import PlanOptions
from assetize.codemods.plan_file.document import PlanFile, PlannedAsset, PlannedJob
from assetize.codemods.upgrade import PreparedUpgrade


def make_plan_file(prepared: PreparedUpgrade, options: PlanOptions) -> PlanFile:
    """All jobs, the options that decide what becomes of them, and the files that would change."""
    asked = {
        "min-confidence": options.min_confidence,
        "function-names": options.function_names,
        "side-effects": options.side_effects,
        "dagster-version": prepared.analysis.project.dagster_version or "",
        "group-name": _asked_for(options.group_names),
        "key-prefix": _asked_for(options.key_prefixes),
    }
    return PlanFile(
        options={name: value for name, value in asked.items() if value},
        files={item.file: content_hash(item.before) for item in prepared.rewrite.files if not item.creates},
        jobs=planned_jobs(prepared.plan),
    )


def _asked_for(placements: Iterable[Placement]) -> str:
    """By the command: what the settings say, they say again."""
    return next((item.value for item in placements if not item.where.file), "")


def planned_jobs(plan: Plan) -> tuple[PlannedJob, ...]:
    """Every job of a plan."""
    return tuple(_planned(plan, job) for job in plan.jobs)


def content_hash(data: bytes) -> str:
    """What tells one content of a file from another."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _planned(plan: Plan, job: JobPlan) -> PlannedJob:
    if job.upgrade == "none":
        return PlannedJob(
            job.job, "refused", (), tuple(f"{item.code} {item.message}" for item in job.diagnostics)
        )
    assets = tuple(
        PlannedAsset(tuple("/".join(key) for key in item.keys), item.form, item.ops)
        for item in plan.expected
        if job.job in item.jobs
    )
    return PlannedJob(job.job, "upgrade", assets, job.differences)
