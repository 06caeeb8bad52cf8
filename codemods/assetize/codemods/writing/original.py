"""The files as they were before the last write."""

from collections.abc import Mapping
from pathlib import Path

from assetize.codemods.writing.undo import done_levels
from assetize.codemods.writing.versions import read_copy, read_manifest


def original(root: Path) -> Mapping[str, bytes]:
    """The former bytes of every file that the last write replaced, by path; empty when there was no write.

    Files that the write created are not among them: see :func:`created_files`.
    """
    root = root.resolve(strict=True)
    for level in done_levels(root)[-1:]:
        entries = enumerate(read_manifest(level).entries)
        return {
            entry.file: read_copy(level, index, entry.before, "before")
            for index, entry in entries
            if entry.before is not None
        }
    return {}


def created_files(root: Path) -> tuple[str, ...]:
    """The files that the last write created."""
    root = root.resolve(strict=True)
    for level in done_levels(root)[-1:]:
        return tuple(entry.file for entry in read_manifest(level).entries if entry.before is None)
    return ()
