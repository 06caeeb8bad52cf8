"""What names the steps of upgraded jobs, read again in the rewritten text, against what the plan wanted it to say."""

from collections import Counter
from collections.abc import Iterator, Mapping

from assetize.analyzer.codes.gate import STEP_NAME_LOST
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.gate.made_jobs import find_made_jobs
from assetize.codemods.model import Plan, RenameConfigKeys, RenameLookup, RunThroughLocation


def check_step_names(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    """Each run config, run and look-up that was to follow its job is there, and says what it should."""
    where = {job.id: job.where for job in before.project.jobs}
    wanted = Counter(item for action in plan.actions if (item := _wanted(action)) is not None)
    found = Counter(_found(after, _old_ids(before, after, plan)))
    for item in wanted - found:
        job, kind, said = item[0], item[1], item[3]
        message = f"{kind} of {job.rpartition(':')[2]} does not name {', '.join(said)} in the new text"
        yield STEP_NAME_LOST.at(where[job], message, job)


Said = tuple[str, str, str, tuple[str, ...]]
"""The job, what kind of text it is, its module, and what it says."""


def _wanted(action: object) -> Said | None:
    match action:
        case RenameConfigKeys():
            names = sorted(".".join(new) for _, new in action.paths)
            return (action.job, "run config", action.module, tuple(names))
        case RunThroughLocation():
            return (action.job, "a run", action.module, (action.name,))
        case RenameLookup():
            return (action.job, f"a call of {action.method}", action.module, (action.new,))
    return None


def _old_ids(before: Analysis, after: Analysis, plan: Plan) -> Mapping[str, str]:
    """What the jobs were called that have other ids now: those that are bound to no name."""
    upgraded = {job.job for job in plan.jobs if job.upgrade != "none"}
    return {made.id: old for old, made in find_made_jobs(before, after, upgraded).items()}


def _found(after: Analysis, old_ids: Mapping[str, str]) -> Iterator[Said]:
    names = {old_ids.get(job.id, job.id): job.name for job in after.project.asset_jobs}
    texts = {
        (
            old_ids.get(job, job),
            use.module,
            str(use.ops_at),
            tuple(sorted(".".join(entry.path) for entry in use.entries)),
        )
        for use in after.project.run_configs
        for job in use.jobs
    }
    for job, module, _, said in sorted(texts):
        yield (job, "run config", module, said)
    for run in after.project.job_runs:
        if run.by_name:
            yield (run.job, "a run", run.module, (names.get(run.job, ""),))
        for lookup in run.lookups:
            yield (run.job, f"a call of {lookup.method}", run.module, (lookup.path,))
