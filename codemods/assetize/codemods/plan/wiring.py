"""Upstream assets as the actions name them: by an importable symbol where there is one, else by key."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.model import AssetFact
from assetize.analyzer.records import dataclass
from assetize.codemods.model import AssetInput, DeclareExternalAsset, SymbolRef
from assetize.codemods.plan.drafts import InputDraft
from assetize.codemods.plan.homes import home_of
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.location_groups import group_jobs
from assetize.codemods.plan.modules import ImportGraph
from assetize.codemods.plan.names import NameBook, NamedAsset

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class External:
    """A declared external asset and the jobs that need it."""

    action: DeclareExternalAsset
    line: int
    jobs: tuple[str, ...]


class Wiring:
    """Finds the symbol of each key for each place that needs it, and declares external assets on the way."""

    def __init__(self, index: Index, assets: Sequence[NamedAsset], names: NameBook) -> None:
        self._index = index
        self._names = names
        self._imports = ImportGraph(index)
        self._symbols: dict[Key, tuple[SymbolRef, int]] = {}
        self._external_facts: Mapping[Key, AssetFact] = {
            fact.key: fact
            for fact in index.analysis.assets
            if fact.kind == "external" and fact.key not in index.existing
        }
        self._groups = group_jobs(index, {job for asset in assets for job in asset.draft.jobs})
        self._made_in: dict[Key, str] = {
            key: self._group(asset) for asset in assets for key in asset.draft.keys
        }
        self._externals: dict[tuple[Key, str], External] = {}
        """By key and group of code locations: none imports the modules of another for what nobody makes."""
        self._ranks = {
            key: number for number, key in enumerate(key for asset in assets for key in asset.draft.keys)
        }
        self._managers = {fact.key: fact.io_manager_key for fact in index.analysis.assets}
        for existing in index.existing.values():
            name = existing.id.rpartition(":")[2]
            if name.isidentifier():
                self._symbols[existing.key] = (
                    SymbolRef(index.module_of(existing.id), name),
                    existing.where.line,
                )
        for asset in assets:
            for key in asset.draft.keys:
                self._symbols[key] = (asset.symbol, asset.line)

    def rank(self, key: Key) -> int:
        """The key's place among the assets of the upgrade, in the order in which jobs make them; all others come last."""
        return self._ranks.get(key, len(self._ranks))

    def is_dangling(self, item: InputDraft) -> bool:
        """Whether a value is wanted of an asset that nothing defines after the upgrade."""
        return not item.is_nothing and item.key not in self._symbols and item.key not in self._external_facts

    def upstream(
        self, asset: NamedAsset, item: InputDraft, parameter: str | None, from_input: str | None
    ) -> AssetInput:
        """One upstream of an asset."""
        symbol = self._symbol(asset, item)
        stored_by = self._stored_by(item.key, self._group(asset))
        manager = item.input_manager_key if item.input_manager_key != stored_by else None
        return AssetInput(item.key, symbol, parameter, from_input, manager, item.metadata)

    def _group(self, asset: NamedAsset) -> str:
        return self._groups[asset.draft.jobs[0]]

    def _stored_by(self, key: Key, group: str) -> str | None:
        """The I/O manager key that an asset is loaded by when its reader names none."""
        declared = self._externals.get((key, group))
        return self._managers.get(key) if declared is None else declared.action.io_manager_key

    def selected(self, asset: NamedAsset, key: Key, module: str, line: int) -> AssetInput:
        """One asset in a job's selection."""
        is_usable = self._imports.can_use(module, line, asset.symbol, _before(asset, module, line))
        return AssetInput(key, asset.symbol if is_usable else None)

    def can_use(self, module: str, line: int, symbol: SymbolRef, defined_at: int) -> bool:
        """See :meth:`ImportGraph.can_use`."""
        return self._imports.can_use(module, line, symbol, defined_at)

    @property
    def externals(self) -> tuple[External, ...]:
        """All external assets declared so far, by key."""
        return tuple(self._externals[place] for place in sorted(self._externals))

    def _symbol(self, asset: NamedAsset, item: InputDraft) -> SymbolRef | None:
        key, group = item.key, self._group(asset)
        if key in self._external_facts:
            declared = self._declare(asset, item)
            symbol, line = SymbolRef(declared.action.module, declared.action.variable), declared.line - 1
        elif key not in self._symbols or self._made_in.get(key, group) != group:
            return None
        else:
            symbol, line = self._symbols[key]
        return symbol if self._imports.can_use(asset.symbol.module, asset.line, symbol, line) else None

    def _declare(self, asset: NamedAsset, item: InputDraft) -> External:
        """The module that first needs an external asset declares it, right before the definition that needs it."""
        place = (item.key, self._group(asset))
        known = self._externals.get(place)
        if known is not None:
            jobs = tuple(dict.fromkeys((*known.jobs, *asset.draft.jobs)))
            self._externals[place] = External(known.action, known.line, jobs)
            return known
        module = asset.symbol.module
        near = (other for (key, _), other in self._externals.items() if key == item.key)
        shared = next((other for other in near if other.action.module == module), None)
        if shared is not None:
            self._externals[place] = External(shared.action, shared.line, asset.draft.jobs)
            return shared
        name = item.key[-1]
        variable = self._names.first_free(module, name, f"{name}_source", f"external_{name}")
        is_in_place = asset.form in ("asset", "multi_asset")
        before = asset.draft.ops[0] if is_in_place else home_of(self._index, asset.draft.jobs[0]).before
        fact = self._external_facts[item.key]
        manager = item.input_manager_key or fact.io_manager_key
        action = DeclareExternalAsset(module, before, variable, item.key, manager)
        self._externals[place] = External(action, asset.line, asset.draft.jobs)
        return self._externals[place]


def _before(asset: NamedAsset, module: str, line: int) -> int:
    """A graph-backed asset is written right before its job: it counts as earlier than the job's own line."""
    if asset.form.startswith("graph") and asset.symbol.module == module and asset.line == line:
        return line - 1
    return asset.line
