"""Collects the nodes and edges of one body, with Dagster's rules for names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assetize.analyzer.composition.catalogue import Callee
from assetize.analyzer.composition.values import (
    AssetValue,
    Collected,
    DynamicValue,
    GraphInput,
    Invocable,
    Items,
    Known,
    NamedOutputs,
    NodeOutput,
    Value,
)
from assetize.analyzer.model import AssetSource, Edge, InputMapping, Location, Node
from assetize.analyzer.model.facts import EdgeKind


@dataclass(slots=True)
class Wiring:
    """What the calls of one body have made so far."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    input_mappings: list[InputMapping] = field(default_factory=list)
    asset_sources: list[AssetSource] = field(default_factory=list)
    per_key: set[str] = field(default_factory=set)
    """Nodes that run once for each mapping key."""
    _used: dict[str, int] = field(default_factory=dict)
    _outputs: dict[tuple[str, str], bool] = field(default_factory=dict)

    def add_node(self, invocable: Invocable, where: Location) -> str | None:
        """Names a node as Dagster does; None when the name is taken."""
        name = invocable.alias or self._next_name(invocable.name)
        if name in self.nodes:
            return None
        modifiers = tuple(dict.fromkeys(invocable.modifiers))
        is_alias = invocable.alias is not None
        self.nodes[name] = Node(
            name, invocable.definition, where, is_alias, modifiers, config=invocable.config
        )
        return name

    def _next_name(self, name: str) -> str:
        """The second use of a name gets ``_2``; an alias does not count."""
        count = self._used[name] = self._used.get(name, 0) + 1
        return name if count == 1 else f"{name}_{count}"

    def connect(self, node: str, name: str, value: Value) -> bool:
        """Feeds an input; False when Dagster would not take the value."""
        match value:
            case NodeOutput():
                self._add_edge(node, name, value)
            case GraphInput():
                self.input_mappings.append(InputMapping(value.name, node, name))
            case Collected():
                self.edges.append(Edge(node, name, value.node, value.output, "collected"))
            case AssetValue(key=key, is_one=True):
                self.asset_sources.append(AssetSource(node, name, key))
            case Items(elements=elements, is_list=True):
                return self._fan_in(node, name, elements)
            case _:
                return False
        return True

    def _add_edge(self, node: str, name: str, value: NodeOutput) -> None:
        is_mapped = value.per_key or value.node in self.per_key
        if is_mapped:
            self.per_key.add(node)
        kind: EdgeKind = "mapped" if is_mapped else "direct"
        self.edges.append(Edge(node, name, value.node, value.output, kind))

    def _fan_in(self, node: str, name: str, elements: list[Value]) -> bool:
        for element in elements:
            match element:
                case NodeOutput():
                    self.edges.append(Edge(node, name, element.node, element.output, "fan_in"))
                case GraphInput():
                    self.input_mappings.append(InputMapping(element.name, node, name, "fan_in"))
                case _:
                    return False
        return True

    def results(self, node: str, callee: Callee) -> Value:
        """What the call of a node gives."""
        found: list[tuple[str, NodeOutput | DynamicValue]] = []
        for name, is_dynamic in callee.outputs:
            self._outputs[node, name] = is_dynamic
            found.append((name, DynamicValue(node, name) if is_dynamic else NodeOutput(node, name)))
        if not found:
            return Known(None)
        return found[0][1] if len(found) == 1 else NamedOutputs(node, tuple(found))

    def is_dynamic(self, node: str, output: str) -> bool:
        """Whether the node's definition declares the output dynamic."""
        return self._outputs.get((node, output), False)

    def note_variable(self, node: str, variable: str) -> None:
        """The node's result was assigned to a variable; the first one counts."""
        known = self.nodes.get(node)
        if known is not None and known.variable is None:
            self.nodes[node] = replace(known, variable=variable)


def bind_inputs(
    callee: Callee, positional: Sequence[Value], keywords: Mapping[str, Value]
) -> tuple[dict[str, Value], list[str]]:
    """Which value feeds which input, and what is wrong with the call."""
    bound: dict[str, Value] = {}
    wrong: list[str] = []
    for position, value in enumerate(positional):
        name = callee.input_at(position)
        if name is None:
            wrong.append(f"argument {position + 1} has no input")
        else:
            bound[name] = value
    for name, value in keywords.items():
        if name in bound:
            wrong.append(f"{name} is given twice")
        elif name not in callee.inputs:
            wrong.append(f"{callee.name} has no input {name}")
        else:
            bound[name] = value
    return bound, wrong
