"""One action for each text that must name steps anew, and a refusal where jobs do not agree what it would say."""

from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.codes.planning import CONFIG_NOT_FOLLOWED
from assetize.analyzer.model import Diagnostic, JobRun, RunConfigUse, StepLookup
from assetize.codemods.model import (
    Action,
    RenameConfigKeys,
    RenameLookup,
    RequestPartition,
    RunThroughLocation,
    StepPath,
)
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.names import NamedAsset, assets_by_job
from assetize.codemods.plan.step_names.locations import find_location
from assetize.codemods.plan.step_names.merged import find_merged_otherwise
from assetize.codemods.plan.step_names.paths import new_paths

Paths = Mapping[StepPath, StepPath]
Refusals = Mapping[str, tuple[Diagnostic, ...]]


def follow_jobs(
    index: Index, views: Mapping[str, JobView], assets: Sequence[NamedAsset]
) -> tuple[tuple[Action, ...], Refusals]:
    """What the upgraded jobs ask of run configs, look-ups and runs, and the jobs for which it cannot be done."""
    of_job = assets_by_job(assets)
    paths = {job: new_paths(view, of_job.get(job, ())) for job, view in views.items()}
    actions: list[Action] = []
    refused: dict[str, tuple[Diagnostic, ...]] = {}
    for uses in index.step_names.texts.values():
        kept = [use for use in uses if not any(job in views and views[job].fixed_config for job in use.jobs)]
        for found in _follow_text(index, kept, paths) if kept else ():
            _sort_in(found, actions, refused)
    for job in views:
        for found in find_merged_otherwise(index, job, paths[job]):
            _sort_in(found, actions, refused)
        for run in index.step_names.runs.get(job, ()):
            for found in _follow_run(index, run, paths[job]):
                _sort_in(found, actions, refused)
    return tuple(dict.fromkeys(actions)), refused


def _sort_in(
    found: Action | Diagnostic, actions: list[Action], refused: dict[str, tuple[Diagnostic, ...]]
) -> None:
    if isinstance(found, Diagnostic):
        refused[found.subject] = tuple(dict.fromkeys((*refused.get(found.subject, ()), found)))
    else:
        actions.append(found)


def _follow_text(
    index: Index, uses: Sequence[RunConfigUse], paths: Mapping[str, Paths]
) -> Iterator[Action | Diagnostic]:
    """All jobs that share the text, or a line with another, must become what it will say."""
    first = uses[0]
    jobs = sorted({job for use in uses for job in use.jobs})
    upgraded = [job for job in jobs if job in paths]
    if not upgraded or first.ops_at is None:
        return
    olds = tuple(dict.fromkeys(entry.path for use in uses for entry in use.entries))
    news = {job: tuple(paths[job].get(old, ()) for old in olds) for job in upgraded}
    if all(new == olds for new in news.values()):
        return
    reason = ""
    for job in upgraded:
        missing = [".".join(old) for old, new in zip(olds, news[job], strict=True) if not new]
        if missing:
            reason = f"no op of the job is called {missing[0]}"
    if not reason and (len(upgraded) < len(jobs) or len(set(news.values())) > 1):
        reason = "it is shared with a job that would need it to say something else"
    if not reason and any(use.problem for use in uses):
        reason = next(use.problem for use in uses if use.problem)
    if reason:
        for job in upgraded:
            name = index.jobs[job].name
            yield CONFIG_NOT_FOLLOWED.at(first.ops_at, f"the run config of {name}: {reason}", job)
        return
    pairs = tuple(zip(olds, news[upgraded[0]], strict=True))
    yield RenameConfigKeys(upgraded[0], first.module, first.ops_at.line, pairs, len(uses))


def _follow_run(index: Index, run: JobRun, paths: Paths) -> Iterator[Action | Diagnostic]:
    job = index.jobs[run.job]
    if run.method == "run_request_for_partition":
        yield RequestPartition(job.id, run.module, run.where.line)
    elif not run.by_name:
        found = find_location(index, job, run)
        if found is not None:
            yield RunThroughLocation(job.id, job.name, run.module, run.where.line, *found)
    for lookup in () if run.problem else run.lookups:
        yield from _follow_lookup(index, run, lookup, paths)


def _follow_lookup(
    index: Index, run: JobRun, lookup: StepLookup, paths: Paths
) -> Iterator[Action | Diagnostic]:
    new = paths.get(tuple(lookup.path.split(".")))
    if new is None or (len(new) == 1 and _is_called_otherwise(index, run, lookup)):
        reason = f"{lookup.method} is asked for {lookup.path}{' ' + lookup.output if lookup.output else ''}"
        message = f"{index.jobs[run.job].name}: {reason}, which has no counterpart in the asset job"
        yield CONFIG_NOT_FOLLOWED.at(lookup.where, message, run.job)
    elif ".".join(new) != lookup.path:
        yield RenameLookup(run.job, run.module, lookup.where.line, lookup.method, lookup.path, ".".join(new))


def _is_called_otherwise(index: Index, run: JobRun, lookup: StepLookup) -> bool:
    """The one output of an asset is ``result``, whatever the op's was; those of a multi-asset keep their names."""
    if lookup.output in (None, "result"):
        return False
    outputs = (index.ops[node.op].outputs for node in index.flat[run.job].nodes if node.path == lookup.path)
    return any(len(found) == 1 for found in outputs)
