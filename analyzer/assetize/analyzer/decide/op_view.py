"""One op with everything that its rules may look at."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from assetize.analyzer.flat_graph import FlatGraph
from assetize.analyzer.model import Effect, Job, Op, OpOutput, Project


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

    def consumers_of(self, output: OpOutput) -> tuple[Consumer, ...]:
        return tuple(consumer for consumer in self.consumers if consumer.output == output.name)


def view_ops(
    project: Project, effects: tuple[Effect, ...], flat: Mapping[str, FlatGraph]
) -> tuple[OpView, ...]:
    """One view for each op, in the project's order. ``flat``: job id to its opened graph."""
    by_op: dict[str, list[Effect]] = defaultdict(list)
    for effect in effects:
        by_op[effect.op].append(effect)
    jobs_of, consumers_of = _uses(project, flat)
    jobs = {job.id: job for job in project.jobs}
    everywhere = _location_bindings(project)
    return tuple(
        OpView(
            op,
            tuple(sorted(jobs_of[op.id])),
            tuple(sorted(by_op[op.id], key=lambda effect: effect.order)),
            tuple(dict.fromkeys(consumers_of[op.id])),
            _bindings(op, [jobs[name] for name in sorted(jobs_of[op.id])], everywhere),
        )
        for op in project.ops
    )


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
