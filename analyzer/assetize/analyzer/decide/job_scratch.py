"""Objects that one op of a job makes and a later one takes away: nothing of them is left when the job is done."""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence

from assetize.analyzer.decide.draft import Draft
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.stored_objects import find_stored_object
from assetize.analyzer.flat_graph import FlatGraph
from assetize.analyzer.graph_order import all_before
from assetize.analyzer.model import Evidence

_DATABASE_FILE = re.compile(
    r"\{\w+:(?:context\.resources\.)?(\w+)\.(?:database|db|path|db_path|database_path)\}"
)

_RUN_HOLES = re.compile(r"\{(?:unknown|param|config):")


def settle_scratch(
    drafts: Sequence[Draft], views: Sequence[OpView], flat: Mapping[str, FlatGraph]
) -> tuple[Draft, ...]:
    """Outputs whose object a later op drops, in every job that has them, stand for nothing that lasts.

    The same holds for tables in a database whose file a later op deletes.
    """
    droppers: dict[str, list[tuple[int, OpView]]] = {}
    for place, view in enumerate(views):
        if any(effect.verb == "drop" for effect in view.effects):
            droppers.setdefault(view.op.id, []).append((place, view))
    if not droppers:
        return tuple(drafts)
    return tuple(_settled(draft, _in_its_jobs(draft, droppers, flat), flat) for draft in drafts)


def taken_away(drafts: Sequence[Draft], settled: Sequence[Draft]) -> frozenset[str]:
    """The identities of the objects that turned out not to last."""
    pairs = zip(drafts, settled, strict=True)
    return frozenset(first.stored.identity for first, last in pairs if first is not last and first.stored)


def _in_its_jobs(
    draft: Draft, droppers: Mapping[str, list[tuple[int, OpView]]], flat: Mapping[str, FlatGraph]
) -> Iterable[OpView]:
    """Those of the ops that drop something which the first job of an output has, in their order."""
    if not draft.view.jobs:
        return ()
    ops = {node.op for node in flat[draft.view.jobs[0]].nodes}
    found = [item for op in ops for item in droppers.get(op, ())]
    return [dropper for _, dropper in sorted(found, key=lambda item: item[0])]


def _settled(draft: Draft, droppers: Iterable[OpView], flat: Mapping[str, FlatGraph]) -> Draft:
    if draft.decision != "asset" or draft.declared or draft.stored is None or not draft.view.jobs:
        return draft
    jobs = [flat[job] for job in draft.view.jobs]
    for dropper in droppers:
        if dropper.op.id == draft.view.op.id:
            continue
        if _takes_away(dropper, draft) and all(_runs_after(dropper, draft, graph) for graph in jobs):
            return _as_scratch(draft, dropper)
        is_removable = _removes_what_it_is_given(dropper) and _is_local_file(draft)
        if is_removable and all(_is_handed(draft, dropper, graph) for graph in jobs):
            return _as_scratch(draft, dropper)
    return draft


def _takes_away(dropper: OpView, draft: Draft) -> bool:
    for effect in dropper.effects:
        if effect.verb != "drop":
            continue
        if effect.identity is not None and find_stored_object(effect) == draft.stored:
            return True
        if effect.kind == "file" and _is_below(draft, effect.identity or effect.pattern):
            return True
        database = _DATABASE_FILE.fullmatch(effect.identity or effect.pattern)
        is_table = draft.stored is not None and draft.stored.identity.startswith("table:")
        if database is not None and is_table and database[1] in draft.view.op.resource_keys:
            return True
    return False


def _is_below(draft: Draft, folder: str) -> bool:
    """Whether an object is a file in a folder that is removed as a whole."""
    start = folder.removeprefix("./").rstrip("/")
    is_known = bool(start) and _RUN_HOLES.search(start) is None
    return is_known and draft.stored is not None and draft.stored.identity.startswith(f"path:{start}/")


def _removes_what_it_is_given(dropper: OpView) -> bool:
    """An op that does nothing but remove files, which the ops before it name."""
    changes = [effect for effect in dropper.effects if effect.verb != "read"]
    return all(
        effect.verb == "drop" and effect.kind == "file" and effect.identity is None for effect in changes
    )


def _is_local_file(draft: Draft) -> bool:
    effects = [effect for effect in draft.view.effects if find_stored_object(effect) == draft.stored]
    return bool(effects) and all(
        effect.kind == "file" and not effect.idiom.startswith("sftp.") for effect in effects
    )


def _is_handed(draft: Draft, dropper: OpView, graph: FlatGraph) -> bool:
    """Whether the output's value reaches the op that removes files, through ops that may pass it on."""
    op_at = {node.path: node.op for node in graph.nodes}
    only_order = {item.name for item in dropper.op.inputs if item.is_nothing}
    waiting = [node.path for node in graph.nodes if node.op == draft.view.op.id]
    outputs = dict.fromkeys(waiting, draft.output.name)
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        for edge in graph.edges:
            is_ours = edge.upstream == path and outputs.get(path, edge.output) == edge.output
            if is_ours and edge.node not in seen:
                if op_at[edge.node] == dropper.op.id:
                    if edge.input in only_order:
                        continue
                    return True
                seen.add(edge.node)
                waiting.append(edge.node)
    return False


def _runs_after(dropper: OpView, draft: Draft, graph: FlatGraph) -> bool:
    paths = {node.op: node.path for node in graph.nodes}
    if dropper.op.id not in paths or draft.view.op.id not in paths:
        return False
    before = all_before(((edge.upstream, edge.node) for edge in graph.edges), paths[dropper.op.id])
    return paths[draft.view.op.id] in before


def _as_scratch(draft: Draft, dropper: OpView) -> Draft:
    where = dropper.op.where
    evidence = Evidence(
        "scratch", where.file, where.line, f"{dropper.op.name} takes it away again in the same job"
    )
    return dataclasses.replace(
        draft, decision="transient", key=(), stored=None, evidence=(*draft.evidence, evidence)
    )
