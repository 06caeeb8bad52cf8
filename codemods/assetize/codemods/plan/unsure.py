"""Nodes of a job that do not run every time, because an op before them may leave out an output."""

from collections.abc import Mapping

from assetize.analyzer.flat_graph import FlatGraph
from assetize.analyzer.model import Op


def find_unsure(graph: FlatGraph, ops: Mapping[str, Op]) -> frozenset[str]:
    """Paths of all nodes after an optional output. A list of which one element is missing is handed on without it, but counts.

    A dynamic output may be empty, which is no reason to skip what collects it.
    """
    optional = {
        (node.path, output.name)
        for node in graph.nodes
        for output in ops[node.op].outputs
        if not output.is_required and not output.is_dynamic
    }
    unsure = {edge.node for edge in graph.edges if (edge.upstream, edge.output) in optional}
    while True:
        more = {edge.node for edge in graph.edges if edge.upstream in unsure} - unsure
        if not more:
            return frozenset(unsure)
        unsure |= more
