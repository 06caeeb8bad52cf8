"""Upstream assets as the actions name them: by an importable symbol where there is one, else by key."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.model import AssetFact
from assetize.analyzer.records import dataclass
from assetize.codemods.model import AssetInput, DeclareExternalAsset, SymbolRef
from assetize.codemods.plan.drafts import InputDraft
from assetize.codemods.plan.index import Index
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
        self._externals: dict[Key, External] = {}
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
        manager = item.input_manager_key if item.input_manager_key != self._stored_by(item.key) else None
        return AssetInput(item.key, symbol, parameter, from_input, manager, item.metadata)

    def _stored_by(self, key: Key) -> str | None:
        """The I/O manager key that an asset is loaded by when its reader names none."""
        if key in self._externals:
            return self._externals[key].action.io_manager_key
        return self._managers.get(key)

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
        return tuple(self._externals[key] for key in sorted(self._externals))

    def _symbol(self, asset: NamedAsset, item: InputDraft) -> SymbolRef | None:
        key = item.key
        if key in self._external_facts:
            self._declare(asset, item)
        if key not in self._symbols:
            return None
        symbol, line = self._symbols[key]
        return symbol if self._imports.can_use(asset.symbol.module, asset.line, symbol, line) else None

    def _declare(self, asset: NamedAsset, item: InputDraft) -> None:
        """The module that first needs an external asset declares it, right before the definition that needs it."""
        known = self._externals.get(item.key)
        if known is not None:
            jobs = tuple(dict.fromkeys((*known.jobs, *asset.draft.jobs)))
            self._externals[item.key] = External(known.action, known.line, jobs)
            return
        module = asset.symbol.module
        name = item.key[-1]
        variable = self._names.first_free(module, name, f"{name}_source", f"external_{name}")
        before = asset.draft.ops[0] if asset.form in ("asset", "multi_asset") else asset.draft.jobs[0]
        fact = self._external_facts[item.key]
        manager = item.input_manager_key or fact.io_manager_key
        action = DeclareExternalAsset(module, before, variable, item.key, manager)
        self._externals[item.key] = External(action, asset.line, asset.draft.jobs)
        self._symbols[item.key] = (SymbolRef(module, variable), asset.line - 1)


def _before(asset: NamedAsset, module: str, line: int) -> int:
    """A graph-backed asset is written right before its job: it counts as earlier than the job's own line."""
    if asset.form.startswith("graph") and asset.symbol.module == module and asset.line == line:
        return line - 1
    return asset.line
