"""Reads one file's bytes, or says why it cannot be read."""

import errno
import os
import stat
from pathlib import Path

from assetize.analyzer.codes.reading import BINARY_FILE, BROKEN_LINK, UNREADABLE_FILE
from assetize.analyzer.model import Diagnostic, Location

# A pipe named like a module must not make the reader wait, and a link must not lead out of the project.
OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def read_file(root: Path, path: str) -> bytes | Diagnostic | None:
    """The file's bytes; None when it is no longer there, is no regular file, or is a link that leaves the project."""
    try:
        data = _read_regular(f"{root}/{path}")
    except FileNotFoundError:
        full = root / path
        return BROKEN_LINK.at(Location(path, 1), _broken(full, path)) if full.is_symlink() else None
    except OSError as error:
        full = root / path
        if error.errno in (errno.ELOOP, errno.EMLINK) and full.is_symlink():
            return _read_link(root, path)
        reason = error.strerror or type(error).__name__
        return UNREADABLE_FILE.at(Location(path, 1), f"{path} could not be read: {reason}")
    if data is not None and b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return BINARY_FILE.at(Location(path, line), f"{path} holds a NUL byte: it is not Python source text")
    return data


def _read_regular(full: str) -> bytes | None:
    descriptor = os.open(full, OPEN_FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None
        return _read_all(descriptor, status.st_size)
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, size: int) -> bytes:
    """One call for a file of the size that it said it has; more when it was written to meanwhile."""
    data = os.read(descriptor, size + 1)
    if len(data) == size:
        return data
    parts = [data]
    while part := os.read(descriptor, size + 1):
        parts.append(part)
    return b"".join(parts)


def _read_link(root: Path, path: str) -> bytes | Diagnostic | None:
    """Follows a link once, if it ends inside the project at a file that is not read under its own name."""
    full = root / path
    try:
        target = full.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop, before Python 3.13
        return BROKEN_LINK.at(Location(path, 1), _broken(full, path))
    if target.suffix == ".py" or not target.is_relative_to(root):
        return None
    return read_file(root, target.relative_to(root).as_posix())


def _broken(full: Path, path: str) -> str:
    return f"{path} is a link to {os.fspath(full.readlink())}, which leads to no file"
