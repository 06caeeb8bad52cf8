"""What is said of a unit on every page, without waiting for texts that are still being worked out."""

from collections.abc import Iterable

from assetize.analyzer.records import dataclass
from assetize.codemods.review.session import Review
from assetize.codemods.review.units import ChangeUnit

VERDICT_WORDS = {
    "open": "to be reviewed",
    "accepted": "accepted",
    "rejected": "rejected",
    "checking": "being compared with what was judged",
}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit with what was said about it."""

    unit: ChangeUnit
    verdict: str
    has_changed: bool
    comment: str


def shown_verdict(review: Review, unit: ChangeUnit) -> str:
    """The verdict, or that it is not known yet whether one still holds."""
    return review.verdict(unit) if review.is_verdict_known(unit) else "checking"


def unit_line(review: Review, unit: ChangeUnit) -> UnitLine:
    """The unit's line."""
    mark = review.mark_of(unit)
    verdict = shown_verdict(review, unit)
    has_changed = verdict != "checking" and review.has_changed(unit)
    return UnitLine(unit, verdict, has_changed, mark.comment if mark else "")


def progress(review: Review) -> dict[str, int]:
    """How far the review is."""
    verdicts = [shown_verdict(review, unit) for unit in review.units]
    return {
        "total": len(verdicts),
        "reviewed": _count(verdicts, ("accepted", "rejected")),
        "accepted": _count(verdicts, ("accepted",)),
        "rejected": _count(verdicts, ("rejected",)),
        "checking": _count(verdicts, ("checking",)),
    }


def _count(verdicts: Iterable[str], wanted: tuple[str, ...]) -> int:
    return sum(verdict in wanted for verdict in verdicts)
