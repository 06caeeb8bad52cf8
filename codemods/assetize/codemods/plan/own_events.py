"""Materializations that ops report by themselves: of their own asset, which the upgrade records, or of something else."""

from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.codes.planning import OWN_EVENT
from assetize.analyzer.model import Diagnostic, Effect, Job, Op
from assetize.codemods.model import EventToMetadata
from assetize.codemods.plan.addresses import DEFAULT_KEY
from assetize.codemods.plan.drafts import AssetDraft
from assetize.codemods.plan.events import Key, find_events, key_of
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.storing import is_kept_by_run, is_stored

GIVEN_BY_MANAGERS = ("path", "uri")
"""What Dagster's own I/O managers say of an output that they stored: their word counts more than the op's."""


def own_keys(view: JobView, op: Op) -> frozenset[Key]:
    """The assets that the op makes in a job."""
    return frozenset(
        decision.asset_key
        for (path, _), decision in view.assets.items()
        if view.by_path[path].op == op.id and decision.asset_key
    )


def why_not_moved(view: JobView, op: Op, events: Sequence[Effect]) -> str:
    """Why the one report of the op's own asset cannot become the asset's own; empty when it can."""
    event = events[0]
    checks: Mapping[str, bool] = {
        "more than once": len(events) > 1,
        "in a loop": event.in_loop,
        "only under a condition": event.conditional,
        "in a function that it calls": bool(event.through),
        "and has several outputs": len(op.outputs) != 1,
        "and may leave out its output": len(op.outputs) == 1 and not op.outputs[0].is_required,
        "and stores its value through an I/O manager of the project": not _is_plainly_stored(view, op),
        "and is called directly, by a test perhaps, which would miss it": _is_called(view.index, op),
    }
    return next((reason for reason, holds in checks.items() if holds), "") or _why_not_said(view, op, event)


def _why_not_said(view: JobView, op: Op, event: Effect) -> str:
    """Why the op's output cannot say what the report says."""
    report = next((item for item in op.reports if item.where == event.where), None)
    if report is None:
        return "where its own body does not say so"
    if report.problem:
        return f"in a way that its output cannot: it {report.problem}"
    if report.names_mapping_key and any(edge.kind.startswith("mapped") for edge in view.graph.edges):
        return "for each element of a dynamic output, as a partition of its own"
    taken = _taken(view.index, view.job, op.id)
    if taken and report.metadata_names is None:
        return "with metadata whose names are not written out"
    lost = next((name for name in report.metadata_names or () if name in taken), None)
    return f"with metadata {lost!r}, which the I/O manager gives the output itself" if lost else ""


def _is_plainly_stored(view: JobView, op: Op) -> bool:
    """Dagster's own I/O managers do not read an output's metadata, and which they add is known."""
    output = op.outputs[0]
    if not is_stored(view.index, view.job, op, output):
        return True
    return output.io_manager_key in (None, DEFAULT_KEY) and is_kept_by_run(view.index, view.job)


def _is_called(index: Index, op: Op) -> bool:
    return any(item.context == "call" for item in index.references.get(op.id, ()))


def find_stranded(
    index: Index, drafts: Sequence[AssetDraft], upgraded: Sequence[str]
) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Jobs that would take the report out of an op which something else goes on running as an op."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for draft, op in _reporting(index, drafts):
        others = {job for job, _ in index.uses.get(op, ()) if job not in upgraded}
        if others or _is_used_elsewhere(index, op, upgraded):
            where = sorted(index.jobs[job].name for job in others) or ["a graph that stays"]
            message = (
                f"{index.ops[op].name} reports {'/'.join(draft.keys[0])} itself, also in {', '.join(where)}"
            )
            for job in draft.jobs:
                found[job] = (OWN_EVENT.at(index.jobs[job].where, message, job),)
    return found


def _is_used_elsewhere(index: Index, op: str, upgraded: Sequence[str]) -> bool:
    opened = {graph for job in upgraded for graph in index.flat[job].graphs}
    return any(
        item.context == "composition" and item.owner not in opened for item in index.references.get(op, ())
    )


def _reporting(index: Index, drafts: Sequence[AssetDraft]) -> Iterator[tuple[AssetDraft, str]]:
    for draft in drafts:
        for output in draft.outputs:
            if any(key_of(event) == output.key for event in find_events(index, output.op)):
                yield draft, output.op


def make_event_moves(index: Index, job: Job, draft: AssetDraft) -> list[EventToMetadata]:
    """One for each op of an asset that reports it."""
    return [
        EventToMetadata(op, _key_made_by(draft, op), _taken(index, job, op))
        for op in dict.fromkeys(op for _, op in _reporting(index, [draft]))
    ]


def _key_made_by(draft: AssetDraft, op: str) -> Key:
    return next(output.key for output in draft.outputs if output.op == op)


def _taken(index: Index, job: Job, op: str) -> tuple[str, ...]:
    definition = index.ops[op]
    return GIVEN_BY_MANAGERS if is_stored(index, job, definition, definition.outputs[0]) else ()
