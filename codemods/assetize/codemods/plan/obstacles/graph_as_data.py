"""A graph of the job is given to ``GraphDefinition`` as data."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import GRAPH_AS_DATA
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_graphs_as_data(view: JobView) -> Iterator[Diagnostic]:
    """Its ops are named by strings in a dict, which no rewrite of calls reaches."""
    for graph_id in dict.fromkeys(view.graph.graphs):
        graph = view.index.graphs.get(graph_id)
        if graph is not None and graph.is_data:
            message = f"{view.job.name}: the graph {graph.name} is given as data"
            yield GRAPH_AS_DATA.at(graph.where, message, view.job.id)
