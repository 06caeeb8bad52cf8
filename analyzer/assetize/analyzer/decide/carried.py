"""A local file that a later op uploads is a step towards the object that it becomes."""

import dataclasses
from collections.abc import Mapping, Sequence

from assetize.analyzer.decide.draft import Draft
from assetize.analyzer.decide.stored_objects import find_stored_object
from assetize.analyzer.flat_graph import FlatGraph
from assetize.analyzer.model import Effect, Evidence


def settle_carried(drafts: Sequence[Draft], flat: Mapping[str, FlatGraph]) -> tuple[Draft, ...]:
    """Where an op hands the path of the file that it makes to one that uploads it, the upload makes the asset."""
    carriers: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.decision == "asset" and _uploads(draft):
            for job in draft.view.jobs:
                carriers.setdefault(job, []).append(draft)
    if not carriers:
        return tuple(drafts)
    return tuple(_settled(draft, carriers, flat) for draft in drafts)


def _settled(draft: Draft, carriers: Mapping[str, Sequence[Draft]], flat: Mapping[str, FlatGraph]) -> Draft:
    if draft.decision != "asset" or draft.declared or not draft.view.jobs or not _is_local_file(draft):
        return draft
    for carrier in carriers.get(draft.view.jobs[0], ()):
        is_other = carrier.view.op.id != draft.view.op.id and carrier.stored != draft.stored
        if is_other and all(_feeds(draft, carrier, flat[job]) for job in draft.view.jobs):
            return _as_step(draft, carrier)
    return draft


def _uploads(draft: Draft) -> list[Effect]:
    """What the op reads only to store it somewhere else."""
    return [
        effect for effect in draft.view.effects if effect.verb == "read" and effect.idiom.endswith(":source")
    ]


def _is_local_file(draft: Draft) -> bool:
    effects = [effect for effect in draft.view.effects if find_stored_object(effect) == draft.stored]
    return draft.stored is not None and bool(effects) and all(effect.kind == "file" for effect in effects)


def _feeds(draft: Draft, carrier: Draft, graph: FlatGraph) -> bool:
    """Whether the file is handed over, or read by the name that it was written under."""
    sources = _uploads(carrier)
    op_at = {node.path: node.op for node in graph.nodes}
    is_handed = any(
        op_at[edge.upstream] == draft.view.op.id
        and edge.output == draft.output.name
        and op_at[edge.node] == carrier.view.op.id
        for edge in graph.edges
    )
    is_named = any(find_stored_object(effect) == draft.stored for effect in sources)
    return is_handed and (is_named or any(effect.identity is None for effect in sources))


def _as_step(draft: Draft, carrier: Draft) -> Draft:
    where = carrier.view.op.where
    evidence = Evidence("same_object", where.file, where.line, f"{carrier.view.op.name} uploads the file")
    return dataclasses.replace(
        draft, decision="transient", key=(), stored=None, evidence=(*draft.evidence, evidence)
    )
