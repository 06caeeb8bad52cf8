"""The checks of the gate, in order: texts, assets, registration, jobs, what names their steps, what is kept, and a second upgrade that finds nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.analyzer.codes.gate import NOT_FINISHED
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.gate.assets import check_assets
from assetize.codemods.gate.graph_steps import check_graph_steps
from assetize.codemods.gate.jobs import check_jobs
from assetize.codemods.gate.kept_code import check_kept_code
from assetize.codemods.gate.lasting_ids import by_lasting_id
from assetize.codemods.gate.registration import check_registration
from assetize.codemods.gate.settings import check_settings
from assetize.codemods.gate.signatures import check_signatures
from assetize.codemods.gate.step_names import check_step_names
from assetize.codemods.gate.texts import check_texts
from assetize.codemods.model import JobToAssetJob, Plan, Rewrite
from assetize.codemods.plan import PlanOptions, make_plan


def check(
    root: Path, before: Analysis, plan: Plan, rewrite: Rewrite, options: PlanOptions
) -> tuple[Diagnostic, ...]:
    """What the rewritten text, read again, has wrong; empty when it is what the plan wanted. Writes nothing."""
    overlay = {file.file: file.after for file in rewrite.files}
    after = analyze(root, overlay)
    return tuple(
        sorted(
            {
                *check_texts(before, after, rewrite),
                *check_assets(before, after, plan),
                *check_registration(before, after, plan),
                *check_jobs(before, after, plan),
                *check_step_names(before, after, plan),
                *check_signatures(before, after, plan),
                *_check_what_is_kept(before, after, plan, rewrite),
                *_check_second_pass(before, after, plan, options),
            }
        )
    )


def _check_what_is_kept(
    before: Analysis, after: Analysis, plan: Plan, rewrite: Rewrite
) -> Iterator[Diagnostic]:
    """Code and settings; of a file that cannot be parsed, before or now, there is nothing to say but that."""
    try:
        return iter(
            (
                *check_kept_code(before, plan, rewrite),
                *check_settings(before, after, plan, rewrite),
                *check_graph_steps(after, plan, rewrite),
            )
        )
    except (SyntaxError, UnicodeDecodeError):
        return iter(())


def _check_second_pass(
    before: Analysis, after: Analysis, plan: Plan, options: PlanOptions
) -> Iterator[Diagnostic]:
    """What an upgrade right after this one would do. Jobs refused this time stay refused: their reason may be this attempt."""
    kept = {job.job for job in plan.jobs if job.upgrade == "none"}
    ids = {
        job.id: id for id, job in by_lasting_id(job for job in before.project.jobs if job.id in kept).items()
    }
    now = {id: job.id for id, job in by_lasting_id(after.project.jobs).items()}
    refused = tuple(
        (now.get(ids[job.job], job.job), diagnostic)
        for job in plan.jobs
        if job.upgrade == "none"
        for diagnostic in job.diagnostics[:1]
    )
    second = make_plan(after, replace(options, refused=(*options.refused, *refused)))
    for action in second.actions:
        if isinstance(action, JobToAssetJob):
            where = next(job.where for job in after.project.jobs if job.id == action.job)
            yield NOT_FINISHED.at(where, f"{action.name} would be rewritten a second time", action.job)
