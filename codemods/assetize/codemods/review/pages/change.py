"""One change unit: what it makes and why, what is different when it runs, and its diff."""

from collections.abc import Iterator, Mapping

from assetize.analyzer.model import Evidence
from assetize.analyzer.records import dataclass
from assetize.codemods.review.change import Change
from assetize.codemods.review.diff_views import view_diff
from assetize.codemods.review.pages.verdicts import VERDICT_WORDS, unit_line
from assetize.codemods.review.session import Review
from assetize.codemods.review.units import ChangeUnit

SECONDS_TO_WAIT = 1.0
MOST_SHOWN = 30
"""Jobs, and assets, that are named one by one."""


@dataclass(frozen=True, slots=True)
class AssetReason:
    """One asset that the change makes, and the first reason for it. ``job``: the id of one that has it."""

    key: str
    form: str
    ops: tuple[str, ...]
    job: str
    confidence: str
    evidence: Evidence | None


def unit_page(review: Review, query: Mapping[str, str]) -> dict[str, object] | None:
    """One unit with its diff; None when there is no such unit, no ``change`` while its text is being worked out."""
    unit = review.unit(query.get("unit", ""))
    if unit is None:
        return None
    if not review.is_change_ready(unit, SECONDS_TO_WAIT):
        return {"working": f"Working out what changes for {', '.join(unit.names[:3])} …"}
    place = review.units.index(unit)
    change = review.change(unit)
    plans = {job.job: job for job in change.plan.jobs}
    reasons = list(_reasons(review, change))
    return {
        "line": unit_line(review, unit),
        "verdict_words": VERDICT_WORDS,
        "place": place + 1,
        "previous": review.units[place - 1] if place else None,
        "next": review.units[place + 1] if place + 1 < len(review.units) else None,
        "change": change,
        "view": view_diff(change, query),
        "most": MOST_SHOWN,
        "reasons": reasons[:MOST_SHOWN],
        "reason_count": len(reasons),
        "differences": [
            (name, plans[job].differences)
            for job, name in zip(unit.jobs, unit.names, strict=True)
            if job in plans and plans[job].differences
        ],
    }


def next_open(review: Review, unit: ChangeUnit) -> ChangeUnit | None:
    """The unit to look at after this one: the next that nobody judged, from the start where none follows."""
    place = review.units.index(unit)
    rest = (*review.units[place + 1 :], *review.units[:place])
    return next(
        (other for other in rest if review.is_verdict_known(other) and review.verdict(other) == "open"), None
    )


def _reasons(review: Review, change: Change) -> Iterator[AssetReason]:
    decisions = {item.asset_key: item for item in review.analysis.outputs if item.asset_key}
    names = {op.id: op.name for op in review.analysis.project.ops}
    for asset in change.plan.expected:
        ops = tuple(names[op] for op in asset.ops if op in names)
        for key in asset.keys:
            decision = decisions.get(key)
            evidence = decision.evidence[0] if decision and decision.evidence else None
            confidence = decision.confidence if decision else ""
            yield AssetReason("/".join(key), asset.form, ops, asset.jobs[0], confidence, evidence)
