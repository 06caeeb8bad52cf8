"""What applying would write and what forbids it, and what it wrote."""

from collections.abc import Mapping

from assetize.codemods.review.applying import last_level, proof_of, wrong_settings
from assetize.codemods.review.diff_views import view_diff
from assetize.codemods.review.pages.change import SECONDS_TO_WAIT
from assetize.codemods.review.session import Review
from assetize.codemods.writing import UndoResult, WriteResult, find_dirty


def apply_page(review: Review, query: Mapping[str, str]) -> dict[str, object]:
    """What all that is accepted would write; no more than ``working`` while that is being worked out."""
    if not review.is_accepted_change_ready(SECONDS_TO_WAIT):
        return {"working": "Putting together what is accepted, and reading the new text again …"}
    change = review.accepted_change()
    return {
        "accepted": review.accepted(),
        "change": change,
        "view": view_diff(change, query),
        "problems": (*wrong_settings(review.analysis), *change.missing),
        "dirty": find_dirty(review.root, [file.file for file in change.files]),
        "proof": proof_of(review, change),
    }


def outcome_page(review: Review) -> dict[str, object]:
    """What the last button did, and what can be taken back."""
    outcome = review.outcome
    return {
        "written": outcome if isinstance(outcome, WriteResult) else None,
        "undone": outcome if isinstance(outcome, UndoResult) else None,
        "level": last_level(review),
        "root": str(review.root),
        "proof": review.proofs.state(review.written_digest),
        "earlier": review.written,
    }
