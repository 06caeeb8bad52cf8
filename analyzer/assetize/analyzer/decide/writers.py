"""One asset per lasting object: several ops of one job that write the same object are steps towards one asset."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from assetize.analyzer.decide.draft import Draft
from assetize.analyzer.flat_graph import FlatGraph
from assetize.analyzer.graph_order import all_before
from assetize.analyzer.model import Evidence


def settle_writers(drafts: Sequence[Draft], flat: Mapping[str, FlatGraph]) -> tuple[Draft, ...]:
    """Where all writers of one object run in an order in every job that has them, the last one makes the asset.

    The others' outputs become transient: they stay in the same group, so the object is still written by the same ops.
    Writers without an order are left as they are; their equal keys are a conflict.
    """
    by_object: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.decision == "asset" and draft.stored is not None:
            by_object.setdefault(draft.stored.identity, []).append(draft)
    followed: dict[tuple[str, str], Draft] = {}
    for writers in by_object.values():
        last = _last_writer(writers, flat)
        if last is not None:
            followed.update({draft.place: last for draft in writers if draft is not last})
    return tuple(
        _as_step(draft, followed[draft.place]) if draft.place in followed else draft for draft in drafts
    )


def _last_writer(writers: Sequence[Draft], flat: Mapping[str, FlatGraph]) -> Draft | None:
    jobs = {job for draft in writers for job in draft.view.jobs}
    if len(writers) < 2 or not jobs or any(set(draft.view.jobs) != jobs for draft in writers):
        return None
    candidates = [
        draft for draft in writers if all(_comes_after_all(draft, writers, flat[job]) for job in jobs)
    ]
    return candidates[0] if len(candidates) == 1 else None


def _comes_after_all(draft: Draft, writers: Iterable[Draft], graph: FlatGraph) -> bool:
    paths = {node.op: node.path for node in graph.nodes}
    before = all_before(((edge.upstream, edge.node) for edge in graph.edges), paths[draft.view.op.id])
    return all(paths[other.view.op.id] in before for other in writers if other is not draft)


def _as_step(draft: Draft, last: Draft) -> Draft:
    where = draft.view.op.where
    detail = f"writes the same object, which {last.view.op.name} completes"
    return dataclasses.replace(
        draft,
        decision="transient",
        key=(),
        stored=None,
        evidence=(*draft.evidence, Evidence("same_object", where.file, where.line, detail)),
    )
