"""What feeds an input, where that is given as data."""

from collections.abc import Sequence

from assetize.analyzer.composition.values import Description, Known, Outside, Value, elements_of
from assetize.analyzer.model.facts import EdgeKind
from assetize.analyzer.records import dataclass

PLACEHOLDER = "MappedInputPlaceholder"
"""Stands in a list for an input of the graph itself."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """One output of one node."""

    node: str
    output: str
    kind: EdgeKind = "direct"


def upstreams_of(value: Value) -> Sequence[Upstream] | None:
    """The outputs that a dependency names; None when that is not known."""
    match value:
        case Description(kind="DependencyDefinition"):
            return _one(value, ("node", "output"), "direct")
        case Description(kind="DynamicCollectDependencyDefinition"):
            return _one(value, ("node_name", "output_name"), "collected")
        case Description(kind="MultiDependencyDefinition"):
            return _several(elements_of(value.get("dependencies") or Known(None)))
    return None


def _one(value: Description, names: tuple[str, str], kind: EdgeKind) -> Sequence[Upstream] | None:
    node, given = value.text(names[0]), value.get(names[1])
    output = "result" if given is None else value.text(names[1])
    return None if node is None or output is None else [Upstream(node, output, kind)]


def _several(elements: Sequence[Value] | None) -> Sequence[Upstream] | None:
    found: list[Upstream] = []
    for element in elements or ():
        if isinstance(element, Outside) and element.name.rpartition(".")[2] == PLACEHOLDER:
            continue
        is_one = isinstance(element, Description) and element.kind == "DependencyDefinition"
        one = _one(element, ("node", "output"), "fan_in") if is_one else None  # type: ignore[arg-type]
        if one is None:
            return None
        found += one
    return None if elements is None else found
