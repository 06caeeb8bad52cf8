"""The text of a change: what chosen units do to the files, with a digest that is another one as soon as the text is."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from assetize.analyzer.model import Analysis, Diagnostic
from assetize.analyzer.records import dataclass
from assetize.codemods.diff import FileDiff, diff_files
from assetize.codemods.model import FileRewrite, Plan
from assetize.codemods.plan import PlanOptions
from assetize.codemods.review.units import ChangeUnit, left_out, only
from assetize.codemods.upgrade import PreparedUpgrade, draft_upgrade, prepare_upgrade


@dataclass(frozen=True, slots=True)
class Change:
    """What units do to the files. ``missing``: why jobs of them fell out on the way."""

    plan: Plan
    files: tuple[FileRewrite, ...]
    diffs: tuple[FileDiff, ...]
    digest: str
    missing: tuple[Diagnostic, ...] = ()
    prepared: PreparedUpgrade | None = None
    """What the proof runs; None where nothing is changed."""


def draft_change(root: Path, analysis: Analysis, options: PlanOptions, unit: ChangeUnit) -> Change:
    """What one unit does by itself, for a person to read: it passes the gate together with all that is accepted."""
    return _change(draft_upgrade(root, only(options, [unit]), analysis), [unit])


def checked_change(
    root: Path, analysis: Analysis, options: PlanOptions, units: Sequence[ChangeUnit]
) -> Change:
    """What these units do together; it has passed the gate."""
    if not units:
        return Change(Plan(), (), (), digest_of(()))
    return _change(prepare_upgrade(root, only(options, units), analysis), units)


def _change(prepared: PreparedUpgrade, units: Sequence[ChangeUnit]) -> Change:
    lost = set(left_out(prepared.plan, units))
    reasons = (found for job in prepared.plan.jobs if job.job in lost for found in job.diagnostics)
    files = prepared.rewrite.files
    diffs = diff_files(files)
    return Change(prepared.plan, files, diffs, digest_of(diffs), tuple(dict.fromkeys(reasons)), prepared)


def digest_of(diffs: Sequence[FileDiff]) -> str:
    """One hash of every changed line and what stands around it, wherever in the file that is."""
    digest = hashlib.sha256()
    for diff in diffs:
        digest.update(repr((diff.file, diff.creates)).encode("utf-8", "surrogateescape"))
        for hunk in diff.hunks:
            digest.update(repr([(line.tag.value, line.data) for line in hunk.lines]).encode())
    return digest.hexdigest()
