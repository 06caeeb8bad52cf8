"""The steps that lay, replace and remove files; each can be repeated without harm."""

from collections.abc import Iterable
from pathlib import Path

from assetize.codemods.writing.content import Change
from assetize.codemods.writing.disk import Disk
from assetize.codemods.writing.journal import Level
from assetize.codemods.writing.manifest import Entry, Manifest, Version, manifest_to_bytes
from assetize.codemods.writing.versions import State, read_copy, state_of

Numbered = Iterable[tuple[int, Entry]]


def prepare(level: Level, manifest: Manifest, changes: Iterable[Change], disk: Disk) -> None:
    """Writes the manifest and copies of everything into the journal, lastingly; files stay as they are."""
    folders = (level.folder, level.folder / "before", level.folder / "after")
    for folder in folders:
        disk.make_folder(folder)
    written = {level.folder / "manifest.json": manifest_to_bytes(manifest)}
    for index, change in enumerate(changes):
        for side, content in (("before", change.before), ("after", change.after)):
            if content is not None:
                written[level.folder / side / f"{index:04}"] = content.data
    for path, data in written.items():
        disk.write_file(path, data, 0o600)
    # Syncing comes after all writing: the file system then saves everything in one go.
    for path in written:
        disk.sync_file(path)
    for folder in reversed(folders):
        disk.sync_folder(folder)


def lay_new(level: Level, entries: Numbered, disk: Disk) -> None:
    """Lays new texts beside their files."""
    _lay(level, [(index, entry, entry.after) for index, entry in entries], "after", disk)


def lay_old(level: Level, entries: Numbered, disk: Disk) -> None:
    """Lays former texts beside their files."""
    _lay(level, [(index, entry, entry.before) for index, entry in entries], "before", disk)


def _lay(level: Level, wanted: list[tuple[int, Entry, Version | None]], side: str, disk: Disk) -> None:
    laid: list[Path] = []
    for index, entry, version in wanted:
        if version is None:
            continue
        path, target = level.temporary(entry.target, index), level.root / entry.target
        disk.write_file(path, read_copy(level, index, version, side), version.mode)
        if target.exists():
            disk.copy_owner(target, path)
        laid.append(path)
    for path in laid:
        disk.sync_file(path)


def put(level: Level, index: int, entry: Entry, wanted: Version | None, disk: Disk) -> None:
    """Puts the text that was laid beside a file in its place, in one step; None removes the file."""
    if wanted is None:
        disk.remove_file(level.root / entry.target)
    else:
        disk.rename(level.temporary(entry.target, index), level.root / entry.target)


def make_folders(root: Path, names: Iterable[str], disk: Disk) -> None:
    """Makes folders, outermost first, where they are missing."""
    for name in names:
        disk.make_folder(root / name)


def remove_folders(root: Path, names: tuple[str, ...], disk: Disk) -> None:
    """Removes folders that are empty, innermost first."""
    for name in reversed(names):
        disk.remove_folder_if_empty(root / name)


def remove_laid(level: Level, manifest: Manifest, disk: Disk) -> None:
    """Removes texts that were laid beside files and did not take their place."""
    for index, entry in enumerate(manifest.entries):
        path = level.temporary(entry.target, index)
        if path.is_symlink() or path.exists():
            disk.remove_file(path)


def sync_folders(level: Level, manifest: Manifest, disk: Disk) -> None:
    """Makes the replacing and removing of files lasting."""
    folders = {(level.root / entry.target).parent for entry in manifest.entries}
    folders |= {(level.root / name).parent for name in manifest.new_folders}
    for folder in sorted(folders):
        if folder.is_dir():
            disk.sync_folder(folder)


def in_state(level: Level, manifest: Manifest, wanted: State) -> list[tuple[int, Entry]]:
    """The entries whose files have that content now, numbered."""
    return [
        (index, entry)
        for index, entry in enumerate(manifest.entries)
        if state_of(level.root, entry) is wanted
    ]
