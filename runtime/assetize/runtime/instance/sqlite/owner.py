"""Tells whether the process that started a run still lives, by a lock that ends with the process."""

from __future__ import annotations

import sqlite3
import uuid
import weakref
from pathlib import Path


class Owner:
    """A locked file of this process; the lock is sqlite's own, which every platform has."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = uuid.uuid4().hex
        self._path = _file(folder, self.name)
        self._lock = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        self._lock.execute("begin exclusive")
        weakref.finalize(self, self._lock.close)

    def release(self) -> None:
        """Says that this process owns no runs any more."""
        self._lock.close()
        self._path.unlink(missing_ok=True)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.lock"


def is_alive(folder: Path, name: str) -> bool:
    """Whether an owner's process lives; the file of one that does not is removed."""
    path = _file(folder, name)
    if not path.exists():
        return False
    lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError:
        return True
    finally:
        lock.close()
    path.unlink(missing_ok=True)
    return False
