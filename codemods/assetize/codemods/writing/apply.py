"""Writes the files of an upgrade, all or none."""

from collections.abc import Sequence
from pathlib import Path

from assetize.codemods.model import FileRewrite
from assetize.codemods.writing.content import Change
from assetize.codemods.writing.dirty import DirtyPolicy, find_dirty
from assetize.codemods.writing.disk import Disk
from assetize.codemods.writing.errors import WriteRefused
from assetize.codemods.writing.manifest import Manifest, entry_from_change
from assetize.codemods.writing.results import WriteResult
from assetize.codemods.writing.session import writing_session
from assetize.codemods.writing.targets import find_changes, missing_folders
from assetize.codemods.writing.transaction import carry_out


def apply(
    root: Path,
    files: Sequence[FileRewrite],
    *,
    dirty: DirtyPolicy = DirtyPolicy.REFUSE,
    disk: Disk | None = None,
) -> WriteResult:
    """Replaces the files below ``root``, all or none, and remembers what they were.

    Raises ``WriteRefused`` when a file is not as it was when it was read, has uncommitted changes (see ``dirty``) or
    must not be written, and ``WriteFailed`` when the operating system fails; the files are then as they were.
    """
    root = root.resolve(strict=True)
    changes = find_changes(root, files)
    if dirty is DirtyPolicy.REFUSE and (found := find_dirty(root, [change.file for change in changes])):
        raise WriteRefused(found)
    if not changes:
        return WriteResult()
    disk = disk or Disk()
    with writing_session(root, disk):
        # Between the first look and the lock, another command may have written.
        changes = find_changes(root, files)
        carry_out(root, _manifest(root, changes), changes, disk)
    created = tuple(change.file for change in changes if change.before is None)
    return WriteResult(tuple(change.file for change in changes), created)


def _manifest(root: Path, changes: Sequence[Change]) -> Manifest:
    new_folders = missing_folders(root, [change.target for change in changes])
    return Manifest("write", 0, new_folders, (), tuple(entry_from_change(change) for change in changes))
