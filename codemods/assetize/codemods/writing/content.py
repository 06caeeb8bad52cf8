"""What a file holds, and what a transaction does to it."""

import errno
import hashlib
import os
import stat
from pathlib import Path

from assetize.analyzer.records import dataclass

MODE_OF_NEW_FILES = 0o644


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes and permission bits."""

    data: bytes
    mode: int


@dataclass(frozen=True, slots=True)
class Change:
    """One file's way from one content to another; None stands for no file.

    ``file`` is the path as people know it, ``target`` the real one, both relative to the root with ``/``.
    """

    file: str
    target: str
    before: Content | None
    after: Content | None


def read_content(path: Path) -> Content | None:
    """What is at a path now; None when nothing is. Raises ``OSError`` for anything but an ordinary, readable file."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "not an ordinary file", os.fspath(path))
    return Content(path.read_bytes(), stat.S_IMODE(found.st_mode))


def digest(data: bytes) -> str:
    """The checksum by which contents are told apart."""
    return hashlib.sha256(data).hexdigest()
