"""Dependencies found by reading storage must not make a circle: an op may read what a later op of its own run will write."""

from collections.abc import Sequence
from dataclasses import replace

from assetize.analyzer.graph_order import reached_from
from assetize.codemods.plan.drafts import AssetDraft, InputDraft, Key


def without_circles(drafts: Sequence[AssetDraft]) -> tuple[AssetDraft, ...]:
    """The drafts without those storage reads that would close a circle. Wired inputs always stay."""
    maker: dict[Key, int] = {key: number for number, draft in enumerate(drafts) for key in draft.keys}
    feeds: dict[int, set[int]] = {number: set() for number in range(len(drafts))}
    for number, draft in enumerate(drafts):
        for item in draft.inputs:
            if item.read_by is None and item.key in maker:
                feeds[maker[item.key]].add(number)
    return tuple(
        replace(draft, inputs=_keep(feeds, maker, number, draft)) for number, draft in enumerate(drafts)
    )


def _keep(
    feeds: dict[int, set[int]], maker: dict[Key, int], number: int, draft: AssetDraft
) -> tuple[InputDraft, ...]:
    """Remembers in ``feeds`` what it keeps: of two reads that would make a circle together, the first stays."""
    kept = []
    for item in draft.inputs:
        upstream = maker.get(item.key)
        if item.read_by is not None and upstream is not None:
            if upstream in reached_from(feeds, number):
                continue
            feeds[upstream].add(number)
        kept.append(item)
    return tuple(kept)
