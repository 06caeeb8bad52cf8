"""The job itself, its code locations and its leftovers, as actions."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.model import CodeLocation, Job
from assetize.codemods.model import (
    Action,
    AssetInput,
    JobToAssetJob,
    RedirectIoManager,
    RegisterAssets,
    RemoveDefinition,
    RenameSymbol,
    SymbolRef,
)
from assetize.codemods.plan.addresses import judge_address
from assetize.codemods.plan.computed_name import NAME, carries_name
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.names import NamedAsset
from assetize.codemods.plan.narrowed_config import narrowed_config
from assetize.codemods.plan.obstacles.job_argument import CARRIED
from assetize.codemods.plan.resources import bindings_to_hoist
from assetize.codemods.plan.storing import is_stored
from assetize.codemods.plan.watchers import has_checks
from assetize.codemods.plan.wiring import External, Wiring


def make_asset_job(
    index: Index, view: JobView, assets: Sequence[NamedAsset], wiring: Wiring
) -> JobToAssetJob:
    """``define_asset_job`` with an explicit selection of all that the job makes, in the order of its groups."""
    job = view.job
    module = index.module_of(job.id)
    chosen: dict[object, AssetInput] = {}
    for asset in assets:
        if job.id in asset.draft.jobs:
            for key in asset.draft.keys:
                item = wiring.selected(asset, key, module, job.where.line)
                chosen.setdefault(item.symbol or key, item)
    moved = {"config"} if any(asset.draft.config for asset in assets) else set()
    carried = tuple(
        (item.name, item.name) for item in job.arguments if item.name in CARRIED and item.name not in moved
    )
    if carries_name(index, job):
        carried = ((NAME, NAME), *carried)
    selection = tuple(chosen.values())
    if any(item.symbol is None for item in selection):
        # A selection is either all definitions or all keys (dagster-facts 2.1): spell them all.
        keys = [key for asset in assets if job.id in asset.draft.jobs for key in asset.draft.keys]
        selection = tuple(AssetInput(key, None) for key in keys)
    checked = has_checks(index, (item.key for item in selection))
    variable = job.variable or job.id.partition(":")[2]
    config = narrowed_config(view)
    return JobToAssetJob(
        job.id,
        variable,
        job.name,
        selection,
        carried,
        checked,
        config.resources if config else None,
        config.sections if config else (),
    )


def make_registrations(
    index: Index, upgraded: Sequence[str], assets: Sequence[NamedAsset], externals: Sequence[External]
) -> list[RegisterAssets]:
    """For each code location of an upgraded job: its assets that no loader there loads, and its jobs' resources."""
    actions = []
    by_location = index.by_location(upgraded)
    for location in index.analysis.project.locations:
        jobs = by_location.get(location.id)
        if not jobs:
            continue
        symbols = _symbols(jobs, assets, externals, _loaded_modules(location))
        hoisted = bindings_to_hoist(index, location, jobs)
        if symbols or hoisted:
            actions.append(
                RegisterAssets(
                    location.id,
                    symbols,
                    tuple(binding for binding, _ in hoisted),
                    tuple(module for _, module in hoisted),
                )
            )
    return actions


def _loaded_modules(location: CodeLocation) -> frozenset[str]:
    return frozenset(
        module for entry in location.entries if entry.kind == "loader" for module in entry.modules
    )


def _symbols(
    jobs: Sequence[Job], assets: Sequence[NamedAsset], externals: Sequence[External], loaded: frozenset[str]
) -> tuple[SymbolRef, ...]:
    wanted = {job.id for job in jobs}
    found: list[SymbolRef] = []
    declared = {
        external.action.key: external.action for external in externals if not wanted.isdisjoint(external.jobs)
    }
    for asset in assets:
        if not wanted.isdisjoint(asset.draft.jobs):
            needed = [declared[item.key] for item in asset.draft.inputs if item.key in declared]
            found += [SymbolRef(action.module, action.variable) for action in needed]
            found.append(asset.symbol)
    return tuple(symbol for symbol in dict.fromkeys(found) if symbol.module not in loaded)


def make_removals(index: Index, dead: frozenset[str], upgraded: Sequence[str]) -> list[RemoveDefinition]:
    """Graphs that nothing uses any more. A ``@job`` is replaced, not removed."""
    return [
        RemoveDefinition(graph)
        for graph in sorted(dead)
        if graph not in upgraded and not index.graphs[graph].is_nested
    ]


def make_renames(assets: Sequence[NamedAsset]) -> list[RenameSymbol]:
    """Functions that get a new name."""
    return [
        RenameSymbol(asset.draft.ops[0], asset.symbol.name)
        for asset in assets
        if asset.form in ("asset", "multi_asset")
        and asset.draft.ops[0].rpartition(":")[2] != asset.symbol.name
    ]


def make_redirects(views: Mapping[str, JobView]) -> list[RedirectIoManager]:
    """I/O managers that must take their address from the asset key."""
    found: dict[tuple[str, object], RedirectIoManager] = {}
    for view in views.values():
        for (path, name), decision in view.assets.items():
            op = view.index.ops[view.by_path[path].op]
            output = next(item for item in op.outputs if item.name == name)
            if is_stored(view.index, view.job, op, output):
                verdict = judge_address(view.index, view.job, op, output, decision.asset_key)
                if verdict.redirect is not None:
                    found.setdefault((verdict.redirect.cls, verdict.redirect.uses), verdict.redirect)
    return [found[key] for key in sorted(found, key=str)]


def all_actions(*parts: Sequence[Action]) -> tuple[Action, ...]:
    """One tuple, in the order in which the parts are given."""
    return tuple(action for part in parts for action in part)
