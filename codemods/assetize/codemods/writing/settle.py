"""Brings a transaction to one of its two ends: all files new, or all files as before."""

import contextlib

from assetize.codemods.writing.disk import Disk
from assetize.codemods.writing.journal import Level, Stage, discard, enter, find_levels
from assetize.codemods.writing.manifest import Manifest
from assetize.codemods.writing.steps import (
    in_state,
    lay_new,
    lay_old,
    make_folders,
    put,
    remove_folders,
    remove_laid,
    sync_folders,
)
from assetize.codemods.writing.versions import State, read_manifest

LEVELS_KEPT = 20
"""How many writes can be undone, one after the other; older ones are forgotten."""


def finish(level: Level, manifest: Manifest, disk: Disk) -> None:
    """Closes a transaction whose files are all replaced: a write becomes a level of undo, an undo removes one."""
    if manifest.kind == "write":
        enter(level, Stage.DONE, disk)
        # What was forgotten too late is forgotten at the next write.
        with contextlib.suppress(OSError):
            forget_old_levels(level, disk)
        return
    for undone in undone_levels(level, manifest):
        disk.rename(undone.folder, undone.at(Stage.DISCARDED).folder)
    # The undo is now beyond recall; what remains is tidying, which the next command finishes if need be.
    with contextlib.suppress(OSError):
        disk.sync_folder(level.folder.parent)
        remove_folders(level.root, manifest.old_folders, disk)
        discard(level, disk)
        remove_discarded(level, disk)


def undone_levels(level: Level, manifest: Manifest) -> tuple[Level, ...]:
    """The write that an undo takes back, as long as it is in the journal."""
    levels = find_levels(level.root)
    return tuple(item for item in levels if item.number == manifest.undoes and item.stage is Stage.DONE)


def forget_old_levels(level: Level, disk: Disk) -> None:
    """Keeps the journal bounded."""
    done = [item for item in find_levels(level.root) if item.stage is Stage.DONE]
    for old in done[:-LEVELS_KEPT]:
        discard(old, disk)


def remove_discarded(level: Level, disk: Disk) -> None:
    """Removes what has been discarded but is still there."""
    for item in find_levels(level.root):
        if item.stage is Stage.DISCARDED:
            discard(item, disk)


def complete(level: Level, manifest: Manifest, disk: Disk) -> None:
    """Takes a committed transaction to its end. Every file must be as before or as after."""
    remaining = in_state(level, manifest, State.BEFORE)
    make_folders(level.root, manifest.new_folders, disk)
    lay_new(level, remaining, disk)
    for index, entry in remaining:
        put(level, index, entry, entry.after, disk)
    remove_laid(level, manifest, disk)
    sync_folders(level, manifest, disk)
    finish(level, manifest, disk)


def revert(level: Level, manifest: Manifest, disk: Disk) -> None:
    """Puts the files of a transaction back; a file that something else has changed meanwhile stays as it is."""
    if level.stage is not Stage.REVERTING:
        level = enter(level, Stage.REVERTING, disk)
    replaced = in_state(level, manifest, State.AFTER)
    lay_old(level, replaced, disk)
    for index, entry in replaced:
        put(level, index, entry, entry.before, disk)
    drop(level, manifest, disk)


def drop(level: Level, manifest: Manifest, disk: Disk) -> None:
    """Forgets a transaction whose files are all as before."""
    remove_laid(level, manifest, disk)
    sync_folders(level, manifest, disk)
    remove_folders(level.root, manifest.new_folders, disk)
    discard(level, disk)


def take_back(level: Level, disk: Disk) -> None:
    """Ends a transaction in which a step failed: its files are put back, at whatever step that was."""
    for current in (item for item in find_levels(level.root) if item.number == level.number):
        match current.stage:
            case Stage.PREPARING | Stage.DISCARDED:
                discard(current, disk)
            case Stage.PLANNED:
                drop(current, read_manifest(current), disk)
            case Stage.COMMITTED | Stage.REVERTING | Stage.DONE:
                _take_back_replaced(current, read_manifest(current), disk)


def _take_back_replaced(level: Level, manifest: Manifest, disk: Disk) -> None:
    if manifest.kind == "undo" and not undone_levels(level, manifest):
        finish(level, manifest, disk)
    else:
        revert(level, manifest, disk)
