"""A job's graph with nested graphs opened up: only ops, each by its path, and the edges between them."""

from collections.abc import Callable, Iterable, Mapping, Set

from assetize.analyzer.model import Edge, Graph, Job, Node, Op, Project
from assetize.analyzer.records import dataclass

_SourceOf = Callable[[str, str], tuple[str, str] | None]
"""From ``(node, output)`` of one graph to the op's path and output that it stands for."""


@dataclass(frozen=True, slots=True)
class FlatNode:
    """One op as it runs in a job. ``path`` joins the names of the nodes that enclose it with dots, as Dagster's step keys do."""

    path: str
    op: str
    node: Node
    graph: str
    """Id of the graph whose body calls it."""
    inherited_modifiers: tuple[str, ...] = ()
    """Modifiers of the nested graphs around it."""


@dataclass(frozen=True, slots=True)
class FlatEdge:
    """``upstream.output`` feeds ``node.input``; paths as in :class:`FlatNode`."""

    node: str
    input: str
    upstream: str
    output: str
    kind: str = "direct"
    """As in :class:`Edge`; ``inner_fan_in`` where the list is written in a nested graph, around that graph's own input."""


@dataclass(frozen=True, slots=True)
class FlatAssetSource:
    """A stored asset that feeds ``node.input``."""

    node: str
    input: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlatGraph:
    """``missing``: ids of definitions that a node names and nobody defines."""

    nodes: tuple[FlatNode, ...]
    edges: tuple[FlatEdge, ...]
    asset_sources: tuple[FlatAssetSource, ...]
    graph_inputs: tuple[tuple[str, str], ...]
    """``(node path, input)`` fed by an input of the job itself."""
    graphs: tuple[str, ...]
    """Ids of all graphs that were opened, the outermost first."""
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Opened:
    """One graph's inside, with the places that its own inputs and outputs stand for."""

    nodes: tuple[FlatNode, ...] = ()
    edges: tuple[FlatEdge, ...] = ()
    sources: tuple[FlatAssetSource, ...] = ()
    inputs: Mapping[str, tuple[tuple[str, str], ...]] | None = None
    outputs: Mapping[str, tuple[str, str]] | None = None
    graphs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    lists: frozenset[tuple[str, str]] = frozenset()
    """Places that the graph's inputs reach as elements of a list."""


class Flattener:
    """Opens the graphs of one project; holds only lookup tables."""

    def __init__(self, project: Project) -> None:
        self._ops: Mapping[str, Op] = {op.id: op for op in project.ops}
        self._graphs: Mapping[str, Graph] = {graph.id: graph for graph in project.graphs}

    def flatten(self, job: Job) -> FlatGraph:
        """The job's ops and edges. A graph that contains itself is reported in ``missing`` and not opened."""
        graph = self._graphs.get(job.graph)
        if graph is None:
            return FlatGraph((), (), (), (), (), (job.graph,))
        opened = self._open(graph, "", (), ())
        fed = tuple(place for places in (opened.inputs or {}).values() for place in places)
        return FlatGraph(opened.nodes, opened.edges, opened.sources, fed, opened.graphs, opened.missing)

    def _open(
        self, graph: Graph, prefix: str, modifiers: tuple[str, ...], enclosing: tuple[str, ...]
    ) -> _Opened:
        if graph.id in enclosing:
            return _Opened(missing=(graph.id,))
        nodes: list[FlatNode] = []
        inner: dict[str, _Opened] = {}
        missing: list[str] = []
        for node in graph.nodes:
            path = prefix + node.name
            if node.definition in self._ops:
                nodes.append(FlatNode(path, node.definition, node, graph.id, modifiers))
            elif node.definition in self._graphs:
                inner[node.name] = self._open(
                    self._graphs[node.definition],
                    path + ".",
                    (*modifiers, *node.modifiers),
                    (*enclosing, graph.id),
                )
            else:
                missing.append(node.definition)
        return self._join(graph, prefix, nodes, inner, missing)

    @staticmethod
    def _join(
        graph: Graph, prefix: str, nodes: list[FlatNode], inner: Mapping[str, _Opened], missing: list[str]
    ) -> _Opened:
        def places(node: str, name: str) -> tuple[tuple[str, str], ...]:
            if node in inner:
                return (inner[node].inputs or {}).get(name, ())
            return ((prefix + node, name),)

        def source(node: str, output: str) -> tuple[str, str] | None:
            if node in inner:
                return (inner[node].outputs or {}).get(output)
            return (prefix + node, output)

        lists = frozenset(place for opened in inner.values() for place in opened.lists)
        edges = [edge for opened in inner.values() for edge in opened.edges]
        for edge in graph.edges:
            edges.extend(_flat_edges(edge, places(edge.node, edge.input), source, lists))
        sources = [item for opened in inner.values() for item in opened.sources]
        for item in graph.asset_sources:
            sources.extend(
                FlatAssetSource(path, name, item.key) for path, name in places(item.node, item.input)
            )
        inputs: dict[str, tuple[tuple[str, str], ...]] = {}
        for mapping in graph.input_mappings:
            inputs[mapping.graph_input] = (
                *inputs.get(mapping.graph_input, ()),
                *places(mapping.node, mapping.input),
            )
            if mapping.kind == "fan_in":
                lists |= set(places(mapping.node, mapping.input))
        outputs: dict[str, tuple[str, str]] = {}
        for out in graph.output_mappings:
            found = source(out.node, out.output)
            if found is not None:
                outputs[out.graph_output] = found
        return _Opened(
            nodes=(*nodes, *(node for opened in inner.values() for node in opened.nodes)),
            edges=tuple(edges),
            sources=tuple(sources),
            inputs=inputs,
            outputs=outputs,
            graphs=(graph.id, *(name for opened in inner.values() for name in opened.graphs)),
            missing=(*missing, *(name for opened in inner.values() for name in opened.missing)),
            lists=lists,
        )


def _flat_edges(
    edge: Edge, places: Iterable[tuple[str, str]], source: _SourceOf, lists: Set[tuple[str, str]]
) -> Iterable[FlatEdge]:
    found = source(edge.upstream_node, edge.upstream_output)
    if found is None:
        return
    for path, name in places:
        is_listed = edge.kind == "direct" and (path, name) in lists
        yield FlatEdge(path, name, found[0], found[1], "inner_fan_in" if is_listed else edge.kind)
