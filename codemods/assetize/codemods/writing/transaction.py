"""Runs one transaction over several files from a plan to its end, or back to where it began."""

from collections.abc import Sequence
from pathlib import Path

from assetize.analyzer.codes.writing import FILE_CHANGED
from assetize.analyzer.model import Location
from assetize.codemods.writing.content import Change
from assetize.codemods.writing.disk import Disk
from assetize.codemods.writing.errors import WriteRefused, describe, write_failed
from assetize.codemods.writing.journal import Level, Stage, enter, new_level
from assetize.codemods.writing.manifest import Manifest
from assetize.codemods.writing.settle import finish, take_back
from assetize.codemods.writing.steps import lay_new, make_folders, prepare, put, sync_folders
from assetize.codemods.writing.versions import State, state_of


class _ChangedMeanwhile(Exception):
    """A file was changed by something else while the transaction ran."""

    def __init__(self, file: str) -> None:
        self.file = file
        super().__init__(file)


def carry_out(root: Path, manifest: Manifest, changes: Sequence[Change], disk: Disk) -> None:
    """Makes all changes or none. Raises ``WriteFailed`` or ``WriteRefused`` when none were made."""
    level = new_level(root)
    try:
        _run(level, manifest, changes, disk)
    except _ChangedMeanwhile as change:
        message = f"{change.file} was changed by something else during the write; {_put_back(level, disk)}"
        raise WriteRefused([FILE_CHANGED.at(Location(change.file, 1), message)]) from change
    except OSError as problem:
        raise write_failed(f"{describe(problem)}; {_put_back(level, disk)}") from problem
    except BaseException:
        take_back(level, disk)
        raise


def _run(level: Level, manifest: Manifest, changes: Sequence[Change], disk: Disk) -> None:
    prepare(level, manifest, changes, disk)
    level = enter(level, Stage.PLANNED, disk)
    make_folders(level.root, manifest.new_folders, disk)
    # A full disk shows here, before the first file is replaced.
    lay_new(level, enumerate(manifest.entries), disk)
    level = enter(level, Stage.COMMITTED, disk)
    for index, entry in enumerate(manifest.entries):
        if state_of(level.root, entry) is not State.BEFORE:
            raise _ChangedMeanwhile(entry.file)
        put(level, index, entry, entry.after, disk)
    sync_folders(level, manifest, disk)
    finish(level, manifest, disk)


def _put_back(level: Level, disk: Disk) -> str:
    try:
        take_back(level, disk)
    except OSError as problem:
        return f"putting the files back failed too ({describe(problem)}): the next command makes all files old or all new"
    return "all files are as they were"
