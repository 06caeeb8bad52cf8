"""The files as they were before the last upgrade."""

from collections.abc import Mapping
from pathlib import Path

from assetize.codemods.writing.journal import Level
from assetize.codemods.writing.manifest import Manifest
from assetize.codemods.writing.undo import done_levels
from assetize.codemods.writing.versions import read_copy, read_manifest


def original(root: Path) -> Mapping[str, bytes]:
    """The former bytes of every file that the last upgrade replaced, by path; empty when there was none.

    Files that it created are not among them: see :func:`created_files`.
    """
    found = _last_upgrade(root)
    if found is None:
        return {}
    level, manifest = found
    return {
        entry.file: read_copy(level, index, entry.before, "before")
        for index, entry in enumerate(manifest.entries)
        if entry.before is not None
    }


def created_files(root: Path) -> tuple[str, ...]:
    """The files that the last upgrade created."""
    found = _last_upgrade(root)
    return tuple(entry.file for entry in found[1].entries if entry.before is None) if found else ()


def _last_upgrade(root: Path) -> tuple[Level, Manifest] | None:
    """The last write that changed Python: a correction of the settings is a write of its own."""
    for level in reversed(done_levels(root.resolve(strict=True))):
        manifest = read_manifest(level)
        if any(entry.file.endswith((".py", ".pyi")) for entry in manifest.entries):
            return level, manifest
    return None
