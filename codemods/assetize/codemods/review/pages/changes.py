"""The changes: the list of units, one unit's diff, and what is to be written or was."""

from collections.abc import Mapping

from assetize.analyzer.records import dataclass
from assetize.codemods.diff import FileDiff
from assetize.codemods.review.applying import last_level, wrong_settings
from assetize.codemods.review.change import Change
from assetize.codemods.review.diff_rows import HunkRows, hunk_rows
from assetize.codemods.review.session import Review
from assetize.codemods.review.units import ChangeUnit
from assetize.codemods.writing import UndoResult, WriteResult, find_dirty

VERDICT_WORDS = {"open": "to be reviewed", "accepted": "accepted", "rejected": "rejected"}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the list."""

    unit: ChangeUnit
    verdict: str
    has_changed: bool
    comment: str


@dataclass(frozen=True, slots=True)
class FileView:
    """One file's diff, in rows."""

    diff: FileDiff
    hunks: tuple[HunkRows, ...]
    done: tuple[str, ...]


def progress(review: Review) -> dict[str, int]:
    """How far the review is."""
    verdicts = [review.verdict(unit) for unit in review.units]
    return {
        "total": len(verdicts),
        "reviewed": sum(verdict != "open" for verdict in verdicts),
        "accepted": verdicts.count("accepted"),
        "rejected": verdicts.count("rejected"),
    }


def changes_page(review: Review) -> dict[str, object]:
    """The list of all units."""
    return {"lines": [_line(review, unit) for unit in review.units], "verdict_words": VERDICT_WORDS}


def unit_page(review: Review, query: Mapping[str, str]) -> dict[str, object] | None:
    """One unit with its diff; None when there is no such unit."""
    unit = review.unit(query.get("unit", ""))
    if unit is None:
        return None
    place = review.units.index(unit)
    change = review.change(unit)
    plans = {job.job: job for job in change.plan.jobs}
    return {
        "line": _line(review, unit),
        "verdict_words": VERDICT_WORDS,
        "place": place + 1,
        "previous": review.units[place - 1] if place else None,
        "next": review.units[place + 1] if place + 1 < len(review.units) else None,
        "change": change,
        "files": _file_views(change),
        "differences": [
            (name, plans[job].differences)
            for job, name in zip(unit.jobs, unit.names, strict=True)
            if job in plans and plans[job].differences
        ],
        "is_side_by_side": query.get("view") == "side",
    }


def apply_page(review: Review, query: Mapping[str, str]) -> dict[str, object]:
    """What applying would write, and what forbids it."""
    accepted = review.accepted()
    change = review.accepted_change()
    return {
        "accepted": accepted,
        "change": change,
        "files": _file_views(change),
        "is_side_by_side": query.get("view") == "side",
        "problems": (*wrong_settings(review.analysis), *change.missing),
        "dirty": find_dirty(review.root, [file.file for file in change.files]),
    }


def outcome_page(review: Review) -> dict[str, object]:
    """What the last button did, and what can be taken back."""
    outcome = review.outcome
    return {
        "written": outcome if isinstance(outcome, WriteResult) else None,
        "undone": outcome if isinstance(outcome, UndoResult) else None,
        "level": last_level(review),
        "root": str(review.root),
    }


def next_open(review: Review, unit: ChangeUnit) -> ChangeUnit | None:
    """The unit to look at after this one: the next that nobody judged, from the start where none follows."""
    place = review.units.index(unit)
    rest = (*review.units[place + 1 :], *review.units[:place])
    return next((other for other in rest if review.verdict(other) == "open"), None)


def _line(review: Review, unit: ChangeUnit) -> UnitLine:
    mark = review.mark_of(unit)
    comment = mark.comment if mark else ""
    return UnitLine(unit, review.verdict(unit), review.has_changed(unit), comment)


def _file_views(change: Change) -> list[FileView]:
    done = {file.file: file.actions for file in change.files}
    return [FileView(diff, hunk_rows(diff), done[diff.file]) for diff in change.diffs]
