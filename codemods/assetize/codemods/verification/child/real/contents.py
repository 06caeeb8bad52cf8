"""What a file holds, as lines that can be compared and shown: rows of tables, parsed text, values of pickles, bytes."""

import csv
import gzip
import hashlib
import io
import json
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assetize.codemods.verification.child.real.databases import read_duckdb, read_sqlite
from assetize.codemods.verification.child.real.values import value_lines

_SQLITE = b"SQLite format 3\x00"
_DUCKDB = b"DUCK"
_BESIDE_DATABASES = ("-wal", "-shm", "-journal", ".wal", ".tmp")


@dataclass(frozen=True, slots=True)
class Content:
    """``kind`` says how it was read. ``part`` is a table's name in a database, ``""`` for a whole file."""

    part: str
    kind: str
    lines: tuple[str, ...]


def is_beside_database(path: Path) -> bool:
    """A log of a database that is in use, which says nothing that the database does not."""
    return path.name.endswith(_BESIDE_DATABASES)


def read_contents(path: Path) -> Iterator[Content]:
    """Everything in one file. Raises OSError and errors of databases where it cannot be read."""
    data = path.read_bytes()
    if data.startswith(_SQLITE):
        yield from (Content(name, "table", lines) for name, lines in read_sqlite(path))
    elif data[8:12] == _DUCKDB:
        yield from (Content(name, "table", lines) for name, lines in read_duckdb(path))
    else:
        yield _file_content(path.name, data)


def _file_content(name: str, data: bytes) -> Content:
    if name.endswith(".gz") and data[:2] == b"\x1f\x8b":
        return _file_content(name.removesuffix(".gz"), gzip.decompress(data))
    kind = next((kind for suffix, kind in _KINDS.items() if name.endswith(suffix)), "text")
    try:
        return Content("", kind, tuple(_READERS[kind](data)))
    except Exception:  # of another format than its name says: its bytes are compared, in some way
        return Content("", *_plain_content(data))


def _plain_content(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return "text", tuple(_text(data))
    except UnicodeDecodeError:
        return "bytes", tuple(_bytes(data))


def _text(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8")
    if "\0" in text:
        raise UnicodeDecodeError("utf-8", data, 0, 1, "no text")
    yield from text.splitlines(keepends=False)
    if text and not text.endswith("\n"):
        yield "(no line end here)"


def _csv(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield json.dumps(row, ensure_ascii=False)


def _json(data: bytes) -> Iterator[str]:
    yield from json.dumps(json.loads(data), indent=1, sort_keys=True, ensure_ascii=False).splitlines()


def _json_lines(data: bytes) -> Iterator[str]:
    for line in data.decode("utf-8").splitlines():
        yield json.dumps(json.loads(line), sort_keys=True, ensure_ascii=False)


def _parquet(data: bytes) -> Iterator[str]:
    import pyarrow.parquet as parquet  # type: ignore[import-untyped,unused-ignore]

    table = parquet.read_table(io.BytesIO(data))
    yield ", ".join(f"{field.name} {field.type}" for field in table.schema)
    yield from (json.dumps(row, default=str, ensure_ascii=False) for row in table.to_pylist())


def _pickle(data: bytes) -> Iterator[str]:
    yield from value_lines(pickle.loads(data))


def _bytes(data: bytes) -> Iterator[str]:
    yield f"{len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}"


_KINDS = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
    ".parquet": "parquet",
    ".pkl": "pickle",
    ".pickle": "pickle",
}
_READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "csv": _csv,
    "json": _json,
    "json lines": _json_lines,
    "parquet": _parquet,
    "pickle": _pickle,
    "text": _text,
}
