"""Deciding, in five steps: open the jobs, ask the rules, settle writers, settle keys, match reads."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assetize.analyzer.codes.deciding import ONLY_GUESSED, SEVERAL_OBJECTS
from assetize.analyzer.decide.asset_graph import find_assets
from assetize.analyzer.decide.draft import Draft, draft_output
from assetize.analyzer.decide.fit import judge_jobs
from assetize.analyzer.decide.keys import settle_keys
from assetize.analyzer.decide.op_view import OpView, view_ops
from assetize.analyzer.decide.rules.own_write import find_writes
from assetize.analyzer.decide.storage import StorageReads, find_reads
from assetize.analyzer.decide.writers import settle_writers
from assetize.analyzer.flat_graph import Flattener
from assetize.analyzer.model import (
    AssetFact,
    Diagnostic,
    Effect,
    JobFit,
    OutputDecision,
    Project,
    StoredInput,
)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All verdicts for one project."""

    outputs: tuple[OutputDecision, ...]
    fits: tuple[JobFit, ...]
    assets: tuple[AssetFact, ...]
    stored_inputs: tuple[StoredInput, ...]
    diagnostics: tuple[Diagnostic, ...]


def decide(project: Project, effects: tuple[Effect, ...]) -> Decisions:
    """Verdicts on every output of every op, and on every job."""
    flattener = Flattener(project)
    flat = {job.id: flattener.flatten(job) for job in project.jobs}
    views = view_ops(project, effects, flat)
    drafts = settle_writers(
        [draft_output(view, output) for view in views for output in view.op.outputs], flat
    )
    drafts, conflicts = settle_keys(drafts, project)
    reads = find_reads(views, drafts, project, flat)
    outputs = tuple(draft.settled(_all_reads(draft, reads)) for draft in drafts)
    return Decisions(
        outputs,
        judge_jobs(project.jobs, flat, outputs, effects),
        find_assets(project, outputs, reads, flat),
        tuple(StoredInput(op, name, key) for (op, name), key in sorted(reads.by_input.items())),
        (*conflicts, *_about_ops(views, drafts)),
    )


def _all_reads(draft: Draft, reads: StorageReads) -> tuple[tuple[str, ...], ...]:
    return reads.by_op.get(draft.view.op.id, ())


def _about_ops(views: Sequence[OpView], drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    assets: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.decision == "asset":
            assets[draft.view.op.id].append(draft)
    for view in views:
        if view.op.id in assets:
            yield from _about_op(view, assets[view.op.id])


def _about_op(view: OpView, mine: Sequence[Draft]) -> Iterator[Diagnostic]:
    claimed = {draft.stored.identity for draft in mine if draft.stored}
    rest = sorted(
        {
            stored.name
            for stored, effects in find_writes(view).items()
            if stored.identity not in claimed and any(effect.confidence != "guess" for effect in effects)
        }
    )
    if claimed and rest:
        message = f"{view.op.name} also writes {', '.join(rest)}, which none of its outputs stands for"
        yield SEVERAL_OBJECTS.at(view.op.where, message, view.op.id)
    if all(draft.confidence == "guess" for draft in mine):
        keys = ", ".join("/".join(draft.key) for draft in mine)
        message = f"{view.op.name} may make {keys}, but only a name says so"
        yield ONLY_GUESSED.at(view.op.where, message, view.op.id)
