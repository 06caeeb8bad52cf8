"""Reads graphs that are given as data: ``GraphDefinition(node_defs=[...], dependencies={...})``."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assetize.analyzer.codes.reading import UNREAD_COMPOSITION
from assetize.analyzer.composition.body import Composed, empty_graph
from assetize.analyzer.composition.data_dependencies import Upstream, upstreams_of
from assetize.analyzer.composition.data_mappings import read_input_mappings, read_output_mappings
from assetize.analyzer.composition.invocations import made_elsewhere
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.run import Run
from assetize.analyzer.composition.values import (
    AssetValue,
    Description,
    Entries,
    Invocable,
    Known,
    Value,
    elements_of,
)
from assetize.analyzer.model import AssetSource, Edge, Node
from assetize.analyzer.model.facts import EdgeKind
from assetize.analyzer.syntax.arguments import Arguments, read_arguments, read_list

SETTINGS = (("tags", "tag"), ("hook_defs", "with_hooks"), ("retry_policy", "with_retry_policy"))
"""What a ``NodeInvocation`` may be given, and what the same is called where an op is called in a body."""


@dataclass(slots=True)
class Data:
    """What was found so far, in one graph."""

    run: Run
    call: ast.Call
    arguments: Arguments
    nodes: dict[str, Node] = field(default_factory=dict)
    inputs: list[tuple[str, str, Value]] = field(default_factory=list)
    """Node, input, and what feeds it."""

    def doubt(self, what: str) -> None:
        """Records that a part was not understood."""
        self.run.doubt(self.run.body.here, self.call, UNREAD_COMPOSITION, what)

    def value(self, name: str) -> Value | None:
        """One argument of the call."""
        given = self.arguments.get(name)
        return None if given is None else self.run.evaluate(self.run, Names(given.here), given.value)

    def outputs(self, node: str) -> Mapping[str, bool]:
        """A node's outputs, each with whether it is dynamic."""
        callee = self.run.catalogue.callee(self.nodes[node].definition) if node in self.nodes else None
        return {} if callee is None else dict(callee.outputs)


def compose_data(run: Run, call: ast.Call) -> Composed:
    """What Dagster makes of the arguments."""
    data = Data(run, call, read_arguments(run.body.here, call, ("name",)))
    _read_nodes(data, _read_invocations(data))
    edges = _edges(data)
    inputs = read_input_mappings(data.value("input_mappings"), data.nodes, data.doubt)
    mappings, outputs = read_output_mappings(data.value("output_mappings"), data.outputs, data.doubt)
    names = tuple(dict.fromkeys(mapping.graph_input for mapping in inputs))
    graph = replace(
        empty_graph(run.body),
        nodes=tuple(data.nodes.values()),
        edges=edges,
        inputs=names,
        input_mappings=inputs,
        output_mappings=mappings,
        asset_sources=tuple(_asset_sources(data)),
    )
    return Composed(graph, names, outputs, tuple(run.unknowns))


def _read_invocations(data: Data) -> Mapping[str, list[Description]]:
    """How each definition is used, by its name; ``"load"`` alone is ``NodeInvocation("load")``."""
    given = data.value("dependencies")
    found: dict[str, list[Description]] = {}
    if given is None:
        return found
    if not isinstance(given, Entries):
        data.doubt("the dependencies are not written out")
        return found
    for key, below in given.entries.items():
        used = key if isinstance(key, Description) else Description("NodeInvocation", (("name", Known(key)),))
        name, alias = used.text("name"), used.get("alias")
        if name is None or (alias not in (None, Known(None)) and used.text("alias") is None):
            data.doubt("the name of a node is not known")
            continue
        found.setdefault(name, []).append(used)
        _read_inputs(data, used.text("alias") or name, below)
    return found


def _read_inputs(data: Data, node: str, below: Value) -> None:
    if not isinstance(below, Entries):
        data.doubt(f"the dependencies of {node} are not written out")
        return
    for name, value in below.entries.items():
        if isinstance(name, str):
            data.inputs.append((node, name, value))
        else:
            data.doubt(f"the name of an input of {node} is not known")


def _read_nodes(data: Data, used: Mapping[str, Sequence[Description]]) -> None:
    """A definition that no dependency names is a node all the same."""
    names: dict[str, Invocable] = {}
    for op, place in _definitions(data):
        if not isinstance(op, Invocable):
            data.doubt(f"this node is not known: {data.run.body.here.text(place)}")
            continue
        problem = made_elsewhere(data.run.body, op)
        if problem is not None:
            data.doubt(problem)
        if names.setdefault(op.name, op) != op:
            data.doubt(f"two definitions have the same name: {op.name}")
        where = data.run.body.here.at(place)
        for item in used.get(op.name) or (Description("NodeInvocation"),):
            alias = item.text("alias")
            settings = [name for key, name in SETTINGS if item.get(key) not in (None, Known(None))]
            modifiers = (*op.modifiers, *(("alias",) if alias else ()), *settings)
            name = alias or op.name
            data.nodes[name] = Node(
                name, op.definition, where, alias is not None, modifiers, config=op.config
            )
    for name in used:
        if name not in names:
            data.doubt(f"no definition of the name {name} is given")


def _definitions(data: Data) -> Iterator[tuple[Value, ast.expr]]:
    given = data.arguments.get("node_defs")
    if given is None:
        return
    items = read_list(given.here, given.value)
    if items is not None:
        yield from ((data.run.evaluate(data.run, Names(i.here), i.value), i.value) for i in items)
        return
    elements = elements_of(data.run.evaluate(data.run, Names(given.here), given.value))
    if elements is None:
        data.doubt("the nodes are not written out")
    yield from ((element, given.value) for element in elements or ())


def _edges(data: Data) -> tuple[Edge, ...]:
    found: list[Edge] = []
    for node, name, value in data.inputs:
        upstreams = upstreams_of(value)
        if upstreams is None or node not in data.nodes:
            data.doubt(f"what feeds {name} of {node} is not known")
            continue
        callee = data.run.catalogue.callee(data.nodes[node].definition)
        if callee is None or name not in callee.inputs:
            data.doubt(f"{node} has no input {name}")
        for upstream in upstreams:
            found += _edge(data, node, name, upstream)
    return _with_mapping(data, found)


def _edge(data: Data, node: str, name: str, upstream: Upstream) -> Iterator[Edge]:
    if upstream.output not in data.outputs(upstream.node):
        data.doubt(f"{upstream.node} has no output {upstream.output}")
    else:
        yield Edge(node, name, upstream.node, upstream.output, upstream.kind)


def _with_mapping(data: Data, edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """What depends on a dynamic output, or on what does, runs once for each of its values."""
    mapped: set[str] = set()
    direct = [edge for edge in edges if edge.kind == "direct"]
    while True:
        more = {
            edge.node
            for edge in direct
            if edge.upstream_node in mapped or data.outputs(edge.upstream_node)[edge.upstream_output]
        }
        if more <= mapped:
            break
        mapped |= more
    return tuple(replace(edge, kind=_kind(data, edge, mapped)) for edge in edges)


def _kind(data: Data, edge: Edge, mapped: set[str]) -> EdgeKind:
    is_dynamic = data.outputs(edge.upstream_node)[edge.upstream_output]
    return "mapped" if edge.kind == "direct" and (is_dynamic or edge.upstream_node in mapped) else edge.kind


def _asset_sources(data: Data) -> Iterator[AssetSource]:
    for name in ("input_assets", "node_input_source_assets"):
        given = data.value(name)
        if given is None:
            continue
        nodes = given.entries if isinstance(given, Entries) else {"": given}
        for node, below in nodes.items():
            for key, asset in below.entries.items() if isinstance(below, Entries) else (("", below),):
                if isinstance(asset, AssetValue) and asset.is_one and node in data.nodes:
                    yield AssetSource(node, str(key), asset.key)
                else:
                    data.doubt(f"an asset of {name} is not known")
