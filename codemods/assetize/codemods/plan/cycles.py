"""Dependencies found by reading storage must not make a circle: an op may read what a later op of its own run will write."""

from collections.abc import Sequence
from dataclasses import replace

from assetize.analyzer.graph_order import is_reached
from assetize.codemods.plan.drafts import AssetDraft, InputDraft, Key


def without_circles(drafts: Sequence[AssetDraft]) -> tuple[AssetDraft, ...]:
    """The drafts without those storage reads that would close a circle. Wired inputs always stay."""
    maker: dict[Key, int] = {key: number for number, draft in enumerate(drafts) for key in draft.keys}
    edges = {
        (maker[item.key], number)
        for number, draft in enumerate(drafts)
        for item in draft.inputs
        if item.read_by is None and item.key in maker
    }
    return tuple(
        replace(draft, inputs=_keep(edges, maker, number, draft)) for number, draft in enumerate(drafts)
    )


def _keep(
    edges: set[tuple[int, int]], maker: dict[Key, int], number: int, draft: AssetDraft
) -> tuple[InputDraft, ...]:
    """Remembers in ``edges`` what it keeps: of two reads that would make a circle together, the first stays."""
    kept = []
    for item in draft.inputs:
        upstream = maker.get(item.key)
        if item.read_by is not None and upstream is not None:
            if is_reached(edges, number, upstream):
                continue
            edges.add((upstream, number))
        kept.append(item)
    return tuple(kept)
