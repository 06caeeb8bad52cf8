"""Settles what a killed command left behind: every interrupted transaction is completed or taken back."""

from pathlib import Path

from assetize.analyzer.codes.writing import INTERRUPTED_WRITE
from assetize.analyzer.model import Diagnostic, Location
from assetize.codemods.writing.disk import Disk
from assetize.codemods.writing.errors import RecoveryBlocked, describe, write_failed
from assetize.codemods.writing.journal import Level, Stage, discard, find_levels
from assetize.codemods.writing.lock import hold_lock
from assetize.codemods.writing.manifest import Manifest
from assetize.codemods.writing.results import Recovery, RecoveryOutcome
from assetize.codemods.writing.settle import complete, drop, finish, revert, undone_levels
from assetize.codemods.writing.steps import in_state
from assetize.codemods.writing.versions import State, copy_name, read_manifest

PATIENCE_SECONDS = 30
"""A write takes a second or so: a command that only reads waits for it."""


def recover(
    root: Path, *, disk: Disk | None = None, patience: float = PATIENCE_SECONDS
) -> tuple[Recovery, ...]:
    """Makes the tree wholly old or wholly new again after a kill; every command begins with it.

    It writes nothing, not even a lock, when nothing was interrupted. Raises ``RecoveryBlocked`` when a file was changed
    by something else after the kill, and ``WriteRefused`` when a running command holds the lock for too long.
    """
    root = root.resolve(strict=True)
    if all(level.stage is Stage.DONE for level in find_levels(root)):
        return ()
    with hold_lock(root, patience):
        return settle_all(root, disk or Disk())


def settle_all(root: Path, disk: Disk) -> tuple[Recovery, ...]:
    """Settles every interrupted transaction; the lock must be held."""
    unfinished = [level for level in find_levels(root) if level.stage is not Stage.DONE]
    try:
        settled = [_settle(level, disk) for level in unfinished]
    except OSError as problem:
        raise write_failed(f"an interrupted write cannot be finished yet: {describe(problem)}") from problem
    return tuple(item for item in settled if item is not None)


def _settle(level: Level, disk: Disk) -> Recovery | None:
    match level.stage:
        case Stage.PREPARING | Stage.DISCARDED | Stage.DONE:
            discard(level, disk)
            return None
        case Stage.PLANNED:
            manifest = read_manifest(level)
            drop(level, manifest, disk)
            return _recovery(RecoveryOutcome.ROLLED_BACK, manifest)
        case Stage.REVERTING:
            manifest = _unblocked(level)
            revert(level, manifest, disk)
            return _recovery(RecoveryOutcome.ROLLED_BACK, manifest)
        case Stage.COMMITTED:
            return _complete(level, disk)


def _complete(level: Level, disk: Disk) -> Recovery:
    manifest = read_manifest(level)
    if manifest.kind == "undo" and not undone_levels(level, manifest):
        # All files were restored before the kill; whatever they hold now is later work.
        finish(level, manifest, disk)
    else:
        complete(level, _unblocked(level), disk)
    return _recovery(RecoveryOutcome.COMPLETED, manifest)


def _unblocked(level: Level) -> Manifest:
    manifest = read_manifest(level)
    blocked = [_blocked(level, index, entry.file) for index, entry in in_state(level, manifest, State.OTHER)]
    if blocked:
        raise RecoveryBlocked(blocked)
    return manifest


def _blocked(level: Level, index: int, file: str) -> Diagnostic:
    before, after = copy_name(level, index, "before"), copy_name(level, index, "after")
    message = f"{file} is neither as it was before the interrupted write ({before}) nor as after it ({after})"
    return INTERRUPTED_WRITE.at(Location(file, 1), message)


def _recovery(outcome: RecoveryOutcome, manifest: Manifest) -> Recovery:
    return Recovery(outcome, manifest.kind, tuple(entry.file for entry in manifest.entries))
