"""The tables of a database file as lines: columns first, then a line for each row, in an order that does not depend on how they were written."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

_WAIT_SECONDS = 0.5

Tables = Iterator[tuple[str, tuple[str, ...]]]


def read_sqlite(path: Path) -> Tables:
    """By name; of a view, what it is made of."""
    with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "backslashreplace")
        listing = "select name, type, sql from sqlite_master where type in ('table', 'view') order by name"
        for name, kind, sql in connection.execute(listing).fetchall():
            if kind == "view":
                yield name, (" ".join(sql.split()),)
                continue
            columns = connection.execute(f"pragma table_info({_quoted(name)})").fetchall()
            key = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]]
            rows = connection.execute(f"select * from {_quoted(name)}").fetchall()
            yield (
                name,
                (
                    _heading([(column[1], column[2]) for column in columns], key),
                    *_rows([column[1] for column in columns], key, rows),
                ),
            )


def read_duckdb(path: Path) -> Tables:
    """By name, with the schema in front unless it is the usual one."""
    import duckdb  # type: ignore[import-not-found,unused-ignore]

    with closing(duckdb.connect(str(path))) as connection:
        listing = "select table_schema, table_name from information_schema.tables order by 1, 2"
        for schema, name in connection.execute(listing).fetchall():
            place = f"{_quoted(schema)}.{_quoted(name)}"
            described = connection.execute(f"describe {place}").fetchall()
            names, key = [item[0] for item in described], [item[0] for item in described if item[3]]
            rows = connection.execute(f"select * from {place}").fetchall()
            heading = _heading([(item[0], item[1]) for item in described], key)
            yield name if schema == "main" else f"{schema}.{name}", (heading, *_rows(names, key, rows))


def _heading(columns: Sequence[tuple[str, str]], key: Sequence[str]) -> str:
    said = ", ".join(f"{name} {kind}".strip() for name, kind in columns)
    return f"({said}{'; key ' + ', '.join(key) if key else ''})"


def _rows(names: Sequence[str], key: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Sorted: by the key where there is one, so that a row that changed stands beside what it was."""
    places = [names.index(name) for name in key]
    texts = [
        (
            [json.dumps(row[place], default=str) for place in places],
            json.dumps(dict(zip(names, row, strict=True)), default=_told, ensure_ascii=False),
        )
        for row in rows
    ]
    yield from (text for _, text in sorted(texts))


def _told(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
