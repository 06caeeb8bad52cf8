"""A list of values, some of which are assets, is handed to one input."""

from collections import Counter
from collections.abc import Iterator

from assetize.analyzer.codes.planning import FAN_IN_VALUES
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.job_view import JobView


def find_value_fan_ins(view: JobView) -> Iterator[Diagnostic]:
    """Fan-ins of order only are fine, and so are those of transients inside a group."""
    for group in view.groups:
        for path, name in sorted(_lists_from_outside(group) | _lists_with_assets(view, group)):
            op = view.index.ops[view.by_path[path].op]
            if not any(item.name == name and item.is_nothing for item in op.inputs):
                message = (
                    f"{view.job.name}: the input {name} of {path} is a list of values with an asset in it"
                )
                yield FAN_IN_VALUES.at(op.where, message, view.job.id)


def _lists_from_outside(group: Group) -> set[tuple[str, str]]:
    """A list of one asset, by itself, is fine: a graph hands it to its op as a list."""
    feeds = Counter((edge.node, edge.input) for edge in (*group.incoming, *group.inner))
    lists = {(edge.node, edge.input) for edge in group.incoming if edge.kind == "inner_fan_in"}
    return lists | {(edge.node, edge.input) for edge in group.incoming if feeds[edge.node, edge.input] > 1}


def _lists_with_assets(view: JobView, group: Group) -> set[tuple[str, str]]:
    """Dagster would load every element of such a list by the key of its asset, a transient among them, too."""
    feeds = Counter((edge.node, edge.input) for edge in group.inner)
    return {
        (edge.node, edge.input)
        for edge in group.inner
        if (edge.upstream, edge.output) in view.assets
        and (feeds[edge.node, edge.input] > 1 or edge.kind in ("fan_in", "inner_fan_in"))
    }
