"""An op that runs for its side effect alone would not run any more in an asset job."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import SIDE_EFFECT_OP
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.job_view import JobView


def find_side_effects(view: JobView) -> Iterator[Diagnostic]:
    """Groups without an asset, and leaves of groups that are no asset: Dagster rejects such leaves in a graph-backed asset."""
    for group in view.groups:
        for path in _without_asset(group):
            node = view.by_path[path]
            message = f"{view.job.name}: {path} neither makes an asset nor feeds one"
            yield SIDE_EFFECT_OP.at(node.node.where, message, view.job.id)


def _without_asset(group: Group) -> list[str]:
    if not group.assets:
        return [node.path for node in group.nodes]
    feeding = {edge.upstream for edge in group.inner} | {path for path, _ in group.assets}
    return [node.path for node in group.nodes if node.path not in feeding]
