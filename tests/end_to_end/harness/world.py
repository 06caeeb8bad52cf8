"""What a run leaves behind in its scratch folder, as plain data, and the differences between two such worlds."""

import json
import pickle
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

World = dict[str, Any]
"""Address to content: ``"shop.db::users"`` for a table, ``"models/a.pkl"`` for a file."""

_SQLITE_MAGIC = b"SQLite format 3\x00"


def dump_world(root: Path) -> World:
    """Every file under ``root``, and every table of every sqlite file, in a form that can be compared and read."""
    world: World = {}
    for path in sorted(item for item in root.rglob("*") if item.is_file()):
        name = path.relative_to(root).as_posix()
        if path.read_bytes()[:16] == _SQLITE_MAGIC:
            world.update({f"{name}::{table}": rows for table, rows in _tables(path)})
        else:
            world[name] = _content(path)
    return world


def _tables(path: Path) -> Iterator[tuple[str, Any]]:
    connection = sqlite3.connect(path)
    listing = "select name, sql from sqlite_master where type in ('table', 'view') order by name"
    for name, sql in connection.execute(listing).fetchall():
        cursor = connection.execute(f'select * from "{name}"')
        columns = [column[0] for column in cursor.description]
        rows = [[_plain(value) for value in row] for row in cursor.fetchall()]
        yield name, {"columns": columns, "rows": rows, "sql": " ".join((sql or "").split())}
    connection.close()


def _content(path: Path) -> Any:
    match path.suffix:
        case ".parquet":
            import pandas

            return _plain(pandas.read_parquet(path))
        case ".pkl" | ".pickle":
            with path.open("rb") as file:
                return _plain(pickle.load(file))
        case ".json":
            return json.loads(path.read_text("utf-8"))
        case _:
            return path.read_bytes().decode("utf-8", "backslashreplace")


def _plain(value: Any) -> Any:
    """A value as JSON data: a data frame as its columns, types and rows; an object as its class and attributes."""
    match value:
        case float() if value != value:
            return "NaN"
        case None | bool() | int() | float() | str():
            return value
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case set() | frozenset():
            return sorted((_plain(item) for item in value), key=repr)
    if type(value).__module__.startswith("pandas") and hasattr(value, "to_frame"):
        value = value.to_frame()
    if hasattr(value, "dtypes") and hasattr(value, "itertuples"):
        rows = [[_plain(item) for item in row] for row in value.itertuples()]
        return {
            "columns": [str(name) for name in value.columns],
            "types": [str(t) for t in value.dtypes],
            "rows": rows,
        }
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if hasattr(value, "__dict__"):
        return {"class": type(value).__qualname__, **{key: _plain(item) for key, item in vars(value).items()}}
    return repr(value)


def compare_worlds(before: World, after: World) -> list[str]:
    """What differs, one readable line each; empty when the two worlds are the same."""
    differences = []
    for address in sorted(before.keys() | after.keys()):
        if address not in after:
            differences.append(f"{address}: written before, missing after")
        elif address not in before:
            differences.append(f"{address}: missing before, written after: {_short(after[address])}")
        elif before[address] != after[address]:
            differences.extend(_content_differences(address, before[address], after[address]))
    return differences


def _content_differences(address: str, before: Any, after: Any) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys(), key=str):
            if before.get(key) != after.get(key):
                yield from _content_differences(f"{address} [{key}]", before.get(key), after.get(key))
        return
    if isinstance(before, str) and isinstance(after, str):
        before, after = before.splitlines(), after.splitlines()
    if not (isinstance(before, list) and isinstance(after, list)):
        yield f"{address}: {_short(before)} became {_short(after)}"
        return
    if len(before) != len(after):
        yield f"{address}: {len(before)} rows became {len(after)}"
    for number, (old, new) in enumerate(zip(before, after, strict=False)):
        if old != new:
            yield f"{address}: row {number}: {_short(old)} became {_short(new)}"
            return


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:157]}..."
