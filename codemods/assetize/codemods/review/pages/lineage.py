"""The lineage of a job or of the whole project, as large as it is: searched, grouped, or around one node."""

from collections.abc import Mapping

from assetize.codemods.review.lineage import Drawing, Picture, all_assets_of, assets_of, draw, ops_of
from assetize.codemods.review.lineage.boxes import OF_ASSETS, OF_OPS, Boxes, BoxKind, find_boxes
from assetize.codemods.review.lineage.drawing import MOST_NODES
from assetize.codemods.review.lineage.excerpts import by_box, found_in, near, of_box
from assetize.codemods.review.session import Review

MOST_DRAWN = 1_500
MOST_FOUND = 50
HOPS = (1, 2, 3, 5)
SIDES = (("after", "after: assets"), ("before", "before: ops"))

Query = Mapping[str, str]


def lineage_page(review: Review, query: Query) -> dict[str, object] | None:
    """``job`` and ``side`` choose the picture, ``focus`` and ``hops``, or ``show`` and ``box`` a part of it, ``q`` marks nodes."""
    job = next((job for job in review.analysis.project.jobs if job.id == query.get("job")), None)
    if query.get("job") and job is None:
        return None
    side = "before" if job and query.get("side") == "before" else "after"
    if job is None:
        picture = all_assets_of(review.analysis, review.plan)
    elif side == "before":
        picture = ops_of(review.analysis, review.plan, job)
    else:
        picture = assets_of(review.analysis, review.plan, job)
    kinds = find_boxes(OF_OPS if side == "before" else OF_ASSETS, picture, review.analysis, review.plan)
    wanted = {name: query.get(name, "").strip() for name in ("focus", "hops", "box", "show", "q")}
    found = found_in(picture, wanted["q"]) if wanted["q"] else ()
    shown, way = _shown(picture, wanted, kinds)
    return {
        "job": job,
        "side": side,
        "sides": SIDES,
        "picture": picture,
        "made_count": sum(node.kind == "asset" for node in picture.nodes),
        "shown": shown,
        "way": way,
        "kinds": [kind for kind, _ in kinds.values()],
        "drawing": _drawing(shown),
        "query": wanted,
        "hops": _hops(wanted),
        "all_hops": HOPS,
        "found": found[:MOST_FOUND],
        "found_count": len(found),
        "marked": frozenset(node.id for node in found) | {wanted["focus"]},
    }


def _hops(wanted: Query) -> int:
    return next((hops for hops in HOPS if str(hops) == wanted["hops"]), 2)


def _shown(
    picture: Picture, wanted: Query, kinds: Mapping[str, tuple[BoxKind, Boxes]]
) -> tuple[Picture, str]:
    """What is drawn, and which way of looking at it that is."""
    if any(node.id == wanted["focus"] for node in picture.nodes):
        return near(picture, wanted["focus"], _hops(wanted)), "focus"
    show = wanted["show"]
    if not show and len(picture.nodes) > MOST_NODES:
        show = next(iter(kinds), "")
    if show not in kinds:
        return picture, "all"
    _, boxes = kinds[show]
    if wanted["box"] in boxes.values():
        return of_box(picture, boxes, wanted["box"]), "box"
    return by_box(picture, boxes), show


def _drawing(picture: Picture) -> Drawing | None:
    return draw(picture, MOST_DRAWN)
