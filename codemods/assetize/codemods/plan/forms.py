"""Which ops may become assets in place, and which must stay ops and are wrapped in a graph-backed asset."""

from collections import Counter
from collections.abc import Mapping, Sequence

from assetize.analyzer.model import Op, Reference
from assetize.analyzer.settings.excluded import excluding
from assetize.codemods.model.plan import Form
from assetize.codemods.plan.drafts import AssetDraft
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.moves import is_defined_too_low

CONVERTIBLE_ARGUMENTS = frozenset(
    {
        "name", "description", "ins", "out", "config_schema", "required_resource_keys", "tags", "version",
        "retry_policy", "code_version", "pool",
    }
)  # fmt: skip
"""Arguments of ``@op`` that ``@asset`` has, or that become something that it has."""

KEPT_BY_SETTINGS = "the settings keep it an op"

_ONLY_ON_OP_CONTEXT = frozenset({"has_partitions", "location_name"})
_OP_BY_NAME = frozenset({"op", "op_def", "solid", "solid_def"})
"""What tells a body the name of its op, which an asset would change."""

_HARMLESS_USES = frozenset({"import", "export", "call", "string"})


def find_dead_graphs(index: Index, upgraded: Sequence[str], drafts: Sequence[AssetDraft]) -> frozenset[str]:
    """Graphs that nothing uses after the upgrade: those of upgraded jobs, and those that only such graphs call."""
    kept_as_steps = {
        step.definition for draft in drafts for step in draft.steps if step.is_graph and not draft.is_one_op
    }
    opened = {graph for job in upgraded for graph in index.flat[job].graphs}
    dead = {job for job in upgraded if job in index.graphs} | (opened - kept_as_steps)
    while True:
        alive = {
            graph
            for graph in dead
            if graph not in upgraded and not _only_used_by(index, graph, dead, upgraded)
        }
        if not alive:
            return frozenset(dead)
        dead -= alive


def _only_used_by(index: Index, graph: str, dead: set[str], upgraded: Sequence[str]) -> bool:
    jobs_made = [job.id for job in index.jobs.values() if job.graph == graph]
    if any(job not in upgraded for job in jobs_made):
        return False
    references = index.references.get(graph, ())
    made_into_jobs = [item for item in references if item.detail.startswith("to_job")]
    others = [item for item in references if not item.detail.startswith("to_job")]
    return len(made_into_jobs) <= len(jobs_made) and all(
        item.context in ("import", "export") or (item.context == "composition" and item.owner in dead)
        for item in others
    )


def find_shared_ops(drafts: Sequence[AssetDraft]) -> frozenset[str]:
    """Ops that are in several groups: one of these cannot be what the op becomes."""
    counts = Counter(op for draft in drafts for op in set(draft.ops))
    return frozenset(op for op, count in counts.items() if count > 1)


def choose_form(index: Index, draft: AssetDraft, dead: frozenset[str], shared: frozenset[str]) -> Form:
    """What the group becomes. ``shared``: ops that other groups have, too."""
    one = len(draft.outputs) == 1
    if find_reasons_to_wrap(index, draft, dead, shared):
        return "graph_asset" if one else "graph_multi_asset"
    return "asset" if one else "multi_asset"


def find_reasons_to_wrap(
    index: Index, draft: AssetDraft, dead: frozenset[str], shared: frozenset[str]
) -> tuple[str, ...]:
    """Why its ops must stay ops, in words; empty when the one op may become the asset in place."""
    if not draft.is_one_op:
        return (f"{len(draft.ops)} ops make it together",)
    op = index.ops[draft.ops[0]]
    checks: Mapping[str, bool] = {
        "one upstream asset goes to several of its inputs": draft.loads_one_asset_twice,
        "it takes a list of upstream values": draft.takes_a_list,
        "it makes several assets": op.id in shared,
        "it is defined above the job's partitions, which cannot move": is_defined_too_low(
            index, index.jobs[draft.jobs[0]], op
        ),
        "the job's config is part of the asset": bool(draft.config),
        "run config gives one of its inputs": _has_unfed_inputs(draft, op),
    }
    return (*find_ties(index, op, dead), *(reason for reason, holds in checks.items() if holds))


def _has_unfed_inputs(draft: AssetDraft, op: Op) -> bool:
    """Run config gives them: a parameter of an asset would be an upstream asset."""
    fed = {name for item in draft.inputs for _, name in item.targets}
    return any(item.name not in fed and not item.is_nothing and not item.has_default for item in op.inputs)


def find_ties(index: Index, op: Op, dead: frozenset[str]) -> tuple[str, ...]:
    """Why the op must stay an op, in words; empty when it may become an asset in place."""
    kept = (KEPT_BY_SETTINGS,) if excluding(index.analysis.settings.keep_ops, op) else ()
    return (*kept, *_own_ties(op), *_ties_by_use(index.references.get(op.id, ()), dead))


def _own_ties(op: Op) -> tuple[str, ...]:
    inputs = [item for item in op.parameters if item.role == "input"]
    checks: Mapping[str, bool] = {
        "it is defined inside a function or class": op.is_nested,
        "it has another decorator": bool(op.extra_decorators),
        "its decorator takes arguments out of a dict": any(argument.is_spread for argument in op.arguments),
        "one of its inputs has a default": any(item.has_default for item in inputs)
        or any(i.has_default for i in op.inputs),
        "one of its inputs is not a plain parameter": any(item.kind != "positional" for item in inputs),
        "its context is handed on": op.calls_itself_context,
        "it reads its op's name": bool(_OP_BY_NAME & set(op.context_uses)),
        "it uses what only an op's context has": bool(_ONLY_ON_OP_CONTEXT & set(op.context_uses)),
        "its decorator has arguments without a counterpart": any(
            argument.name not in CONVERTIBLE_ARGUMENTS for argument in op.arguments
        ),
    }
    return (*(reason for reason, holds in checks.items() if holds), *op.unwritten)


def _ties_by_use(references: Sequence[Reference], dead: frozenset[str]) -> tuple[str, ...]:
    ties = []
    for item in references:
        if item.context == "composition" and item.owner not in dead:
            ties.append(f"it is also used at {item.where.file}:{item.where.line}")
        elif item.context != "composition" and item.context not in _HARMLESS_USES:
            ties.append(f"it is used as an object at {item.where.file}:{item.where.line}")
    return tuple(dict.fromkeys(ties))
