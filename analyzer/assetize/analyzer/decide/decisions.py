"""Deciding, step by step: open the jobs, ask the rules, settle scratch, writers and keys, match reads."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.codes.deciding import ONLY_GUESSED, SEVERAL_OBJECTS
from assetize.analyzer.decide.asset_graph import find_assets
from assetize.analyzer.decide.carried import settle_carried
from assetize.analyzer.decide.draft import Draft, draft_output
from assetize.analyzer.decide.fit import judge_jobs
from assetize.analyzer.decide.job_scratch import settle_scratch, taken_away
from assetize.analyzer.decide.keys import settle_keys
from assetize.analyzer.decide.names_not_given import find_names_not_given
from assetize.analyzer.decide.op_view import OpView, view_ops
from assetize.analyzer.decide.own_objects import find_writes, passed_on
from assetize.analyzer.decide.rules.declared import is_declared
from assetize.analyzer.decide.storage import StorageReads, find_reads
from assetize.analyzer.decide.stored_objects import find_stored_object
from assetize.analyzer.decide.variants import merge_variants
from assetize.analyzer.decide.writers import settle_writers
from assetize.analyzer.flat_graph import Flattener
from assetize.analyzer.model import (
    AssetFact,
    Diagnostic,
    Effect,
    JobFit,
    OutputDecision,
    Project,
    Settings,
    StoredInput,
)
from assetize.analyzer.records import dataclass

NO_SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class Decisions:
    """All verdicts for one project."""

    outputs: tuple[OutputDecision, ...]
    fits: tuple[JobFit, ...]
    assets: tuple[AssetFact, ...]
    stored_inputs: tuple[StoredInput, ...]
    diagnostics: tuple[Diagnostic, ...]


def decide(project: Project, effects: tuple[Effect, ...], settings: Settings = NO_SETTINGS) -> Decisions:
    """Verdicts on every output of every op, and on every job."""
    flattener = Flattener(project)
    flat = {job.id: flattener.flatten(job) for job in project.jobs}
    views = view_ops(project, effects, flat, settings)
    drafted = [draft_output(view, output) for view in views for output in view.op.outputs]
    settled = settle_scratch(drafted, views, flat)
    lasting = settle_carried(settled, flat)
    drafts = _keep_declared(drafted, settle_writers(lasting, flat))
    drafts, conflicts = settle_keys(merge_variants(drafts), project)
    reads = find_reads(views, drafts, project, flat, taken_away(drafted, settled))
    outputs = tuple(draft.settled(_all_reads(draft, reads)) for draft in drafts)
    return Decisions(
        outputs,
        judge_jobs(project.jobs, flat, outputs, effects),
        find_assets(project, outputs, reads, flat),
        tuple(StoredInput(op, name, key) for (op, name), key in sorted(reads.by_input.items())),
        (*conflicts, *_about_ops(views, drafts), *find_names_not_given(views, drafts)),
    )


def _keep_declared(drafted: Sequence[Draft], settled: Sequence[Draft]) -> tuple[Draft, ...]:
    """What the settings say of an output stands, whatever else was found."""
    return tuple(
        first if first.rule == is_declared.__name__ else draft
        for first, draft in zip(drafted, settled, strict=True)
    )


def _all_reads(draft: Draft, reads: StorageReads) -> tuple[tuple[str, ...], ...]:
    if not draft.view.uses:
        return reads.by_op.get(draft.view.op.id, ())
    return tuple(
        sorted({key for use in draft.view.uses for key in reads.at(draft.view.op.id, use.job, use.path)})
    )


def _about_ops(views: Sequence[OpView], drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    assets: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.decision == "asset":
            assets[draft.view.op.id].append(draft)
    if not assets:
        return
    readers = _readers(views)
    for view in views:
        if view.op.id in assets:
            yield from _about_op(view, assets[view.op.id], readers)


def _readers(views: Sequence[OpView]) -> Mapping[str, set[str]]:
    """Ids of the ops that read each stored object, by its identity."""
    readers: dict[str, set[str]] = defaultdict(set)
    for view in views:
        for effect in view.effects:
            stored = find_stored_object(effect) if effect.verb == "read" else None
            if stored is not None:
                readers[stored.identity].add(view.op.id)
    return readers


def _about_op(view: OpView, mine: Sequence[Draft], readers: Mapping[str, set[str]]) -> Iterator[Diagnostic]:
    claimed = {draft.stored.identity for draft in mine if draft.stored}
    written = find_writes(view)
    steps = {
        stored
        for stored in passed_on(view, written)
        if stored.identity.startswith("path:") and readers[stored.identity] == {view.op.id}
    }
    rest = sorted(
        {
            stored.name
            for stored, effects in written.items()
            if stored not in steps
            and stored.identity not in claimed
            and any(effect.confidence != "guess" for effect in effects)
        }
    )
    if claimed and rest:
        message = f"{view.op.name} also writes {', '.join(rest)}, which none of its outputs stands for"
        yield SEVERAL_OBJECTS.at(view.op.where, message, view.op.id)
    if all(draft.confidence == "guess" for draft in mine):
        keys = ", ".join("/".join(draft.key) for draft in mine)
        message = f"{view.op.name} may make {keys}, but only a name says so"
        yield ONLY_GUESSED.at(view.op.where, message, view.op.id)
