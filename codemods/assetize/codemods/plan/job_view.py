"""One job as the plan sees it: its opened graph, which outputs are assets, and the groups that follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assetize.analyzer.flat_graph import FlatGraph, FlatNode
from assetize.analyzer.model import Job, Location, Op, OutputDecision
from assetize.codemods.plan.fixed_config import ConfigTexts, fixed_config
from assetize.codemods.plan.grouping import Group, group_nodes, group_with_side_effects
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.options import PlanOptions
from assetize.codemods.plan.unsure import find_unsure


@dataclass(frozen=True)
class JobView:
    """``assets``: ``(node path, output name)`` to its decision, for outputs sure enough to act on. ``options``: what was asked for."""

    job: Job
    graph: FlatGraph
    index: Index
    assets: Mapping[tuple[str, str], OutputDecision]
    options: PlanOptions

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Groups of nodes, upstream first."""
        group = group_nodes if self.options.side_effects == "leave" else group_with_side_effects
        return group(self.graph, self.assets)

    @cached_property
    def by_path(self) -> Mapping[str, FlatNode]:
        """Nodes by path."""
        return {node.path: node for node in self.graph.nodes}

    @property
    def ops(self) -> tuple[Op, ...]:
        """The op of each node, in the order of the nodes; an op that is used twice appears twice."""
        return tuple(self.index.ops[node.op] for node in self.graph.nodes)

    @cached_property
    def distinct_ops(self) -> tuple[Op, ...]:
        """The ops of the job, each once. By id: hashing whole records costs more than all else here."""
        return tuple({op.id: op for op in self.ops}.values())

    @cached_property
    def unsure(self) -> frozenset[str]:
        """Paths of the nodes that some runs skip: they come after an output that its op may leave out."""
        return find_unsure(self.graph, self.index.ops)

    def may_be_missing(self, path: str, output: str) -> bool:
        """Whether some runs go without that output."""
        op = self.index.ops[self.by_path[path].op]
        return path in self.unsure or any(item.name == output and not item.is_required for item in op.outputs)

    @cached_property
    def fixed_config(self) -> ConfigTexts:
        """What the job's config gives its nodes, where its assets bring that along."""
        return fixed_config(self)

    @property
    def where(self) -> Location:
        """Where the job is defined."""
        return self.job.where

    def key_at(self, path: str, output: str) -> tuple[str, ...] | None:
        """The asset key of a node's output, or None."""
        decision = self.assets.get((path, output))
        return decision.asset_key if decision else None


def view_job(index: Index, job: Job, options: PlanOptions) -> JobView:
    """The job with every output that is an asset with enough confidence."""
    graph = index.flat[job.id]
    assets = {
        (node.path, output.name): decision
        for node in graph.nodes
        for output in index.ops[node.op].outputs
        if (decision := index.decision_at(job.id, node, output.name)) is not None
        and decision.decision == "asset"
        and options.accepts(decision.confidence)
    }
    return JobView(job, graph, index, assets, options)
