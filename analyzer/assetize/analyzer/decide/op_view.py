"""One op with everything that its rules may look at."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from assetize.analyzer.flat_graph import FlatGraph
from assetize.analyzer.model import (
    DeclaredOutput,
    Effect,
    Exclusion,
    Job,
    Op,
    OpOutput,
    OpUse,
    Project,
    Settings,
)
from assetize.analyzer.records import dataclass
from assetize.analyzer.settings.excluded import excluded_ops


@dataclass(frozen=True, slots=True)
class Consumer:
    """Some use of an output: by which input of which op in which job. ``is_data``: a value is handed over, not only order."""

    output: str
    op: str
    input: str
    job: str
    is_data: bool


@dataclass(frozen=True, slots=True)
class OpView:
    """``bindings``: for each I/O manager key of its outputs, the dotted names that the jobs bind it to."""

    op: Op
    jobs: tuple[str, ...]
    effects: tuple[Effect, ...]
    consumers: tuple[Consumer, ...]
    bindings: Mapping[str, frozenset[str]]
    declared: tuple[DeclaredOutput, ...] = ()
    exclusion: Exclusion | None = None
    """The pattern in the settings that leaves the op alone."""
    uses: tuple[OpUse, ...] = ()
    """The uses that it is about, where config makes the op do different things; empty: all of them."""
    variant: int = 0
    """Its number among the views of one op."""

    def consumers_of(self, output: OpOutput) -> tuple[Consumer, ...]:
        return tuple(consumer for consumer in self.consumers if consumer.output == output.name)


def view_ops(
    project: Project, effects: tuple[Effect, ...], flat: Mapping[str, FlatGraph], settings: Settings
) -> tuple[OpView, ...]:
    """One view for each op, in the project's order; several where its uses do different things.

    ``flat``: job id to its opened graph.
    """
    by_op: dict[str, list[Effect]] = defaultdict(list)
    for effect in effects:
        by_op[effect.op].append(effect)
    jobs_of, consumers_of = _uses(project, flat)
    jobs = {job.id: job for job in project.jobs}
    everywhere = _location_bindings(project)
    excluded = excluded_ops(settings, project.ops)
    declared: dict[str, list[DeclaredOutput]] = defaultdict(list)
    for item in settings.outputs:
        declared[item.op].append(item)
    views: list[OpView] = []
    for op in project.ops:
        whole = OpView(
            op,
            tuple(sorted(jobs_of[op.id])),
            tuple(sorted(by_op[op.id], key=lambda effect: effect.order)),
            tuple(dict.fromkeys(consumers_of[op.id])),
            _bindings(op, [jobs[name] for name in sorted(jobs_of[op.id])], everywhere),
            tuple(declared.get(op.id, ())),
            excluded.get(op.id),
        )
        views += by_use(whole, flat)
    return tuple(views)


def _uses(
    project: Project, flat: Mapping[str, FlatGraph]
) -> tuple[Mapping[str, set[str]], Mapping[str, list[Consumer]]]:
    ops = {op.id: op for op in project.ops}
    jobs_of: dict[str, set[str]] = defaultdict(set)
    consumers_of: dict[str, list[Consumer]] = defaultdict(list)
    for job, graph in flat.items():
        op_at = {node.path: node.op for node in graph.nodes}
        for node in graph.nodes:
            jobs_of[node.op].add(job)
        for edge in graph.edges:
            consumer = ops[op_at[edge.node]]
            is_data = not any(item.name == edge.input and item.is_nothing for item in consumer.inputs)
            consumers_of[op_at[edge.upstream]].append(
                Consumer(edge.output, consumer.id, edge.input, job, is_data)
            )
    return jobs_of, consumers_of


def _location_bindings(project: Project) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for location in project.locations:
        for binding in location.resources:
            found[binding.key].add(binding.definition or binding.text)
    return {key: frozenset(names) for key, names in found.items()}


def _bindings(
    op: Op, jobs: list[Job], everywhere: Mapping[str, frozenset[str]]
) -> Mapping[str, frozenset[str]]:
    keys = {output.io_manager_key or "io_manager" for output in op.outputs}
    result: dict[str, frozenset[str]] = {}
    for key in keys:
        own = {
            binding.definition or binding.text
            for job in jobs
            for binding in job.resources
            if binding.key == key
        }
        result[key] = frozenset(own) or everywhere.get(key, frozenset())
    return result


def by_use(view: OpView, flat: Mapping[str, FlatGraph]) -> tuple[OpView, ...]:
    """A view for each set of uses that do the same, when config makes them differ."""
    told = {use for effect in view.effects for use in effect.uses}
    if not told:
        return (view,)
    known = {(use.job, use.path) for use in told}
    untold = {
        OpUse(job, node.path)
        for job in view.jobs
        for node in flat[job].nodes
        if node.op == view.op.id and (job, node.path) not in known
    }
    groups: dict[tuple[Effect, ...], list[OpUse]] = {}
    for use in sorted(told | untold):
        mine = tuple(effect for effect in view.effects if not effect.uses or use in effect.uses)
        groups.setdefault(mine, []).append(use)
    if len(groups) == 1:
        return (view,)
    return tuple(
        _of_uses(view, number, tuple(uses), effects) for number, (effects, uses) in enumerate(groups.items())
    )


def _of_uses(view: OpView, number: int, uses: tuple[OpUse, ...], effects: tuple[Effect, ...]) -> OpView:
    jobs = tuple(sorted({use.job for use in uses}))
    consumers = tuple(consumer for consumer in view.consumers if consumer.job in jobs)
    return replace(view, jobs=jobs, effects=effects, consumers=consumers, uses=uses, variant=number)
