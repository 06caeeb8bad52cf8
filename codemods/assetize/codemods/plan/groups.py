"""The group that a new asset belongs to, where the settings or an option say one."""

from assetize.analyzer.settings.placement_names import PlacementNames
from assetize.analyzer.settings.placements import fitting
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.names import NamedAsset
from assetize.codemods.plan.options import PlanOptions


def group_of(index: Index, asset: NamedAsset, options: PlanOptions) -> str:
    """One for all that a definition makes: the first that fits one of its jobs, or where the ops stand that make its assets."""
    if not options.group_names or _is_grouped_by_loader(index, asset):
        return ""
    names = PlacementNames(index.analysis.project, index.analysis.settings.folder)
    jobs = asset.draft.jobs
    known = (name for output in asset.draft.outputs for name in names.of(output.op, jobs))
    found = fitting(options.group_names, known)
    return found.value if found else ""


def _is_grouped_by_loader(index: Index, asset: NamedAsset) -> bool:
    """``load_assets_from_modules([…], group_name="raw")`` takes no asset that says a group itself."""
    return any(
        entry.kind == "loader" and asset.symbol.module in entry.modules and "group_name" in entry.text
        for location in index.analysis.project.locations
        for entry in location.entries
    )
