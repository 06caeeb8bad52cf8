"""What a job's nodes are called after the upgrade."""

from collections.abc import Mapping, Sequence

from assetize.codemods.model import StepPath
from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.names import NamedAsset


def new_paths(view: JobView, assets: Sequence[NamedAsset]) -> Mapping[StepPath, StepPath]:
    """For each op of the job, the node names from the job down to it, and the same in the upgraded job."""
    found: dict[StepPath, StepPath] = {}
    by_key = {key: asset for asset in assets if view.job.id in asset.draft.jobs for key in asset.draft.keys}
    for group in view.groups:
        asset = by_key.get(view.assets[group.assets[0]].asset_key) if group.assets else None
        if asset is not None:
            found.update(_paths_in(group, asset))
    return found


def _paths_in(group: Group, asset: NamedAsset) -> Mapping[StepPath, StepPath]:
    """A group of one op may be called otherwise in the job that its asset was drafted for: the asset's name for it counts."""
    paths = [node.path for node in group.nodes]
    drafted = [asset.draft.outputs[0].path] if asset.draft.is_one_op else paths
    pairs = {old: _new_path(asset, path) for old, path in zip(paths, drafted, strict=True)}
    return {tuple(old.split(".")): new for old, new in pairs.items() if new}


def _new_path(asset: NamedAsset, path: str) -> StepPath:
    """Empty for what is no step of the asset's own graph."""
    node = asset.node_name.replace("-", "_").replace(".", "_")  # as Dagster names the op of an asset
    if not asset.form.startswith("graph"):
        return (node,)
    for step in asset.draft.steps:
        if path == step.path:
            return (node, step.path.replace(".", "_"))
        if step.is_graph and path.startswith(step.path + "."):
            inner = path[len(step.path) + 1 :]
            return (node, step.path.replace(".", "_"), *inner.split("."))
    return ()
