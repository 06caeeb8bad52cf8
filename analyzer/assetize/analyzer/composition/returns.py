"""Maps what a graph's body returns to the graph's outputs, by Dagster's rules."""

from collections.abc import Sequence
from typing import Any

from assetize.analyzer.composition.body import Body
from assetize.analyzer.composition.values import (
    DynamicValue,
    Entries,
    Items,
    Known,
    NamedOutputs,
    NodeOutput,
    Opaque,
    Value,
    elements_of,
)
from assetize.analyzer.composition.wiring import Wiring
from assetize.analyzer.model import OutputMapping
from assetize.analyzer.records import dataclass

DEFAULT_OUTPUTS = ("result",)


@dataclass(frozen=True, slots=True)
class Returned:
    """The mappings in the order of the graph's outputs; ``outputs`` as in ``Composed``."""

    mappings: tuple[OutputMapping, ...] = ()
    outputs: tuple[tuple[str, bool], ...] = ()
    problem: str | None = None


def map_returned(body: Body, wiring: Wiring, value: Value) -> Returned:
    """Which outputs of which nodes a graph gives under which names."""
    declared = DEFAULT_OUTPUTS if body.outputs is None else body.outputs
    if body.kind == "job":
        declared = ()
    found = _pair(declared, value)
    if isinstance(found, str):
        return Returned(problem=found)
    mappings: list[OutputMapping] = []
    outputs: list[tuple[str, bool]] = []
    for name in declared:
        result = found.get(name)
        if result is None:
            if body.outputs is not None and body.kind != "job":
                return Returned(tuple(mappings), tuple(outputs), f"the output {name} is not returned")
            continue
        mappings.append(OutputMapping(name, result.node, result.output))
        is_dynamic = isinstance(result, DynamicValue) or wiring.is_dynamic(result.node, result.output)
        outputs.append((name, is_dynamic))
    return Returned(tuple(mappings), tuple(outputs))


def _pair(declared: Sequence[str], value: Value) -> dict[str, NodeOutput | DynamicValue] | str:
    match value:
        case NodeOutput() | DynamicValue():
            if len(declared) == 1:
                return {declared[0]: value}
            return f"one result is returned for {len(declared)} outputs"
        case Known(value=None):
            return {}
        case NamedOutputs() | Items(is_list=False):
            return _pair_in_order(declared, elements_of(value) or [])
        case Entries(entries=entries):
            return _pair_by_name(declared, entries)
        case Opaque(is_recorded=True):
            return {}
        case Opaque(text=text):
            return f"what is returned is not known: {text}"
    return "what is returned is not the result of a node"


def _pair_in_order(
    declared: Sequence[str], elements: Sequence[Value]
) -> dict[str, NodeOutput | DynamicValue] | str:
    results = [element for element in elements if isinstance(element, NodeOutput)]
    if len(results) != len(elements):
        return "what is returned is not the result of a node"
    if len(results) < len(declared):
        return f"{len(results)} results are returned for {len(declared)} outputs"
    return dict(zip(declared, results, strict=False))


def _pair_by_name(
    declared: Sequence[str], entries: dict[Any, Value]
) -> dict[str, NodeOutput | DynamicValue] | str:
    found: dict[str, NodeOutput | DynamicValue] = {}
    for name, value in entries.items():
        if not isinstance(name, str) or name not in declared:
            return f"{name} is returned, which is no output of the graph"
        if not isinstance(value, NodeOutput | DynamicValue):
            return f"what is returned as {name} is not the result of a node"
        found[name] = value
    return found
