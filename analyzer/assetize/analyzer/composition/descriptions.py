"""Dagster's classes by which a graph is described as data."""

from collections.abc import Mapping

from assetize.analyzer.composition.call_site import CallSite
from assetize.analyzer.composition.values import Description

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "DependencyDefinition": ("node", "output"),
    "MultiDependencyDefinition": ("dependencies",),
    "DynamicCollectDependencyDefinition": ("node_name", "output_name"),
    "NodeInvocation": ("name", "alias", "tags", "hook_defs", "retry_policy"),
    "InputMapping": ("graph_input_name", "mapped_node_name", "mapped_node_input_name", "fan_in_index"),
    "OutputMapping": (
        *("graph_output_name", "mapped_node_name", "mapped_node_output_name"),
        *("graph_output_description", "dagster_type", "from_dynamic_mapping"),
    ),
}
"""By class, the parameters that may be given by position."""


def describe(call: CallSite, name: str) -> Description | None:
    """The object that a call makes; None where ``name`` is no class of these."""
    kind = name.rpartition(".")[2]
    parameters = PARAMETERS.get(kind) if name.startswith("dagster.") else None
    if parameters is None:
        return None
    given = {**dict(zip(parameters, call.positional, strict=False)), **call.keywords}
    return Description(kind, tuple((name, given[name]) for name in parameters if name in given))
