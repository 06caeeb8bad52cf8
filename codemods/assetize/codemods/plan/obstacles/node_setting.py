"""A single use of an op or graph carries tags, hooks, retries or configuration."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import NODE_SETTING
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView

_HARMLESS = frozenset({"alias"})


def find_node_settings(view: JobView) -> Iterator[Diagnostic]:
    """Only another name for the use is harmless."""
    for node in view.graph.nodes:
        settings = {*node.node.modifiers, *node.inherited_modifiers} - _HARMLESS
        if settings:
            message = f"{view.job.name} uses {node.path} with {', '.join(sorted(settings))}"
            yield NODE_SETTING.at(node.node.where, message, view.job.id)
