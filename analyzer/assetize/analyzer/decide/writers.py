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
    followed: dict[tuple[str, str, int], Draft] = {}
    for writers in (together for all_of_it in by_object.values() for together in _by_jobs(all_of_it)):
        last = _last_writer(writers, flat)
        if last is not None:
            followed.update({draft.place: last for draft in writers if draft is not last})
    return tuple(
        _as_step(draft, followed[draft.place]) if draft.place in followed else draft for draft in drafts
    )


def _by_jobs(writers: Sequence[Draft]) -> Iterable[Sequence[Draft]]:
    """Those that run in the same jobs; all of them where some jobs have only one of two that others have both of."""
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in writers:
        groups.setdefault(draft.view.jobs, []).append(draft)
    is_shared = sum(map(len, groups)) > len({job for jobs in groups for job in jobs})
    return [writers] if is_shared else groups.values()


def _last_writer(writers: Sequence[Draft], flat: Mapping[str, FlatGraph]) -> Draft | None:
    jobs = {job for draft in writers for job in draft.view.jobs}
    if len(writers) < 2 or not jobs or any(set(draft.view.jobs) != jobs for draft in writers):
        return None
    candidates = [
        draft for draft in writers if all(_comes_after_all(draft, writers, job, flat[job]) for job in jobs)
    ]
    return candidates[0] if len(candidates) == 1 else None


def _comes_after_all(draft: Draft, writers: Iterable[Draft], job: str, graph: FlatGraph) -> bool:
    before = all_before(((edge.upstream, edge.node) for edge in graph.edges), _path(draft, job, graph))
    return all(_path(other, job, graph) in before for other in writers if other is not draft)


def _path(draft: Draft, job: str, graph: FlatGraph) -> str:
    """The last use of the draft's op that the draft is about."""
    uses = {use.path for use in draft.view.uses if use.job == job}
    return [
        node.path for node in graph.nodes if node.op == draft.view.op.id and (not uses or node.path in uses)
    ][-1]


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
