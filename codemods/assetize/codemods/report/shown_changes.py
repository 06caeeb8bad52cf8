"""Makes what an upgrade would write ready to be shown: every part that stands alone, with its diff and its replacements."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assetize.analyzer.model import Analysis
from assetize.codemods.diff import FileDiff, Tag, diff_file, diff_files
from assetize.codemods.model import FileRewrite, Plan
from assetize.codemods.plan import PlanOptions
from assetize.codemods.report.shown_upgrade import (
    Replacement,
    ShownChange,
    ShownFile,
    ShownHunk,
    ShownLine,
)
from assetize.codemods.review.change import checked_change
from assetize.codemods.review.units import ChangeUnit, find_units

MOST_ALONE = 12
"""Parts that are each prepared, and pass the gate, by themselves; of more, the upgrade is shown as one."""


def shown_changes(
    root: Path, analysis: Analysis, plan: Plan, options: PlanOptions, files: Sequence[FileRewrite]
) -> tuple[ShownChange, ...]:
    """The parts of a prepared upgrade, in the order of their first jobs. ``files`` are those of the whole upgrade."""
    if not files:
        return ()
    units = find_units(analysis, plan, options)
    if 1 < len(units) <= MOST_ALONE:
        changes = [checked_change(root, analysis, options, [unit]) for unit in units]
        if not any(change.missing for change in changes):
            parts = zip(units, changes, strict=True)
            return tuple(_change(unit.jobs, analysis, plan, change.files) for unit, change in parts)
    return (_change(_all_jobs(units), analysis, plan, files),)


def _all_jobs(units: Sequence[ChangeUnit]) -> tuple[str, ...]:
    return tuple(job for unit in units for job in unit.jobs)


def _change(ids: Sequence[str], analysis: Analysis, plan: Plan, files: Sequence[FileRewrite]) -> ShownChange:
    jobs = [job for job in analysis.project.jobs if job.id in ids]
    keys = sorted({key for asset in plan.expected if set(asset.jobs) & set(ids) for key in asset.keys})
    first = min(job.where for job in jobs)
    rewrites = {rewrite.file: rewrite for rewrite in files}
    shown = tuple(_file(diff, rewrites[diff.file]) for diff in diff_files(files))
    return ShownChange(tuple(job.name for job in jobs), first.file, first.line, tuple(keys), shown)


def moved(change: ShownChange, folder: str) -> ShownChange:
    """The same change, its files named from the folder that holds all analysed folders."""
    if folder == ".":
        return change
    files = tuple(replace(file, file=f"{folder}/{file.file}") for file in change.files)
    return replace(change, file=f"{folder}/{change.file}", files=files)


def _file(diff: FileDiff, rewrite: FileRewrite) -> ShownFile:
    return ShownFile(diff.file, diff.added, diff.removed, tuple(_hunks(diff)), _replacements(rewrite))


def _hunks(diff: FileDiff) -> Iterator[ShownHunk]:
    for hunk in diff.hunks:
        lines = (
            ShownLine(line.tag.value, line.data.decode(diff.encoding, "backslashreplace").rstrip("\r\n"))
            for line in hunk.lines
        )
        yield ShownHunk(max(hunk.before_start, 1), tuple(lines))


def _replacements(rewrite: FileRewrite) -> tuple[Replacement, ...] | None:
    """What an editor would have to do, or None where the file cannot be spoken of in characters."""
    diff = diff_file(rewrite, context=0)
    try:
        return tuple(_replacement(diff, number) for number in range(len(diff.hunks)))
    except UnicodeDecodeError:
        return None


def _replacement(diff: FileDiff, number: int) -> Replacement:
    hunk = diff.hunks[number]
    text = "".join(line.data.decode(diff.encoding) for line in hunk.lines if line.tag is Tag.ADDED)
    # Where no line goes, the hunk names the line after which the new ones stand.
    start = hunk.before_start if hunk.before_count else hunk.before_start + 1
    removed = [line.data.decode(diff.encoding) for line in hunk.lines if line.tag is Tag.REMOVED]
    ends_at = len(removed[-1]) if removed and not removed[-1].endswith("\n") else 0
    return Replacement(start, hunk.before_count, text, ends_at)
