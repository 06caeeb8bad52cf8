"""A graph's own inputs and outputs, where they are given as data."""

from collections.abc import Callable, Container, Mapping

from assetize.analyzer.composition.values import Description, Known, Value, elements_of
from assetize.analyzer.model import InputMapping, OutputMapping

Doubt = Callable[[str], None]
INPUT = ("graph_input_name", "mapped_node_name", "mapped_node_input_name")
OUTPUT = ("graph_output_name", "mapped_node_name", "mapped_node_output_name")


def read_input_mappings(given: Value | None, nodes: Container[str], doubt: Doubt) -> tuple[InputMapping, ...]:
    """``[InputMapping("rows", "load", "rows")]``."""
    found: list[InputMapping] = []
    for item in _elements(given, "input mappings", doubt):
        names = _names(item, "InputMapping", INPUT)
        if names is None or names[1] not in nodes:
            doubt("an input mapping is not known")
            continue
        assert isinstance(item, Description)
        is_listed = item.get("fan_in_index") not in (None, Known(None))
        found.append(InputMapping(*names, "fan_in" if is_listed else "direct"))
    return tuple(found)


def read_output_mappings(
    given: Value | None, outputs: Callable[[str], Mapping[str, bool]], doubt: Doubt
) -> tuple[tuple[OutputMapping, ...], tuple[tuple[str, bool], ...]]:
    """``[OutputMapping("result", "load", "rows")]``, and the graph's outputs, each with whether it is dynamic."""
    found: list[OutputMapping] = []
    declared: list[tuple[str, bool]] = []
    for item in _elements(given, "output mappings", doubt):
        names = _names(item, "OutputMapping", OUTPUT)
        if names is None or names[2] not in outputs(names[1]):
            doubt("an output mapping is not known")
            continue
        assert isinstance(item, Description)
        is_mapped = item.get("from_dynamic_mapping") not in (None, Known(False))
        found.append(OutputMapping(*names))
        declared.append((names[0], is_mapped or outputs(names[1])[names[2]]))
    return tuple(found), tuple(declared)


def _elements(given: Value | None, what: str, doubt: Doubt) -> list[Value]:
    elements = [] if given is None else elements_of(given)
    if elements is None:
        doubt(f"the {what} are not written out")
    return elements or []


def _names(item: Value, kind: str, parameters: tuple[str, str, str]) -> tuple[str, str, str] | None:
    if not isinstance(item, Description) or item.kind != kind:
        return None
    first, second, third = (item.text(name) for name in parameters)
    return None if first is None or second is None or third is None else (first, second, third)
