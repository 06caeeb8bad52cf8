"""Prepares the upgrade that a plan file says, or says how the sources have drifted from it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assetize.analyzer.codes.planning import NOT_CHOSEN
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.plan import PlanOptions
from assetize.codemods.plan_file.document import PlanFile, PlanFileError, PlannedJob
from assetize.codemods.plan_file.make import content_hash, planned_jobs
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade


def carry_out(root: Path, options: PlanOptions, analysis: Analysis, plan_file: PlanFile) -> PreparedUpgrade:
    """The upgrade of the jobs whose decision is ``upgrade``, exactly as written down. Raises ``PlanFileError``."""
    drifted = [file for file, known in plan_file.files.items() if _hash_of(root / file) != known]
    if drifted:
        raise PlanFileError(f"changed since the plan was made: {', '.join(drifted)}")
    prepared = prepare_upgrade(root, replace(options, refused=_kept(analysis, plan_file)), analysis)
    found = {job.id: job for job in planned_jobs(prepared.plan)}
    differences = list(_differences(plan_file, found))
    if differences:
        raise PlanFileError("\n  ".join(("the sources give another plan now:", *differences)))
    return prepared


def _hash_of(path: Path) -> str:
    try:
        return content_hash(path.read_bytes())
    except OSError:
        return ""


def _kept(analysis: Analysis, plan_file: PlanFile) -> tuple[tuple[str, Diagnostic], ...]:
    kept = {job.id for job in plan_file.jobs if job.decision == "keep"}
    return tuple(
        (job.id, NOT_CHOSEN.at(job.where, f"the plan file keeps {job.name}", job.id))
        for job in analysis.project.jobs
        if job.id in kept
    )


def _differences(plan_file: PlanFile, found: dict[str, PlannedJob]) -> Iterator[str]:
    wanted = {job.id: job for job in plan_file.jobs}
    for name, job in wanted.items():
        now = found.get(name)
        if now is None:
            yield f"{name} is not there"
        elif job.decision == "upgrade" and now.decision != "upgrade":
            yield f"{name} is refused: {'; '.join(now.notes)}"
        elif job.decision == "refused" and now.decision == "upgrade":
            yield f"{name} would be upgraded, and is refused in the file"
        elif job.decision == "upgrade" and job.assets != now.assets:
            yield f"{name} makes {_said(now)}, and in the file {_said(job)}"
    for name, job in found.items():
        if name not in wanted and job.decision == "upgrade":
            yield f"{name} would be upgraded, and is not in the file"


def _said(job: PlannedJob) -> str:
    return ", ".join(
        f"{' and '.join(asset.keys)} (@{asset.form} of {', '.join(asset.ops)})" for asset in job.assets
    )
