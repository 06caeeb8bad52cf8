"""What files hold, as lines: equal when the content is, whatever the bytes are."""

import gzip
import pickle
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import pytest

from assetize.codemods.verification.child.real.contents import read_contents


def lines(path: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {content.part: (content.kind, content.lines) for content in read_contents(path)}


def database(path: Path, *statements: str) -> Path:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def test_rows_without_a_key_have_no_order(tmp_path: Path) -> None:
    make = "create table users (name text, age int)"
    one = database(tmp_path / "a.db", make, "insert into users values ('ann', 3), ('bob', 2)")
    two = database(tmp_path / "b.db", make, "insert into users values ('bob', 2), ('ann', 3)")
    three = database(tmp_path / "c.db", make, "insert into users values ('bob', 2), ('bob', 2), ('ann', 3)")
    assert lines(one) == lines(two) != lines(three)
    assert lines(one)["users"][1][0] == "(name TEXT, age INT)"


def test_rows_with_a_key_are_sorted_by_it(tmp_path: Path) -> None:
    make = "create table users (name text, id int primary key)"
    path = database(tmp_path / "a.db", make, "insert into users values ('ann', 3), ('bob', 20), ('cy', 1)")
    assert [text.split('"')[3] for text in lines(path)["users"][1][1:]] == ["cy", "bob", "ann"]


def test_other_types_of_columns_are_a_difference(tmp_path: Path) -> None:
    one = database(tmp_path / "a.db", "create table users (age int)")
    two = database(tmp_path / "b.db", "create table users (age text)")
    assert lines(one) != lines(two)


def test_duckdb_tables_are_read(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table users as select 2 as id union all select 1 order by 1 desc")
        connection.execute("create schema raw; create table raw.orders (id int)")
    found = lines(path)
    assert found["users"][1][1:] == ('{"id": 1}', '{"id": 2}')
    assert list(found) == ["users", "raw.orders"]


SAME: list[tuple[str, Callable[[], bytes], Callable[[], bytes]]] = [
    ("a.json", lambda: b'{"a": 1, "b": [2]}', lambda: b'{\n"b": [2],\n"a": 1}'),
    ("a.csv", lambda: b"a,b\n1,2\n", lambda: b'"a","b"\r\n1,"2"\r\n'),
    ("a.jsonl", lambda: b'{"a": 1, "b": 2}\n', lambda: b'{"b":2,"a":1}'),
    ("a.csv.gz", lambda: gzip.compress(b"a\n1\n", mtime=1), lambda: gzip.compress(b"a\n1\n", 1, mtime=2)),
    ("a.pkl", lambda: pickle.dumps({"a": {1, 2}}, 2), lambda: pickle.dumps({"a": {2, 1}}, 5)),
]
OTHER: list[tuple[str, Callable[[], bytes], Callable[[], bytes]]] = [
    ("a.json", lambda: b"[1, 2]", lambda: b"[2, 1]"),
    ("a.csv", lambda: b"a\n1\n2\n", lambda: b"a\n2\n1\n"),
    ("a.txt", lambda: b"a\n", lambda: b"a"),
    ("a.bin", lambda: b"\xff\x00", lambda: b"\xff\x01"),
    ("a.json", lambda: b"not json 1", lambda: b"not json 2"),
    ("a.pkl", lambda: pickle.dumps([1]), lambda: pickle.dumps([1.0])),
    ("a.pkl", lambda: pickle.dumps(pandas.DataFrame({"a": [1]})), lambda: pickle.dumps(pandas.DataFrame({"a": [1.0]}))),
    ("a.pkl", lambda: pickle.dumps(slice(1)), lambda: pickle.dumps(slice(2))),
]  # fmt: skip


def content(folder: Path, name: str, data: bytes) -> Any:
    folder.mkdir()
    (folder / name).write_bytes(data)
    return lines(folder / name)


@pytest.mark.parametrize(("name", "one", "two"), SAME)
def test_the_same_in_other_bytes(
    tmp_path: Path, name: str, one: Callable[[], bytes], two: Callable[[], bytes]
) -> None:
    assert one() != two()
    assert content(tmp_path / "a", name, one()) == content(tmp_path / "b", name, two())


@pytest.mark.parametrize(("name", "one", "two"), OTHER)
def test_something_else(
    tmp_path: Path, name: str, one: Callable[[], bytes], two: Callable[[], bytes]
) -> None:
    assert content(tmp_path / "a", name, one()) != content(tmp_path / "b", name, two())


def test_parquet_is_read_by_value(tmp_path: Path) -> None:
    frame = pandas.DataFrame({"id": [1, 2], "name": ["ann", None]})
    frame.to_parquet(tmp_path / "a.parquet", compression=None)
    frame.to_parquet(tmp_path / "b.parquet", compression="gzip")
    assert lines(tmp_path / "a.parquet") == lines(tmp_path / "b.parquet")
    assert lines(tmp_path / "a.parquet")[""][0] == "parquet"


def test_a_value_that_holds_itself_ends(tmp_path: Path) -> None:
    value: list[Any] = [1]
    value.append(value)
    (tmp_path / "a.pkl").write_bytes(pickle.dumps(value))
    assert "…" in "".join(lines(tmp_path / "a.pkl")[""][1])
