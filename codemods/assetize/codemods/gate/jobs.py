"""The jobs that the rewritten text defines, against those that the plan expects."""

import ast
from collections.abc import Iterator

from assetize.analyzer.codes.gate import JOB_DIFFERS
from assetize.analyzer.model import (
    Analysis,
    AssetJobDefinition,
    Diagnostic,
    Graph,
    Job,
    Location,
    LocationEntry,
)
from assetize.codemods.gate.lasting_ids import by_lasting_id
from assetize.codemods.gate.made_jobs import find_lost_places, find_made_jobs
from assetize.codemods.model import JobToAssetJob, Plan

_HERE = Location("", 0)


def check_jobs(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    """Upgraded jobs are asset jobs of the same name with the planned selection; the others are as they were."""
    upgraded = {job.job for job in plan.jobs if job.upgrade != "none"}
    yield from _check_upgraded(before, after, plan, upgraded)
    yield from _check_kept(before, after, upgraded)
    yield from _check_locations(before, after)


def _check_upgraded(
    before: Analysis, after: Analysis, plan: Plan, upgraded: set[str]
) -> Iterator[Diagnostic]:
    found = find_made_jobs(before, after, upgraded)
    # The id of a job that has no name is a place: another job may be there now.
    still_ops = {job.id for job in after.project.jobs if job.variable is not None}
    actions = {action.job: action for action in plan.actions if isinstance(action, JobToAssetJob)}
    for job in before.project.jobs:
        if job.id not in upgraded:
            continue
        now = found.get(job.id)
        wanted = {key for expected in plan.expected if job.id in expected.jobs for key in expected.keys}
        if now is None or not _is_called_the_same(job, now) or job.id in still_ops:
            yield JOB_DIFFERS.at(job.where, f"{job.name} is not an asset job of that name", job.id)
        elif now.selection is None or set(now.selection) != wanted:
            chosen = (
                ", ".join("/".join(key) for key in sorted(now.selection or ())) or "nothing that can be read"
            )
            yield JOB_DIFFERS.at(now.where, f"{job.name} selects {chosen}", job.id)
        elif {item.name for item in now.arguments} < {new for _, new in actions[job.id].carried}:
            yield JOB_DIFFERS.at(now.where, f"{job.name} has lost a setting", job.id)
        elif not now.without_checks and _are_checked(after, wanted):
            yield JOB_DIFFERS.at(now.where, f"{job.name} would run asset checks, too", job.id)
        for place in find_lost_places(before, after, job, now) if now is not None else ():
            yield JOB_DIFFERS.at(job.where, f"{job.name} is not in {place} any more", job.id)


def _is_called_the_same(job: Job, now: AssetJobDefinition) -> bool:
    """By name, or by the expression that computes it: both names only stand in for it then."""
    written = [
        next((item.text for item in each.arguments if item.name == "name"), None) for each in (job, now)
    ]
    if written[0] is None or written[1] is None:
        return now.name == job.name
    return _plain(written[0]) == _plain(written[1])


def _plain(text: str) -> str:
    """An expression in one spelling: a file's own quotes are not those of another."""
    return ast.unparse(ast.parse(f"({text}\n)", mode="eval"))


def _are_checked(after: Analysis, keys: set[tuple[str, ...]]) -> bool:
    checks = (watcher for watcher in after.project.watchers if watcher.kind == "check")
    return any(check.sees(key) for check in checks for key in keys)


def _check_kept(before: Analysis, after: Analysis, upgraded: set[str]) -> Iterator[Diagnostic]:
    jobs = by_lasting_id(after.project.jobs)
    graphs = {graph.id: graph for graph in after.project.graphs}
    for id, job in by_lasting_id(job for job in before.project.jobs if job.id not in upgraded).items():
        graph = next((item for item in before.project.graphs if item.id == job.graph), None)
        now = jobs.get(id)
        if (
            now is None
            or _job_essence(now) != _job_essence(job)
            or not _is_same_graph(graph, graphs.get(job.graph))
        ):
            yield JOB_DIFFERS.at(job.where, f"{job.name}, which should stay as it is, has changed", job.id)


def _job_essence(job: Job) -> object:
    return (job.name, job.graph, job.form, tuple((item.name, item.text) for item in job.arguments))


def _is_same_graph(one: Graph | None, two: Graph | None) -> bool:
    if one is None or two is None:
        return one is two
    nodes = [tuple((node.name, node.definition) for node in graph.nodes) for graph in (one, two)]
    return nodes[0] == nodes[1] and one.edges == two.edges and one.output_mappings == two.output_mappings


def _check_locations(before: Analysis, after: Analysis) -> Iterator[Diagnostic]:
    """Every code location still holds what it held, and each asset of a job in it is there, too."""
    found = by_lasting_id(after.project.locations)
    for id, location in by_lasting_id(before.project.locations).items():
        now = found.get(id)
        if now is None:
            yield JOB_DIFFERS.at(location.where, "a code location is not there any more")
            continue
        lost = _targets(location.entries) - _targets(now.entries)
        if lost:
            names = ", ".join(sorted(item.rpartition(":")[2] for item in lost))
            yield JOB_DIFFERS.at(now.where, f"the code location has lost {names}")
        modules = _modules(location.entries) - _modules(now.entries)
        if modules:
            yield JOB_DIFFERS.at(now.where, f"the code location no longer loads {', '.join(sorted(modules))}")
        bound = {binding.key for binding in now.resources}
        if {binding.key for binding in location.resources} - bound:
            yield JOB_DIFFERS.at(now.where, "the code location has lost a resource")


def _modules(entries: tuple[LocationEntry, ...]) -> set[str]:
    return {module for entry in entries for module in entry.modules}


def _targets(entries: tuple[LocationEntry, ...]) -> set[str]:
    """Definitions by name; one without a name of its own (``schedules=[ScheduleDefinition(…)]``) has only a place."""
    return {entry.target for entry in entries if entry.target is not None and "<" not in entry.target}
