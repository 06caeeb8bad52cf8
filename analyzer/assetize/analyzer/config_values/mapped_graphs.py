"""Graphs with a config of their own: what they give the nodes in them, no run config can give."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.config_values.launches import Given, given_by_graph
from assetize.analyzer.model import ConfigSource, Graph, Project


class MappedGraphs:
    """Those of one project; holds only lookup tables."""

    def __init__(self, project: Project) -> None:
        self._graphs: Mapping[str, Graph] = {graph.id: graph for graph in project.graphs}
        self._sources: Mapping[str, ConfigSource] = {
            source.owner: source for source in project.config_sources if source.kind == "graph"
        }

    def given(self, graph_id: str, path: Sequence[str]) -> Given | None:
        """What the innermost of the graphs around a node gives it; None when none of them has a config of its own."""
        found: Given | None = None
        for place, name in enumerate(path if self._sources else ()):
            source = self._sources.get(graph_id)
            if source is not None:
                found = given_by_graph(source, path[place:])
            graph = self._graphs.get(graph_id)
            nodes = () if graph is None else graph.nodes
            graph_id = next((node.definition for node in nodes if node.name == name), "")
        return found
