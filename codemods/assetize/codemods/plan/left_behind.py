"""Jobs that share ops with a job which stays, where what the ops make differs by the config of the two."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.codes.planning import NAME_FROM_CONFIG
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.drafts import AssetDraft
from assetize.codemods.plan.index import Index


def find_left_behind(
    index: Index, drafts: Sequence[AssetDraft], upgraded: Sequence[str]
) -> Mapping[str, tuple[Diagnostic, ...]]:
    """What they make is only told apart as long as both stay: a later upgrade would see one use of the op."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for draft in drafts:
        if not draft.config:
            continue
        others = {job for op in draft.ops for job, _ in index.uses.get(op, ())} - set(upgraded)
        if others:
            names = ", ".join(sorted(index.jobs[job].name for job in others))
            for job in (index.jobs[name] for name in draft.jobs):
                message = f"{job.name}: its ops make something else in {names}, which stays as it is"
                found[job.id] = (NAME_FROM_CONFIG.at(job.where, message, job.id),)
    return found
