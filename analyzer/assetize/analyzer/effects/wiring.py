"""Which op feeds which input, in all jobs; worked out when somebody asks."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from assetize.analyzer.flat_graph import FlatEdge, FlatGraph, Flattener
from assetize.analyzer.model import Job, Op, OpUse, Project

Use = tuple[str, str]
"""A job and the path of a node in it."""


class Wiring:
    """The jobs of one project with their graphs opened; holds only lookup tables."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def flat(self) -> Mapping[str, FlatGraph]:
        """Each job's graph, opened."""
        flattener = Flattener(self._project)
        return {job.id: flattener.flatten(job) for job in self._project.jobs}

    @cached_property
    def ops(self) -> Mapping[str, Op]:
        """Ops by id."""
        return {op.id: op for op in self._project.ops}

    @cached_property
    def jobs(self) -> Mapping[str, Job]:
        """Jobs by id."""
        return {job.id: job for job in self._project.jobs}

    @cached_property
    def uses(self) -> Mapping[str, tuple[OpUse, ...]]:
        """All uses of each op."""
        found: dict[str, list[OpUse]] = defaultdict(list)
        for job, graph in self.flat.items():
            for node in graph.nodes:
                found[node.op].append(OpUse(job, node.path))
        return {op: tuple(uses) for op, uses in found.items()}

    @cached_property
    def op_at(self) -> Mapping[Use, str]:
        """The op of each node."""
        return {(use.job, use.path): op for op, uses in self.uses.items() for use in uses}

    @cached_property
    def feeders(self) -> Mapping[Use, Mapping[str, FlatEdge | None]]:
        """The inputs of each node that are fed, with the edge where one op alone feeds it."""
        found: dict[Use, dict[str, FlatEdge | None]] = defaultdict(dict)
        for job, graph in self.flat.items():
            for edge in graph.edges:
                inputs = found[(job, edge.node)]
                inputs[edge.input] = edge if edge.kind == "direct" and edge.input not in inputs else None
            for source in graph.asset_sources:
                found[(job, source.node)][source.input] = None
            for path, name in graph.graph_inputs:
                found[(job, path)][name] = None
        return found
