"""Calls followed into the project: how far, with which arguments, and how the chain is told."""

from pathlib import Path

import pytest
from effect_tools import analyse, effects_of, told

from assetize.analyzer.model import Coverage

HELPERS = {
    "helpers.py": """
        from functools import wraps


        def save(frame, name, schema="shop"):
            frame.to_sql(name, make_engine(), schema=schema)


        def save_users(frame):
            save(frame, "users")


        def one(frame):
            two(frame)


        def two(frame):
            three(frame)


        def three(frame):
            four(frame)


        def four(frame):
            five(frame)


        def five(frame):
            frame.to_sql("deep", engine)


        def loop(frame, depth):
            loop(frame, depth + 1)
            frame.to_sql("looped", engine)


        def table_name(noun):
            return f"shop.{noun}"


        def pick(kind, frame):
            if kind == "csv":
                frame.to_csv("users.csv")
            elif kind == "sql":
                frame.to_sql("users", engine)
            else:
                raise ValueError(kind)


        def everything(*frames, **names):
            for frame in frames:
                frame.to_sql("first", engine)
        """
}


def test_recursion_ends(tmp_path: Path) -> None:
    assert told(effects_of(tmp_path, "loop(df, 0)", "from helpers import loop", files=HELPERS)) == [
        "create table looped"
    ]


def test_the_depth_is_bounded(tmp_path: Path) -> None:
    assert told(effects_of(tmp_path, "one(df)", "from helpers import one", files=HELPERS)) == []
    assert told(effects_of(tmp_path, "two(df)", "from helpers import two", files=HELPERS)) == [
        "create table deep"
    ]


def test_unknown_arguments_give_no_name(tmp_path: Path) -> None:
    effects = effects_of(tmp_path, "save(df, rows[0])", "from helpers import save", files=HELPERS)
    assert told(effects) == ["create table ?"]


@pytest.mark.parametrize(
    "body, expected",
    [
        ("helpers.save(df, 'users')", ["create table shop.users"]),
        ("helpers.save(df, name='users', schema='raw')", ["create table raw.users"]),
        ("helpers.save_users(df)", ["create table shop.users"]),
        ("helpers.save(*[df, 'users'])", ["create table shop.users"]),
        ("arguments = {'name': 'users'}\nhelpers.save(df, **arguments)", ["create table shop.users"]),
        (
            "import functools\nsave = functools.partial(helpers.save, name='users')\nsave(df)",
            ["create table shop.users"],
        ),
        (
            "cursor.execute(f\"insert into {helpers.table_name('users')} values (1)\")",
            ["append table shop.users"],
        ),
        ("helpers.pick('sql', df)", ["create table users"]),
        ("helpers.pick('csv', df)", ["create file users.csv"]),
        ("helpers.everything(df)", ["create table first"]),
        (
            "for name in ('a', 'b'):\n    helpers.save(df, name)",
            ["create table shop.a", "create table shop.b"],
        ),
        ("executor.submit(helpers.save_users, df)", ["create table shop.users"]),
    ],
)
def test_helpers_of_other_modules(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert told(effects_of(tmp_path, body, "import helpers", files=HELPERS)) == expected


def test_the_chain_is_told_outermost_first(tmp_path: Path) -> None:
    (effect,) = effects_of(tmp_path, "save_users(df)", "from helpers import save_users", files=HELPERS)
    assert effect.where.file == "helpers.py"
    assert [hop.partition(" ")[0] for hop in effect.through] == ["save_users", "save"]
    assert effect.through[0].endswith("(shop.py:6)")
    assert effect.through[1].startswith("save (helpers.py:")


def test_a_loop_around_the_call_marks_what_the_helper_does(tmp_path: Path) -> None:
    body = "for row in rows:\n    if row:\n        save_users(df)"
    (effect,) = effects_of(tmp_path, body, "from helpers import save_users", files=HELPERS)
    assert (effect.in_loop, effect.conditional) == (True, True)


CLASSES = """
import boto3
from contextlib import contextmanager
from dataclasses import dataclass
import sqlite3


class Store:
    folder = "out"

    def __init__(self, bucket, prefix="raw"):
        self.bucket = bucket
        self.prefix = prefix
        self.client = boto3.client("s3")
        self._engine = None

    @property
    def root(self):
        return f"{self.prefix}/v1"

    def put(self, name, data):
        self.client.put_object(Bucket=self.bucket, Key=f"{self.root}/{name}", Body=data)

    def save(self, name, data):
        self.put(name + ".json", data)

    @staticmethod
    def dump(frame, name):
        frame.to_sql(name, engine)

    @classmethod
    def make(cls):
        return cls("made")

    @classmethod
    def export(cls, frame):
        frame.to_csv(f"{cls.folder}/users.csv")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


class Archive(Store):
    folder = "archive"

    def save(self, name, data):
        super().save(name, data)
        self.put("log.json", data)


@dataclass
class Table:
    name: str
    schema: str = "shop"

    def write(self, frame):
        frame.to_sql(self.name, engine, schema=self.schema)


@contextmanager
def connect():
    connection = sqlite3.connect("shop.db")
    try:
        yield connection
    finally:
        connection.close()


def new_store():
    return Store("shop")


STORE = Store("module")
"""


@pytest.mark.parametrize(
    "body, expected",
    [
        ("Store('shop').put('users', b'')", ["create object shop/raw/v1/users"]),
        (
            "store = Store('shop', prefix='x')\nstore.save('users', b'')",
            ["create object shop/x/v1/users.json"],
        ),
        ("Store.dump(df, 'users')", ["create table users"]),
        ("Store('a').dump(df, 'users')", ["create table users"]),
        ("Store.export(df)", ["create file out/users.csv"]),
        ("Archive.export(df)", ["create file archive/users.csv"]),
        ("Store.make().put('users', b'')", ["create object made/raw/v1/users"]),
        ("new_store().put('users', b'')", ["create object shop/raw/v1/users"]),
        ("STORE.put('users', b'')", ["create object module/raw/v1/users"]),
        ("with Store('shop') as store:\n    store.put('users', b'')", ["create object shop/raw/v1/users"]),
        ("Table('users').write(df)", ["create table shop.users"]),
        ("Table(name='users', schema='raw').write(df)", ["create table raw.users"]),
        ("with connect() as db:\n    db.execute('insert into users values (1)')", ["append table users"]),
        ("Archive('shop').put('users', b'')", ["create object shop/raw/v1/users"]),
    ],
)
def test_objects_of_the_project(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert told(effects_of(tmp_path, body, CLASSES)) == expected


def test_what_cannot_be_followed_is_counted(tmp_path: Path) -> None:
    text = """
        from dagster import op
        from elsewhere import save_report

        @op
        def build(context, df):
            save_report(df)
            context.resources.mart.refresh()
            len(df)
            df.groupby("a").sum()
            context.log.info("x")
        """
    _, coverage = analyse(tmp_path, {"shop.py": text})
    assert isinstance(coverage, Coverage)
    assert coverage.unfollowed_calls == (("context.resources.mart.refresh", 1), ("elsewhere.save_report", 1))
    assert (coverage.ops, coverage.dagster_files) == (1, 1)
