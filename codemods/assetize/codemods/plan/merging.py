"""Drafts of several jobs put together: one definition where jobs agree, a refusal where they do not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.codes.planning import SHARED_DIFFERENTLY
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.drafts import AssetDraft, Key
from assetize.codemods.plan.index import Index


def merge_drafts(
    index: Index, drafts: Sequence[AssetDraft]
) -> tuple[tuple[AssetDraft, ...], Mapping[str, tuple[Diagnostic, ...]]]:
    """Distinct drafts, each with all of its jobs, and the jobs that want one asset in different ways, with why."""
    merged: list[AssetDraft] = []
    refused: dict[str, tuple[Diagnostic, ...]] = {}
    by_key: dict[Key, int] = {}
    for draft in drafts:
        numbers = {by_key[key] for key in draft.keys if key in by_key}
        if not numbers:
            by_key.update({key: len(merged) for key in draft.keys})
            merged.append(draft)
            continue
        known = merged[min(numbers)]
        if len(numbers) == 1 and known.is_like(draft):
            merged[min(numbers)] = _with_job(known, draft)
            continue
        for number in numbers:
            refused |= _refuse(index, merged[number], draft)
            refused |= _refuse(index, draft, merged[number])
    return tuple(merged), refused


def _with_job(known: AssetDraft, draft: AssetDraft) -> AssetDraft:
    return AssetDraft(
        jobs=tuple(dict.fromkeys((*known.jobs, *draft.jobs))),
        ops=known.ops,
        outputs=known.outputs,
        inputs=known.inputs,
        steps=known.steps,
        is_whole_job=known.is_whole_job,
        partitions=known.partitions,
        ending=known.ending,
        config=known.config,
    )


def _refuse(index: Index, draft: AssetDraft, other: AssetDraft) -> Mapping[str, tuple[Diagnostic, ...]]:
    keys = ", ".join("/".join(key) for key in draft.keys if key in other.keys) or "/".join(draft.keys[0])
    names = ", ".join(index.jobs[job].name for job in other.jobs)
    how = f"{_difference(draft, other)} than {names}"
    return {
        job: (
            SHARED_DIFFERENTLY.at(index.jobs[job].where, f"{index.jobs[job].name} makes {keys} {how}", job),
        )
        for job in draft.jobs
    }


def _difference(draft: AssetDraft, other: AssetDraft) -> str:
    """An asset has one set of partitions: where that is all, people may want to hear it."""
    same = replace(draft, partitions=other.partitions)
    return "with other partitions" if same.is_like(other) else "in another way"
