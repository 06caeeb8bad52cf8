"""Reads are matched to the objects that the project makes, and to nothing else."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze

PROJECT = """
import pandas as pd
from dagster import Definitions, In, Nothing, Out, job, op

{ops}

@job
def etl():
{body}

defs = Definitions(jobs=[etl])
"""


def reads(root: Path, ops: str, body: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    (root / "etl.py").write_text(PROJECT.format(ops=ops, body=lines))
    return {item.op.rpartition(":")[2]: item.reads for item in analyze(root).outputs}


MAKE_USERS = """
@op
def make_users(frame_of_users=None):
    pd.DataFrame().to_sql("users", "sqlite://")
"""


@pytest.mark.parametrize(
    "read",
    [
        'pd.read_csv("users.csv")',
        'open("settings.json").read()',
        'open("query.sql").read()',
        "pd.read_sql(make_query(), engine)",
        'pd.read_sql("select * from information_schema.columns", engine)',
        'pd.read_sql("select name from sqlite_master", engine)',
    ],
    ids=[
        "a file named like a table",
        "settings",
        "a script",
        "text that is not known",
        "the database's own catalogue",
        "the catalogue of sqlite",
    ],
)
def test_no_dependency(tmp_path: Path, read: str) -> None:
    ops = MAKE_USERS + f"\n@op\ndef take():\n    {read}\n"
    assert reads(tmp_path, ops, "make_users()\ntake()")["take"] == ()


def test_a_table_that_another_op_writes(tmp_path: Path) -> None:
    ops = MAKE_USERS + '\n@op\ndef take():\n    pd.read_sql("select * from USERS", "sqlite://")\n'
    assert reads(tmp_path, ops, "make_users()\ntake()")["take"] == (("users",),)


def test_a_table_that_an_io_manager_writes(tmp_path: Path) -> None:
    ops = """
@op(out={"users": Out(io_manager_key="warehouse")})
def make_users():
    return 1

@op
def take():
    pd.read_sql("select * from users", "sqlite://")
"""
    assert reads(tmp_path, ops, "make_users()\ntake()")["take"] == (("users",),)


def test_what_nobody_makes_is_external(tmp_path: Path) -> None:
    ops = '\n@op\ndef take():\n    pd.read_sql("select * from raw.users", "sqlite://")\n'
    assert reads(tmp_path, ops, "take()")["take"] == (("users",),)
    external = [asset for asset in analyze(tmp_path).assets if asset.kind == "external"]
    assert [asset.key for asset in external] == [("users",)]


def test_an_external_table_of_the_same_name_in_another_schema_is_told_apart(tmp_path: Path) -> None:
    ops = MAKE_USERS + '\n@op\ndef take():\n    pd.read_sql("select * from raw.users", "sqlite://")\n'
    assert reads(tmp_path, ops, "make_users()\ntake()")["take"] == (("raw", "users"),)


def test_what_an_op_writes_itself_is_no_dependency_of_it(tmp_path: Path) -> None:
    ops = """
@op
def refresh():
    pd.read_sql("select * from users", "sqlite://").to_sql("users", "sqlite://")
"""
    assert reads(tmp_path, ops, "refresh()")["refresh"] == ()
