"""Objects in storage by one normal name each, so that a write here and a read there are seen to be the same."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assetize.analyzer.decide.generic_names import is_generic_file
from assetize.analyzer.model import Effect
from assetize.analyzer.records import dataclass

WRITING_VERBS = frozenset({"create", "append", "update"})
STORED_KINDS = frozenset({"table", "file", "object", "model", "collection", "unknown"})
"""``unknown``: a call whose name says write, with a name for what it writes; what kind of object that is, nobody can tell."""

MOST_REMEMBERED = 10_000
"""Names are asked for again and again: by what writes, what reads and what drops them."""

_DEFAULT_SCHEMAS = frozenset({"public", "main", "dbo"})
_SYSTEM_SCHEMAS = frozenset(
    {"information_schema", "pg_catalog", "performance_schema", "sys", "system", "account_usage"}
)
_SYSTEM_TABLE = re.compile(
    r"(?:sqlite_(?:master|schema|sequence|temp_master)|pg_[a-z_]+|duckdb_[a-z]+|dual)$", re.I
)
"""What a database says of itself: nobody's data."""
_HOLE = re.compile(r"\{[^{}]*\}")
_EXTENSIONS = re.compile(r"(\.[A-Za-z][A-Za-z0-9]{0,7})+$")
_DATA_EXTENSIONS = frozenset(
    {
        "csv",
        "tsv",
        "parquet",
        "feather",
        "arrow",
        "orc",
        "avro",
        "json",
        "jsonl",
        "ndjson",
        "xlsx",
        "xls",
        "pkl",
        "pickle",
        "joblib",
    }
)
_UNWANTED = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True, slots=True, order=True)
class StoredObject:
    """``identity`` is equal for equal objects; ``name`` and ``qualifier`` make an asset key (``("users",)``, ``("raw", "users")``).

    ``partitioned_by``: the holes of the name that stand for a date or a partition.
    """

    identity: str
    name: str
    qualifier: str
    partitioned_by: tuple[str, ...] = ()


def find_stored_object(effect: Effect) -> StoredObject | None:
    """What the effect touches, or None when it is not a stored object or its name is not known before a run."""
    if effect.identity is None or effect.kind not in STORED_KINDS:
        return None
    if effect.kind in ("table", "collection") or (effect.kind == "unknown" and "/" not in effect.identity):
        return _table(effect.identity)
    return _path(effect.identity)


def named_object(name: str) -> StoredObject | None:
    """The object that a person names: a path where it looks like one, else a table."""
    return _path(name) if "/" in name else _table(name)


@lru_cache(MOST_REMEMBERED)
def _table(identity: str) -> StoredObject | None:
    parts = [part.strip("\"'`[]") for part in identity.split(".")]
    while len(parts) > 1 and parts[-2].lower() in _DEFAULT_SCHEMAS:
        del parts[-2]
    name = as_key_segment(_HOLE.sub("", parts[-1]))
    if not name or _is_of_the_system(parts):
        return None
    qualifier = (
        as_key_segment(_HOLE.sub(lambda hole: hole.group().split(":")[-1].strip("{}").lower(), parts[-2]))
        if len(parts) > 1
        else ""
    )
    return StoredObject("table:" + ".".join(parts).lower(), name, qualifier, tuple(_HOLE.findall(parts[-1])))


def _is_of_the_system(parts: Sequence[str]) -> bool:
    if len(parts) > 1:
        return parts[-2].lower() in _SYSTEM_SCHEMAS
    return _SYSTEM_TABLE.match(parts[-1]) is not None


@lru_cache(MOST_REMEMBERED)
def _path(identity: str) -> StoredObject | None:
    trimmed = re.sub(r"^[a-z0-9]+://", "", identity).removeprefix("./")
    segments = [segment for segment in trimmed.split("/") if segment]
    named = [
        (place, name) for place in range(len(segments) - 1, -1, -1) if (name := _name_in(segments[place]))
    ]
    if not named:
        return None
    # The first segment is a bucket or a folder for everything: it names no single object.
    telling = (
        item for item in named if item[0] and "=" not in segments[item[0]] and not is_generic_file(item[1])
    )
    place, name = next(telling, named[0])
    qualifier = as_key_segment(_HOLE.sub("", segments[place - 1])) if place else ""
    return StoredObject("path:" + trimmed, name, qualifier, tuple(_HOLE.findall(trimmed)))


def _name_in(segment: str) -> str:
    return as_key_segment(_HOLE.sub("", _EXTENSIONS.sub("", segment)))


def as_key_segment(text: str) -> str:
    """``text`` with everything but letters, digits and underscores folded to one underscore, none at the ends."""
    return _UNWANTED.sub("_", text).strip("_")


def is_data(effect: Effect) -> bool:
    """Whether something read is data (and so an asset of somebody's), not a configuration file or a script."""
    if effect.kind in ("table", "collection", "object", "model"):
        return True
    extension = (effect.identity or "").rsplit(".", 1)[-1].lower()
    return effect.kind == "file" and extension in _DATA_EXTENSIONS
