"""The partitions of a job, which become the partitions of every asset that it makes."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.codes.planning import PARTITIONS_DIFFER, PARTITIONS_NOT_CARRIED
from assetize.analyzer.model import Diagnostic
from assetize.analyzer.records import dataclass
from assetize.codemods.model import SymbolRef
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_partitions import JobPartitions, partitions_of
from assetize.codemods.plan.names import NamedAsset
from assetize.codemods.plan.wiring import Wiring


@dataclass(frozen=True, slots=True)
class PartitionsName:
    """How an asset names its partitions, or makes them as its job did."""

    symbol: SymbolRef | None
    attribute: str = ""
    call: tuple[str, str] | None = None


Key = tuple[str, ...]


def find_partitions(
    index: Index, assets: Sequence[NamedAsset], wiring: Wiring
) -> tuple[Mapping[tuple[Key, ...], PartitionsName | None], Mapping[str, tuple[Diagnostic, ...]]]:
    """For each asset definition how it names its partitions; jobs whose partitions it cannot name, with why."""
    found: dict[tuple[Key, ...], PartitionsName | None] = {}
    refused: dict[str, tuple[Diagnostic, ...]] = {}
    for asset in assets:
        found[asset.draft.keys] = None
        job = index.jobs[asset.draft.jobs[0]]
        partitions = partitions_of(index, job)
        if partitions is None:
            continue
        symbol = _symbol_of(partitions.definition)
        if job.partitions_call is not None:
            found[asset.draft.keys] = PartitionsName(None, call=job.partitions_call)
        elif symbol is None or not wiring.can_use(asset.symbol.module, asset.line, symbol, 0):
            message = f"{job.name}: its partitions, {partitions.argument.text}, cannot be named in {asset.symbol.module}"
            refused[job.id] = (PARTITIONS_NOT_CARRIED.at(partitions.argument.where, message, job.id),)
        else:
            found[asset.draft.keys] = PartitionsName(symbol, partitions.attribute)
    return found, refused


def find_loads_across(index: Index, assets: Sequence[NamedAsset]) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Jobs that load a value of a partitioned asset into one with other partitions, or none: it would get all of them."""
    partitions = {
        key: partitions_of(index, index.jobs[asset.draft.jobs[0]])
        for asset in assets
        for key in asset.draft.keys
    }
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for asset in assets:
        own = partitions[asset.draft.keys[0]]
        for item in asset.draft.inputs:
            if item.is_nothing or not _differ(own, partitions.get(item.key), index, item.key):
                continue
            for job in (index.jobs[name] for name in asset.draft.jobs):
                message = f"{job.name} loads {'/'.join(item.key)}, whose partitions are not its own"
                found[job.id] = (PARTITIONS_DIFFER.at(job.where, message, job.id),)
    return found


def _differ(own: JobPartitions | None, other: JobPartitions | None, index: Index, key: Key) -> bool:
    """``other`` are those of an asset of the plan; an asset that the project has already says them in text."""
    if other is not None:
        return own is None or own.identity != other.identity
    existing = index.existing.get(key)
    if existing is None or existing.partitions is None:
        return False
    return own is None or own.argument.text != existing.partitions


def _symbol_of(definition: str | None) -> SymbolRef | None:
    module, colon, name = (definition or "").rpartition(":")
    return SymbolRef(module, name) if colon and name.isidentifier() else None
