"""Python and Dagster names for new definitions, without colliding with anything that stays."""

import builtins
import keyword
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.codes.planning import NAME_CLASH
from assetize.analyzer.decide.nouns import noun
from assetize.analyzer.model import Diagnostic, Job, Op
from assetize.analyzer.records import dataclass
from assetize.codemods.model import KeySpelling, SymbolRef
from assetize.codemods.model.plan import Form
from assetize.codemods.plan.drafts import AssetDraft
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

    def _last_op(self, asset: NamedAsset) -> SymbolRef:
        """Unlike every name that Dagster knows, too: ops, graphs, jobs and assets share one name space."""
        module = asset.symbol.module
        known = {op.name for op in self._index.ops.values()} | {asset.node_name}
        known |= {graph.name for graph in self._index.graphs.values()}
        known |= {job.name for job in self._index.jobs.values()}
        wanted = f"finish_{asset.symbol.name}"
        number = 2
        while wanted in known:
            wanted, number = f"finish_{asset.symbol.name}_{number}", number + 1
        return SymbolRef(module, self.first_free(module, wanted))

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
        return NamedAsset(draft, form, symbol, KeySpelling(), function, op.where.line)

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
        module = self._index.module_of(job.id)
        line = job.where.line
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


def find_clashes(index: Index, assets: Sequence[NamedAsset]) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Jobs whose new asset nodes have a name that something else in their code location has, and keeps (P38).

    Jobs keep their names; so do ops inside graph-backed assets, and the ops, graphs and assets that stay.
    """
    owners = _name_owners(index, assets)
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for asset in assets:
        for job in (index.jobs[name] for name in asset.draft.jobs):
            for place in _places(index, job):
                owner = owners.get((place, asset.node_name))
                if owner is not None:
                    message = f"the asset {asset.node_name!r} would have the name of {owner} in the same code location"
                    found.setdefault(job.id, (NAME_CLASH.at(job.where, f"{job.name}: {message}", job.id),))
    return found


def _places(index: Index, job: Job) -> tuple[str, ...]:
    """The code locations of a job; a job in none is a place of its own."""
    return tuple(location.id for location in index.locations_of(job)) or (job.id,)


def _name_owners(index: Index, assets: Sequence[NamedAsset]) -> Mapping[tuple[str, str], str]:
    """``(place, Dagster name)`` to what has that name there after the upgrade."""
    upgraded = {job for asset in assets for job in asset.draft.jobs}
    inside = {op for asset in assets if asset.form.startswith("graph") for op in asset.draft.ops}
    owners: dict[tuple[str, str], str] = {}
    for job in index.jobs.values():
        flat = index.flat[job.id]
        kept = {node.op for node in flat.nodes if job.id not in upgraded or node.op in inside}
        for place in _places(index, job):
            owners[(place, job.name)] = f"the job {job.name}"
            owners.update({(place, index.ops[op].name): f"the op {index.ops[op].name}" for op in kept})
            for graph in (index.graphs[name] for name in flat.graphs):
                if not graph.is_job:
                    owners[(place, graph.name)] = f"the graph {graph.name}"
    for location in index.analysis.project.locations:
        owners.update({(location.id, name): what for name, what in _kept_everywhere(index)})
    return owners


def _kept_everywhere(index: Index) -> list[tuple[str, str]]:
    """Assets and asset jobs that the project has: which location loads them is not always known, so they count in all."""
    assets = [
        (asset.node_name, f"the asset {asset.id}") for asset in index.existing.values() if asset.node_name
    ]
    jobs = [(job.name, f"the asset job {job.name}") for job in index.analysis.project.asset_jobs]
    return [*assets, *jobs]
