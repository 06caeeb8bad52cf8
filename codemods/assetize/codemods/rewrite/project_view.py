"""What the rewriting of one file has to know about all the others."""

import ast
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from assetize.analyzer.dagster_versions import is_before
from assetize.analyzer.model import Analysis, Graph, Job, Location, Module, Op
from assetize.codemods.model import (
    Action,
    DeclareExternalAsset,
    OpsToGraphAsset,
    OpToAsset,
    OpToMultiAsset,
    RemoveDefinition,
    RenameSymbol,
    SymbolRef,
)
from assetize.codemods.model.actions import JobToAssetJob
from assetize.codemods.rewrite.source_text import decode

SPECS_SINCE = ((1, 8), (1, 9))
"""Since when ``Definitions`` takes an ``AssetSpec``: without an I/O manager, and with one."""


@dataclass(frozen=True)
class ProjectView:
    """The analysed folder and the plan's actions, indexed by what rewrites ask for."""

    root: Path
    analysis: Analysis
    actions: tuple[Action, ...]
    _trees: dict[str, ast.Module | None] = field(default_factory=dict, repr=False)

    @cached_property
    def modules(self) -> dict[str, Module]:
        """By id."""
        return {module.id: module for module in self.analysis.project.modules}

    @cached_property
    def modules_with_stars(self) -> tuple[Module, ...]:
        """Those that import all that another module has."""
        return tuple(module for module in self.analysis.project.modules if "*" in module.names)

    @cached_property
    def ops(self) -> dict[str, Op]:
        """By id."""
        return {op.id: op for op in self.analysis.project.ops}

    @cached_property
    def graphs(self) -> dict[str, Graph]:
        """By id."""
        return {graph.id: graph for graph in self.analysis.project.graphs}

    @cached_property
    def jobs(self) -> dict[str, Job]:
        """By id."""
        return {job.id: job for job in self.analysis.project.jobs}

    @cached_property
    def renames(self) -> dict[tuple[str, str], str]:
        """``(module id, old name)`` to the new name, for module-level names."""
        found: dict[tuple[str, str], str] = {}
        for action in self.actions:
            id, new = _renaming(action)
            module, _, old = id.partition(":")
            if new and old != new and "." not in old:
                found[module, old] = new
        return found

    @cached_property
    def removed(self) -> frozenset[tuple[str, str]]:
        """``(module id, name)`` of the definitions that go away."""
        return frozenset(
            (action.id.partition(":")[0], action.id.partition(":")[2])
            for action in self.actions
            if isinstance(action, RemoveDefinition)
        )

    @cached_property
    def external_symbols(self) -> frozenset[SymbolRef]:
        """Assets that are only declared: an ``AssetSpec``, which not every place takes as it is."""
        declared = {
            SymbolRef(action.module, action.variable)
            for action in self.actions
            if isinstance(action, DeclareExternalAsset) and self.is_written_as_spec(action)
        }
        for asset in self.analysis.project.assets:
            if asset.form == "spec":
                module, _, name = asset.id.partition(":")
                declared.add(SymbolRef(module, name))
        return frozenset(declared)

    def is_written_as_spec(self, action: DeclareExternalAsset) -> bool:
        """Otherwise as a ``SourceAsset``, for a Dagster that takes no ``AssetSpec`` where assets are registered."""
        since = SPECS_SINCE[bool(action.io_manager_key)]
        return not is_before(self.analysis.project.dagster_version, since)

    @cached_property
    def external_managers(self) -> dict[SymbolRef, str | None]:
        """The I/O managers of the external assets that the plan declares: what loads them needs not say it again."""
        return {
            SymbolRef(action.module, action.variable): action.io_manager_key
            for action in self.actions
            if isinstance(action, DeclareExternalAsset)
        }

    @cached_property
    def keys_of(self) -> dict[SymbolRef, frozenset[tuple[str, ...]]]:
        """The asset keys that a symbol stands for: several for a multi-asset."""
        keys: dict[SymbolRef, set[tuple[str, ...]]] = {}
        for asset in self.analysis.project.assets:
            module, _, name = asset.id.partition(":")
            keys.setdefault(SymbolRef(module, name), set()).add(asset.key)
        for action in self.actions:
            for symbol, key in _made_keys(action):
                keys.setdefault(symbol, set()).add(key)
        return {symbol: frozenset(found) for symbol, found in keys.items()}

    def old_name(self, symbol: SymbolRef) -> str:
        """The name that the symbol has before the upgrade."""
        for (module, old), new in self.renames.items():
            if module == symbol.module and new == symbol.name:
                return old
        return symbol.name

    def module_named(self, name: str, root: str) -> Module | None:
        """The project's module of that dotted name, as seen from a file in the source root ``root``."""
        found = self._by_name.get(name, ())
        same_root = [module for module in found if module.root == root]
        if same_root:
            return same_root[0]
        return found[0] if len(found) == 1 else None

    def has_top_level(self, name: str) -> bool:
        """Whether the project has a top-level package or module of that name."""
        return name in self._top_level

    @cached_property
    def _top_level(self) -> frozenset[str]:
        return frozenset(module.name.partition(".")[0] for module in self.analysis.project.modules)

    @cached_property
    def _by_name(self) -> dict[str, tuple[Module, ...]]:
        found: dict[str, tuple[Module, ...]] = {}
        for module in self.analysis.project.modules:
            found[module.name] = (*found.get(module.name, ()), module)
        return found

    def tree(self, module_id: str) -> ast.Module | None:
        """The module's syntax tree as it is on disk; None when it cannot be read."""
        if module_id not in self._trees:
            try:
                self._trees[module_id] = ast.parse(self.text(module_id))
            except (OSError, SyntaxError, ValueError):
                self._trees[module_id] = None
        return self._trees[module_id]

    def text(self, module_id: str) -> str:
        """The module's text as it is on disk."""
        return decode((self.root / self.modules[module_id].file).read_bytes()).text

    def where(self, id: str) -> Location:
        """Where the definition of that id is; the top of its file when that is not known."""
        project = self.analysis.project
        found = (
            *(op.where for op in project.ops if op.id == id),
            *(job.where for job in project.jobs if job.id == id),
            *(graph.where for graph in project.graphs if graph.id == id),
            *(location.where for location in project.locations if location.id == id),
            *(manager.where for manager in project.io_managers if id in (manager.id, manager.cls)),
        )
        if found:
            return found[0]
        module = self.modules.get(id.partition(":")[0])
        return Location(module.file if module else "", 1)


def package_of(module: Module) -> str:
    """The dotted name of the package that relative imports in the module start from."""
    if module.file.rpartition("/")[2].startswith("__init__."):
        return module.name
    return module.name.rpartition(".")[0]


def _renaming(action: Action) -> tuple[str, str]:
    match action:
        case RenameSymbol():
            return action.id, action.new_name
        case OpToAsset() | OpToMultiAsset():
            return action.op, action.function
        case JobToAssetJob():
            return action.job, action.variable
        case _:
            return "", ""


def _made_keys(action: Action) -> list[tuple[SymbolRef, tuple[str, ...]]]:
    match action:
        case OpToAsset():
            return [(SymbolRef(action.op.partition(":")[0], action.function), action.key)]
        case OpToMultiAsset():
            symbol = SymbolRef(action.op.partition(":")[0], action.function)
            return [(symbol, output.key) for output in action.outputs]
        case OpsToGraphAsset():
            return [(SymbolRef(action.module, action.function), output.key) for output in action.outputs]
        case DeclareExternalAsset():
            return [(SymbolRef(action.module, action.variable), action.key)]
        case _:
            return []
