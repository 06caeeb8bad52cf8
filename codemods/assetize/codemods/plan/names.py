"""Python and Dagster names for new definitions, without colliding with anything that stays."""

import builtins
import keyword
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.decide.nouns import noun
from assetize.analyzer.model import Op
from assetize.analyzer.records import dataclass
from assetize.codemods.model import KeySpelling, SymbolRef
from assetize.codemods.model.plan import Form
from assetize.codemods.plan.drafts import AssetDraft
from assetize.codemods.plan.homes import home_of
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.options import PlanOptions

_BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True, slots=True)
class NamedAsset:
    """A draft with its form, the Python name of its definition and how it says its key. ``node_name``: Dagster's name for it."""

    draft: AssetDraft
    form: Form
    symbol: SymbolRef
    spelling: KeySpelling
    node_name: str
    line: int
    """Where its definition is, or before which line it will be written."""
    last_op: SymbolRef | None = None
    """The op written for it that ends it, see :mod:`assetize.codemods.plan.endings`."""


def assets_by_job(assets: Iterable[NamedAsset]) -> Mapping[str, Sequence[NamedAsset]]:
    """The assets of each job, in their order."""
    found: dict[str, list[NamedAsset]] = {}
    for asset in assets:
        for job in dict.fromkeys(asset.draft.jobs):
            found.setdefault(job, []).append(asset)
    return found


class NameBook:
    """Names given so far, by module."""

    def __init__(self, index: Index, options: PlanOptions) -> None:
        self._index = index
        self._options = options
        self._given: dict[str, set[str]] = {}

    def is_free(self, module: str, name: str) -> bool:
        """Whether a module can bind the name anew."""
        known = self._index.modules.get(module)
        taken = set(known.names) if known else set()
        return (
            name.isidentifier()
            and not keyword.iskeyword(name)
            and name not in _BUILTINS
            and name not in taken
            and name not in self._given.get(module, set())
        )

    def take(self, module: str, name: str) -> str:
        """Remember that the module will bind the name."""
        self._given.setdefault(module, set()).add(name)
        return name

    def first_free(self, module: str, *names: str) -> str:
        """The first free name of those given, else the last with a number."""
        for name in names:
            if self.is_free(module, name):
                return self.take(module, name)
        number = 2
        while not self.is_free(module, f"{names[-1]}_{number}"):
            number += 1
        return self.take(module, f"{names[-1]}_{number}")

    def name_asset(self, draft: AssetDraft, form: Form) -> NamedAsset:
        """Choose names for one draft."""
        if form in ("asset", "multi_asset"):
            return self._in_place(draft, form)
        named = self._graph_backed(draft, form)
        return replace(named, last_op=self._last_op(named)) if draft.has_new_op else named

    def under_another_name(self, asset: NamedAsset, others: Iterable[str]) -> NamedAsset:
        """The same asset made by a graph-backed definition that is called otherwise. ``others``: names of other assets' nodes."""
        home = home_of(self._index, asset.draft.jobs[0])
        module = home.module
        self._given.get(asset.symbol.module, set()).discard(asset.symbol.name)
        wanted = self._unlike_all(f"{asset.draft.keys[0][-1]}_asset", others)
        function = self.first_free(module, wanted)
        form: Form = "graph_multi_asset"
        symbol = SymbolRef(module, function)
        named = NamedAsset(asset.draft, form, symbol, KeySpelling(), function, home.line)
        return replace(named, last_op=self._last_op(named)) if asset.draft.has_new_op else named

    def _last_op(self, asset: NamedAsset) -> SymbolRef:
        module = asset.symbol.module
        wanted = self._unlike_all(f"finish_{asset.symbol.name}", [asset.node_name])
        return SymbolRef(module, self.first_free(module, wanted))

    def _unlike_all(self, wanted: str, others: Iterable[str]) -> str:
        """Unlike every name that Dagster knows: ops, graphs, jobs and assets share one name space."""
        known = {op.name for op in self._index.ops.values()} | set(others)
        known |= {graph.name for graph in self._index.graphs.values()}
        known |= {job.name for job in self._index.jobs.values()}
        known |= {job.name for job in self._index.analysis.project.asset_jobs}
        name, number = wanted, 2
        while name in known:
            name, number = f"{wanted}_{number}", number + 1
        return name

    def _in_place(self, draft: AssetDraft, form: Form) -> NamedAsset:
        op = self._index.ops[draft.ops[0]]
        module = self._index.module_of(op.id)
        wanted = draft.keys[0][-1] if form == "asset" else noun(op.function)
        function = self.take(module, wanted) if self._may_rename(op, module, wanted) else op.function
        symbol = SymbolRef(module, function)
        if form == "asset":
            return NamedAsset(
                draft, form, symbol, _spell(draft.keys[0], function), "__".join(draft.keys[0]), op.where.line
            )
        # A multi-asset keeps a name of its own, which is no key.
        is_named = any(argument.name == "name" for argument in op.arguments)
        node = op.name if is_named else function
        return NamedAsset(draft, form, symbol, KeySpelling(), node, op.where.line)

    def _may_rename(self, op: Op, module: str, wanted: str) -> bool:
        if (
            wanted == op.function
            or self._options.function_names == "keep"
            or op.id in self._options.keep_names
        ):
            return False
        references = self._index.references.get(op.id, ())
        followed = self._index.step_names.followed
        if any(item.context == "string" and item.where not in followed for item in references):
            return False
        users = {item.module for item in references}
        return all(self.is_free(name, wanted) for name in {module, *users})

    def _graph_backed(self, draft: AssetDraft, form: Form) -> NamedAsset:
        job = self._index.jobs[draft.jobs[0]]
        home = home_of(self._index, job.id)
        module, line = home.module, home.line
        if form == "graph_asset":
            name = draft.keys[0][-1]
            function = self.first_free(module, name, f"{name}_asset")
            return NamedAsset(
                draft,
                form,
                SymbolRef(module, function),
                _spell(draft.keys[0], function),
                "__".join(draft.keys[0]),
                line,
            )
        names = [key[-1] for key in draft.keys]
        joined = "_and_".join(names) if len(names) <= 3 else f"{noun(job.name)}_assets"
        taken = {job.name for job in self._index.jobs.values()} | {op.name for op in self._index.ops.values()}
        candidates = [name for name in (joined, f"{joined}_assets") if name not in taken] or [
            f"{joined}_graph"
        ]
        function = self.first_free(module, *candidates)
        return NamedAsset(draft, form, SymbolRef(module, function), KeySpelling(), function, line)


def _spell(key: tuple[str, ...], function: str) -> KeySpelling:
    return KeySpelling(name=None if key[-1] == function else key[-1], prefix=key[:-1])
