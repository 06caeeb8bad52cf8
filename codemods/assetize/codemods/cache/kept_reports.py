"""A folder's kept reports: one file each, replaced in one step, and worthless as soon as a byte of it is wrong."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import cast

from assetize.codemods.cache.home import HOME, open_folder, remove_oldest
from assetize.codemods.report.document import ReportDocument

FOLDER = "cache"
MOST_KEPT = 4
"""A branch or two, and the way back."""
LARGEST = 64_000_000
ENCODER = json.JSONEncoder(separators=(",", ":"), check_circular=False)


class KeptReports:
    """Below one analysed folder. Nothing that goes wrong here is an error: without the cache everything is as it is with it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / HOME / FOLDER

    def find(self, key: str) -> ReportDocument | None:
        """The report that was kept under a key."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                *lines, checksum = file.read().split(b"\n")
            if checksum != _checksum(key, lines):
                return None
            found: object = json.loads(b"".join(lines))
        except (OSError, ValueError, RecursionError):
            return None
        with suppress(OSError):
            os.utime(path)
        return cast(ReportDocument, found)

    def keep(self, key: str, report: ReportDocument) -> None:
        """Keeps a report, unless the folder cannot be written to; the oldest beyond some are removed."""
        with suppress(OSError):
            open_folder(self._root, FOLDER)
            temporary = self._folder / f".{os.urandom(8).hex()}.tmp"
            try:
                _write(temporary, key, report)
                if temporary.stat().st_size <= LARGEST:
                    temporary.replace(self._path(key))
            finally:
                temporary.unlink(missing_ok=True)
            remove_oldest(self._folder, MOST_KEPT)

    def _path(self, key: str) -> Path:
        return self._folder / f"report-{_begin_checksum(key).hexdigest()}.json"


def _write(path: Path, key: str, report: ReportDocument) -> None:
    with path.open("wb") as file:
        digest = _begin_checksum(key)
        for line in _lines(report):
            digest.update(line)
            file.write(line + b"\n")
        file.write(digest.hexdigest().encode())


def _lines(report: ReportDocument) -> Iterator[bytes]:
    """JSON, a row on each line: as one text, a large report would need a good deal of memory."""
    before = b"{"
    for name, value in report.items():
        yield before + json.dumps(name).encode() + b":"
        if isinstance(value, list):
            yield b"["
            for place, row in enumerate(value):
                yield (b"," if place else b"") + _compact(row)
            yield b"]"
        else:
            yield _compact(value)
        before = b","
    yield b"}"


def _compact(value: object) -> bytes:
    return ENCODER.encode(value).encode()


def _begin_checksum(key: str) -> "blake2b":
    """The key is part of it: a file that was moved belongs to nothing."""
    return blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16)


def _checksum(key: str, lines: Iterable[bytes]) -> bytes:
    digest = _begin_checksum(key)
    for line in lines:
        digest.update(line)
    return digest.hexdigest().encode()
