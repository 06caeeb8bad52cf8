"""Change units: sets of jobs whose upgrades need each other, and which a person therefore accepts or rejects as one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assetize.analyzer.graph_order import connected_sets
from assetize.analyzer.model import Analysis
from assetize.analyzer.records import dataclass
from assetize.codemods.model import Plan
from assetize.codemods.plan import PlanOptions, make_plan

Pair = tuple[str, str]
MOST_CHECKED = 60
"""Units up to which each is planned by itself at the start; among more, what cannot be made alone is told when it is looked at."""


@dataclass(frozen=True, slots=True)
class ChangeUnit:
    """``id`` is the first job's id; ``jobs`` are ids in the project's order, ``names`` the same jobs' names."""

    id: str
    jobs: tuple[str, ...]
    names: tuple[str, ...]


def find_units(analysis: Analysis, plan: Plan, options: PlanOptions) -> tuple[ChangeUnit, ...]:
    """The units of a plan, in the order of their first jobs.

    Jobs that share code or read what another makes go together. What the plan refuses when it is asked for alone needs
    something that no such link tells; all of that becomes one unit.
    """
    names = {job.id: job.name for job in analysis.project.jobs}
    upgraded = [job.job for job in plan.jobs if job.upgrade != "none"]
    groups = [sorted(group, key=upgraded.index) for group in connected_sets(upgraded, _pairs(analysis, plan))]
    if 1 < len(groups) <= MOST_CHECKED:
        groups = _holding_alone(analysis, groups, names, options)
    units = (ChangeUnit(group[0], tuple(group), tuple(names[job] for job in group)) for group in groups)
    return tuple(sorted(units, key=lambda unit: upgraded.index(unit.id)))


def only(options: PlanOptions, units: Iterable[ChangeUnit]) -> PlanOptions:
    """The options for these units' jobs and no others."""
    return replace(options, jobs=tuple(sorted({name for unit in units for name in unit.names})))


def left_out(plan: Plan, units: Iterable[ChangeUnit]) -> tuple[str, ...]:
    """Ids of the units' jobs that a plan does not upgrade."""
    upgraded = {job.job for job in plan.jobs if job.upgrade != "none"}
    return tuple(job for unit in units for job in unit.jobs if job not in upgraded)


def _pairs(analysis: Analysis, plan: Plan) -> Iterator[Pair]:
    upgraded = {job.job for job in plan.jobs if job.upgrade != "none"}
    for shared in _shared_things(analysis, plan):
        yield from pairwise(job for job in shared if job in upgraded)


def _shared_things(analysis: Analysis, plan: Plan) -> Iterator[Sequence[str]]:
    """The jobs of each asset with those of the assets that it needs; of each op, of each graph, and of each name."""
    by_thing: dict[tuple[str, ...], list[str]] = {}
    makers = {key: asset.jobs for asset in plan.expected for key in asset.keys}
    for asset in plan.expected:
        yield asset.jobs
        for key in asset.deps:
            yield (*asset.jobs[:1], *makers.get(key, ()))
        for op in asset.ops:
            by_thing.setdefault(("op", op), []).extend(asset.jobs)
    for job in analysis.project.jobs:
        by_thing.setdefault(("graph", job.graph), []).append(job.id)
        by_thing.setdefault(("name", job.name), []).append(job.id)
    yield from by_thing.values()


def _holding_alone(
    analysis: Analysis, groups: list[list[str]], names: dict[str, str], options: PlanOptions
) -> list[list[str]]:
    alone: list[list[str]] = []
    together: list[str] = []
    for group in groups:
        unit = ChangeUnit(group[0], tuple(group), tuple(names[job] for job in group))
        if left_out(make_plan(analysis, only(options, [unit])), [unit]):
            together += group
        else:
            alone.append(group)
    return [*alone, together] if together else alone
