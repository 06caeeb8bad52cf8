"""Asset keys that are different for different objects: a qualifier is put in front where plain names collide."""

import dataclasses
from collections.abc import Sequence, Set

from assetize.analyzer.codes.deciding import KEY_CONFLICT, KEY_TAKEN
from assetize.analyzer.decide.draft import Draft
from assetize.analyzer.decide.rules.table_hint import is_named_by_metadata
from assetize.analyzer.model import AssetDefinition, Diagnostic, Project


def settle_keys(
    drafts: Sequence[Draft], project: Project
) -> tuple[tuple[Draft, ...], tuple[Diagnostic, ...]]:
    """Drafts with keys as unequal as the code allows, and a diagnostic for each conflict that remains."""
    qualified = _qualify(drafts)
    hidden = frozenset(module.id for module in project.modules if module.is_hidden)
    conflicts = [
        KEY_CONFLICT.at(
            draft.view.op.where,
            f"{draft.view.op.name} and {_names(rivals, draft)} would both make the asset {'/'.join(key)!r}",
            draft.view.op.id,
        )
        for key, group in _by_key(qualified).items()
        for draft in group
        if len(rivals := _rivals(group, draft, hidden)) > 1 and draft.view.jobs
    ]
    existing = {asset.key: asset for asset in project.assets}
    taken = [
        KEY_TAKEN.at(
            draft.view.op.where,
            f"{draft.view.op.name} would make the asset {'/'.join(draft.key)!r}, which "
            f"{existing[draft.key].where.file}:{existing[draft.key].where.line} already defines",
            draft.view.op.id,
        )
        for draft in qualified
        if draft.decision == "asset" and draft.key in existing and not _is_its_own(draft, existing[draft.key])
    ]
    return qualified, (*conflicts, *taken)


def _rivals(group: Sequence[Draft], draft: Draft, hidden: Set[str]) -> Sequence[Draft]:
    """Those that would make its asset, too, itself included: what a hidden file makes is no rival for what can be imported."""
    seen = [item for item in group if any(job.partition(":")[0] not in hidden for job in item.view.jobs)]
    return seen if draft in seen else group


def _is_its_own(draft: Draft, asset: AssetDefinition) -> bool:
    """The op makes the object inside that very asset, and nowhere else."""
    return draft.view.op.id in asset.ops and not draft.view.jobs


def _by_key(drafts: Sequence[Draft]) -> dict[tuple[str, ...], list[Draft]]:
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.decision == "asset" and draft.view.jobs:
            groups.setdefault(draft.key, []).append(draft)
    return groups


def _qualify(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Put the schema or folder in front of colliding keys, if that tells all of a group apart."""
    changed: dict[tuple[str, str, int], Draft] = {}
    for group in _by_key(drafts).values():
        if len(group) < 2 or any(_has_own_key(draft) or draft.stored is None for draft in group):
            continue
        qualifiers = [draft.stored.qualifier for draft in group if draft.stored]
        if len(set(qualifiers)) == len(group):
            for draft, qualifier in zip(group, qualifiers, strict=True):
                if qualifier:
                    changed[draft.place] = dataclasses.replace(draft, key=(qualifier, *draft.key))
    return tuple(changed.get(draft.place, draft) for draft in drafts)


def _names(group: Sequence[Draft], draft: Draft) -> str:
    return ", ".join(sorted(other.view.op.name for other in group if other is not draft))


def _has_own_key(draft: Draft) -> bool:
    """The code gives the key itself; metadata names an object, as a write does."""
    return draft.declared and draft.rule != is_named_by_metadata.__name__
