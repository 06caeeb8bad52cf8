"""Writes what was accepted, proves it, and takes it back: only ever what the page showed."""

from functools import partial

from assetize.analyzer.api import analyze
from assetize.analyzer.codes.settings import SETTINGS
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.review.change import Change
from assetize.codemods.review.proving import ProofState
from assetize.codemods.review.session import Outdated, Review
from assetize.codemods.verification.keeping import prove_and_keep, verify_and_keep
from assetize.codemods.verification.kept_proofs import kept_proof_of
from assetize.codemods.verification.verify import Engine
from assetize.codemods.writing import DirtyPolicy, WriteRefused, WritingError, apply, undo
from assetize.codemods.writing.undo import done_levels

SETTING_CODES = frozenset(code.code for code in SETTINGS)


def wrong_settings(analysis: Analysis) -> tuple[Diagnostic, ...]:
    """Entries of the settings that cannot be used: one may be meant to keep something as it is, so nothing is written."""
    return tuple(
        item for item in analysis.diagnostics if item.code in SETTING_CODES and item.severity == "error"
    )


def apply_accepted(review: Review, digest: str, dirty: DirtyPolicy) -> None:
    """Writes the accepted units as one transaction.

    The project is read again first. Raises ``Outdated`` when it is not as it was, or the accepted text is not the one with
    this digest (another tab applied or judged meanwhile), and ``WritingError`` when the files must not or cannot be written.
    """
    with review.lock:
        analysis = analyze(review.root)
        if analysis != review.analysis:
            review.read(analysis)
            raise Outdated(
                "The project has changed since it was read. It was read again; look at the changes."
            )
        change = review.accepted_change()
        if change.digest != digest or not change.files:
            raise Outdated("What is accepted now is not what was shown; look at it again.")
        if refused := (*wrong_settings(analysis), *change.missing):
            raise WriteRefused(refused)
        try:
            review.outcome = apply(review.root, change.files, dirty=dirty)
        except WritingError:
            # Texts may have changed in ways that an analysis does not show.
            review.read(analysis)
            raise
        review.written_digest = digest
        review.read(analyze(review.root))


def prove_accepted(review: Review, digest: str, engine: Engine) -> None:
    """Begins to prove the text with this digest before it is written. Raises ``Outdated`` when it is not what is accepted now."""
    with review.lock:
        change = review.accepted_change()
        if change.digest != digest or change.prepared is None:
            raise Outdated("What is accepted now is not what was shown; look at it again.")
        review.proofs.begin(digest, partial(prove_and_keep, review.root, change.prepared, engine))


def proof_of(review: Review, change: Change) -> ProofState:
    """What is known of a text that is not written, be it from an earlier start of the page."""
    if review.proofs.state(change.digest).state == "none" and change.files:
        kept = kept_proof_of(review.root, {file.file: file.after for file in change.files})
        if kept is not None:
            review.proofs.offer(change.digest, kept.proof)
    return review.proofs.state(change.digest)


def prove_written(review: Review, engine: Engine) -> None:
    """Begins to prove what was written last."""
    with review.lock:
        if not review.written:
            raise Outdated("Nothing is written that could be proved.")
        review.proofs.begin(review.written_digest, partial(verify_and_keep, review.root, None, engine))


def undo_last(review: Review, level: int) -> None:
    """Takes the last write back. Raises ``Outdated`` when it is not the one of that number any more."""
    with review.lock:
        if level != last_level(review):
            raise Outdated("Something was written or taken back meanwhile; look again.")
        review.outcome = undo(review.root)
        review.written_digest = ""
        review.read(analyze(review.root))


def last_level(review: Review) -> int:
    """The number of the last write that can be undone; 0 when there is none."""
    return max((level.number for level in done_levels(review.root)), default=0)
