"""Takes the last write back, file by file as it was before."""

from pathlib import Path

from assetize.analyzer.codes.writing import CHANGED_AFTER_WRITE
from assetize.analyzer.model import Diagnostic, Location
from assetize.codemods.writing.content import Change, Content, read_content
from assetize.codemods.writing.disk import Disk
from assetize.codemods.writing.errors import WriteRefused
from assetize.codemods.writing.journal import Level, Stage, find_levels
from assetize.codemods.writing.manifest import Entry, Manifest, entry_from_change
from assetize.codemods.writing.results import UndoResult
from assetize.codemods.writing.session import writing_session
from assetize.codemods.writing.targets import missing_folders
from assetize.codemods.writing.transaction import carry_out
from assetize.codemods.writing.versions import State, read_copy, read_manifest, state_of


def undo(root: Path, *, disk: Disk | None = None) -> UndoResult:
    """Restores what the last write changed and removes what it created; called again, it goes one write further back.

    Raises ``WriteRefused`` when one of the files is not as that write left it. Permission bits stay as they are now: a
    write does not change them.
    """
    root = root.resolve(strict=True)
    if not find_levels(root):
        return UndoResult()
    disk = disk or Disk()
    with writing_session(root, disk):
        done = done_levels(root)
        if not done:
            return UndoResult()
        return _undo(done[-1], len(done) - 1, disk)


def done_levels(root: Path) -> list[Level]:
    """The writes that can be undone, the oldest first."""
    return [level for level in find_levels(root) if level.stage is Stage.DONE]


def _undo(level: Level, levels_left: int, disk: Disk) -> UndoResult:
    written = read_manifest(level)
    changed = [_refusal(entry) for entry in written.entries if state_of(level.root, entry) is not State.AFTER]
    if changed:
        raise WriteRefused(changed)
    changes = tuple(_change_back(level, index, entry) for index, entry in enumerate(written.entries))
    new_folders = missing_folders(level.root, [change.target for change in changes])
    entries = tuple(entry_from_change(change) for change in changes)
    manifest = Manifest("undo", level.number, new_folders, written.new_folders, entries)
    carry_out(level.root, manifest, changes, disk)
    return UndoResult(
        restored=tuple(change.file for change in changes if change.after is not None),
        removed=tuple(change.file for change in changes if change.after is None),
        levels_left=levels_left,
    )


def _change_back(level: Level, index: int, entry: Entry) -> Change:
    now = read_content(level.root / entry.target)
    if entry.before is None:
        return Change(entry.file, entry.target, now, None)
    mode = entry.before.mode if now is None else now.mode
    return Change(
        entry.file, entry.target, now, Content(read_copy(level, index, entry.before, "before"), mode)
    )


def _refusal(entry: Entry) -> Diagnostic:
    message = f"{entry.file} has been changed since it was written"
    return CHANGED_AFTER_WRITE.at(Location(entry.file, 1), message)
