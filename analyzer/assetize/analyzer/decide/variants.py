"""Decisions on the views of one op, put together where they are the same."""

import dataclasses
from collections.abc import Sequence

from assetize.analyzer.decide.draft import Draft
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.model import OpUse


def merge_variants(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """One draft for each output and object; without uses when all uses of the op agree."""
    groups: dict[object, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(_verdict(draft), []).append(draft)
    verdicts: dict[tuple[str, str], int] = {}
    for group in groups.values():
        place = group[0].place[:2]
        verdicts[place] = verdicts.get(place, 0) + 1
    return tuple(
        group[0] if not group[0].view.uses else _merged(group, verdicts[group[0].place[:2]])
        for group in groups.values()
    )


def _verdict(draft: Draft) -> object:
    # A key that the code declares is the same asset, whatever the object is.
    identity = draft.stored.identity if draft.stored and not draft.declared else None
    return (draft.place[:2], draft.decision, draft.key, identity)


def _merged(group: Sequence[Draft], verdicts: int) -> Draft:
    first = group[0]
    evidence = tuple(dict.fromkeys(item for draft in group for item in draft.evidence))
    uses = () if verdicts == 1 else tuple(use for draft in group for use in draft.view.uses)
    return dataclasses.replace(
        first,
        view=_together(group, uses),
        evidence=evidence,
        stored=first.stored if len({draft.stored for draft in group}) == 1 else None,
        is_launch_given=any(draft.is_launch_given for draft in group),
        hides_default=any(draft.hides_default for draft in group),
    )


def _together(group: Sequence[Draft], uses: tuple[OpUse, ...]) -> OpView:
    return dataclasses.replace(
        group[0].view,
        jobs=tuple(sorted({job for draft in group for job in draft.view.jobs})),
        uses=tuple(sorted(uses)),
    )
