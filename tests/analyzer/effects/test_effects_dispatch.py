"""Functions that are chosen, looked up, preset or handed out; objects that carry settings; settings read by libraries."""

from pathlib import Path

import pytest
from effect_tools import effects_of, told

WRITERS = """
import os
import pandas as pd
import settings
from functools import partial

def as_csv(df, path):
    df.to_csv(path)

def as_parquet(df, path):
    df.to_parquet(path)

def as_text(df, path):
    with open(path, "w") as file:
        file.write(str(df))

WRITERS = {"csv": as_csv, "parquet": as_parquet}
TABLES = {"users": lambda df: df.to_csv("users.csv"), "orders": lambda df: df.to_csv("orders.csv")}

class Sender:
    def __init__(self):
        self.ways = {"csv": self.to_csv_file}

    def to_csv_file(self, df, path):
        df.to_csv(path)

    def send(self, kind, df, path):
        getattr(self, f"to_{kind}_file")(df, path)

    def choose(self, kind, df, path):
        self.ways[kind](df, path)

def places(path):
    yield path
"""


@pytest.mark.parametrize(
    "body",
    [
        "WRITERS['json'](df, 'a.csv')",
        "WRITERS.get('json')(df, 'a.csv')",
        "getattr(df, rows[0])('a.csv')",
        "getattr(Sender(), 'missing')(df, 'a.csv')",
        "write = df.to_csv",
        "write = partial(df.to_csv, 'a.csv')",
    ],
)
def test_what_calls_nothing_known(tmp_path: Path, body: str) -> None:
    assert effects_of(tmp_path, body, WRITERS) == ()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("WRITERS['csv'](df, 'a.csv')", id="dict"),
        pytest.param("WRITERS.get('csv')(df, 'a.csv')", id="get"),
        pytest.param("WRITERS.get('json', as_csv)(df, 'a.csv')", id="get with a default"),
        pytest.param("kind = 'csv'\nwrite = WRITERS[kind]\nwrite(df, path='a.csv')", id="variable"),
        pytest.param("own = {'csv': as_csv}\nown[rows[0]](df, 'a.csv')", id="the only one there is"),
        pytest.param("WRITERS[rows[0]](df, 'a.csv')", id="all do the same"),
        pytest.param("Sender().send('csv', df, 'a.csv')", id="getattr of self"),
        pytest.param("Sender().choose('csv', df, 'a.csv')", id="dict of methods"),
        pytest.param("getattr(df, 'to_csv')('a.csv')", id="getattr of a library's object"),
        pytest.param("partial(as_csv, path='a.csv')(df)", id="partial"),
        pytest.param("write = partial(df.to_csv, 'a.csv', index=False)\nwrite()", id="partial of a method"),
        pytest.param("write = df.to_csv\nwrite('a.csv')", id="method as value"),
        pytest.param("df.to_csv(next(places('a.csv')))", id="next"),
    ],
)
def test_what_is_called_in_the_end(tmp_path: Path, body: str) -> None:
    assert set(told(effects_of(tmp_path, body, WRITERS))) == {"create file a.csv"}


def test_which_of_several_writes_is_not_guessed(tmp_path: Path) -> None:
    found = effects_of(tmp_path, "TABLES[rows[0]](df)", WRITERS)
    assert {(effect.identity, effect.conditional) for effect in found} == {(None, True)}


CARRIERS = """
import decouple
from types import SimpleNamespace
from collections import namedtuple
from dataclasses import dataclass
from decouple import config
from environs import Env

SETTINGS = SimpleNamespace(table="users", batch=500)
Place = namedtuple("Place", "table batch")
HERE = Place("users", batch=500)
env = Env()
"""


@pytest.mark.parametrize(
    "expression, identity",
    [
        ("SETTINGS.missing", None),
        ("HERE.missing", None),
        ("config(rows[0])", None),
        ("SETTINGS.table", "users"),
        ("HERE.table", "users"),
        ("Place(batch=1, table='users').table", "users"),
        ("SimpleNamespace(table='users').table", "users"),
        ("f'{config(\"SCHEMA\")}.users'", "{env:SCHEMA}.users"),
        ('f\'{decouple.config("SCHEMA", default="shop")}.users\'', "{env:SCHEMA}.users"),
        ("f'{env(\"SCHEMA\")}.users'", "{env:SCHEMA}.users"),
        ("env.str('SCHEMA', 'shop') + '.users'", "{env:SCHEMA}.users"),
    ],
)
def test_names_in_what_carries_settings(tmp_path: Path, expression: str, identity: str | None) -> None:
    (effect,) = effects_of(tmp_path, f"df.to_sql({expression}, engine)", CARRIERS)
    assert effect.identity == identity


STUBS = """
def pickle_to_s3(value, key):
    \"\"\"Not here.\"\"\"

def save_frame(df, table):
    raise NotImplementedError

def pickle_to_store(value, key):
    print(key)
"""


@pytest.mark.parametrize(
    "call, expected",
    [
        ("pickle_to_store(df, key='users')", []),
        ("save_frame(df, table='users')", [("users", "guess")]),
        ("pickle_to_s3(df, 'users')", [("users", "guess")]),
        ("pickle_to_s3(df, key='users')", [("users", "likely")]),
    ],
)
def test_a_function_without_a_body_counts_by_its_name(
    tmp_path: Path, call: str, expected: list[tuple[str, str]]
) -> None:
    found = effects_of(tmp_path, call, STUBS)
    assert [(effect.identity, effect.confidence) for effect in found] == expected
