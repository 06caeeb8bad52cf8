"""New asset nodes that would have a name which something else in their code location has (P38)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from assetize.analyzer.codes.planning import NAME_CLASH
from assetize.analyzer.model import Diagnostic, Job
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.names import NameBook, NamedAsset
from assetize.codemods.plan.order_inputs import find_targets


class Owner(NamedTuple):
    """What has a name after the upgrade."""

    kind: Literal["job", "op", "graph", "asset", "asset job"]
    name: str


def find_clashes(index: Index, assets: Sequence[NamedAsset]) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Jobs whose new asset nodes have a name that something else in their code location has, and keeps (P38).

    Jobs keep their names; so do ops inside graph-backed assets, and the ops, graphs and assets that stay.
    """
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for asset, job, owner in _clashing(index, assets):
        message = f"the asset {asset.node_name!r} would have the name of the {owner.kind} {owner.name} in the same code location"
        found.setdefault(job.id, (NAME_CLASH.at(job.where, f"{job.name}: {message}", job.id),))
    return found


def without_clashes(index: Index, names: NameBook, assets: Sequence[NamedAsset]) -> tuple[NamedAsset, ...]:
    """Each asset whose node would be called like an op or a graph under another name, which only a graph-backed asset can have.

    One that is called like a job is left to people: the two are easily taken for each other.
    """
    kinds: dict[tuple[tuple[str, ...], ...], set[str]] = {}
    for asset, _, owner in _clashing(index, assets):
        kinds.setdefault(asset.draft.keys, set()).add(owner.kind)
    clashing = {keys for keys, found in kinds.items() if found <= {"op", "graph"}}
    taken = [asset.node_name for asset in assets] + [name for name, _ in _kept_everywhere(index)]
    return tuple(
        names.under_another_name(asset, taken)
        if asset.draft.keys in clashing and _may_be_wrapped(index, asset)
        else asset
        for asset in assets
    )


def _may_be_wrapped(index: Index, asset: NamedAsset) -> bool:
    """What its op reads from storage must have an input to be wired into."""
    return all(find_targets(index, asset.draft, item) for item in asset.draft.inputs)


def _clashing(index: Index, assets: Sequence[NamedAsset]) -> Iterator[tuple[NamedAsset, Job, Owner]]:
    owners = _name_owners(index, assets)
    for asset in assets:
        for job in (index.jobs[name] for name in asset.draft.jobs):
            for place in _places(index, job):
                owner = owners.get((place, asset.node_name))
                if owner is not None:
                    yield asset, job, owner


def _places(index: Index, job: Job) -> tuple[str, ...]:
    """The code locations of a job; a job in none is a place of its own."""
    return tuple(location.id for location in index.locations_of(job)) or (job.id,)


def _name_owners(index: Index, assets: Sequence[NamedAsset]) -> Mapping[tuple[str, str], Owner]:
    """``(place, Dagster name)`` to what has that name there after the upgrade."""
    upgraded = {job for asset in assets for job in asset.draft.jobs}
    inside = {op for asset in assets if asset.form.startswith("graph") for op in asset.draft.ops}
    owners: dict[tuple[str, str], Owner] = {}
    for job in index.jobs.values():
        flat = index.flat[job.id]
        kept = {node.op for node in flat.nodes if job.id not in upgraded or node.op in inside}
        for place in _places(index, job):
            owners[(place, job.name)] = Owner("job", job.name)
            owners.update({(place, index.ops[op].name): Owner("op", index.ops[op].name) for op in kept})
            for graph in (index.graphs[name] for name in flat.graphs):
                if not graph.is_job:
                    owners[(place, graph.name)] = Owner("graph", graph.name)
    for location in index.analysis.project.locations:
        owners.update({(location.id, name): what for name, what in _kept_everywhere(index)})
    return owners


def _kept_everywhere(index: Index) -> list[tuple[str, Owner]]:
    """Assets and asset jobs that the project has: which location loads them is not always known, so they count in all."""
    assets = [
        (asset.node_name, Owner("asset", asset.id)) for asset in index.existing.values() if asset.node_name
    ]
    jobs = [(job.name, Owner("asset job", job.name)) for job in index.analysis.project.asset_jobs]
    return [*assets, *jobs]
