"""The lock that lets one process at a time write below a root."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assetize.analyzer.codes.writing import ANOTHER_WRITER
from assetize.analyzer.model import Location
from assetize.codemods.writing.errors import WriteRefused, describe, write_failed
from assetize.codemods.writing.journal import FOLDER

POLL_SECONDS = 0.02

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def hold_lock(root: Path, patience: float = 0) -> Iterator[None]:
    """Holds the root's lock, waiting so many seconds for it at most. Raises ``WriteRefused`` when another holds it.

    The operating system lets go of the lock when its process ends, however it ends: the file that stays says nothing.
    """
    handle = _open(root / FOLDER / "lock")
    try:
        _wait_for(handle, time.monotonic() + patience)
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as problem:
        raise write_failed(f"{describe(problem)}; no file was touched") from problem


def _wait_for(handle: int, deadline: float) -> None:
    while not _try_lock(handle):
        if time.monotonic() >= deadline:
            message = "another command is writing to this folder at this moment"
            raise WriteRefused([ANOTHER_WRITER.at(Location(FOLDER, 1), message)])
        time.sleep(POLL_SECONDS)
