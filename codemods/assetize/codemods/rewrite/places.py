"""Where the names of a module are bound, among its statements, before and after."""

import libcst as cst

from assetize.analyzer.model import Module
from assetize.codemods.model import DeclareExternalAsset, OpsToGraphAsset
from assetize.codemods.rewrite.names import module_level_names
from assetize.codemods.rewrite.project_view import ProjectView

SHORTLY_BEFORE = 0.5
EARLIER_STILL = 0.6


def old_places(tree: cst.Module) -> dict[str, int]:
    """The index of the first module-level statement that binds each name."""
    places: dict[str, int] = {}
    for index, statement in enumerate(tree.body):
        for name in module_level_names([statement]):
            places.setdefault(name, index)
    return places


def new_places(view: ProjectView, module: Module, old: dict[str, int]) -> dict[str, float]:
    """The same by new names; what is written above a definition lies between it and the statement before."""
    places: dict[str, float] = {
        view.renames.get((module.id, name), name): float(index) for name, index in old.items()
    }
    for action in view.actions:
        if not isinstance(action, OpsToGraphAsset | DeclareExternalAsset) or action.module != module.id:
            continue
        below = old.get(action.before.partition(":")[2].partition(".")[0])
        if below is None:
            continue
        if isinstance(action, OpsToGraphAsset):
            places[action.function] = below - SHORTLY_BEFORE
        else:
            places[action.variable] = below - EARLIER_STILL
    return places
