"""A table that a job makes and drops again is nobody's dependency."""

from pathlib import Path

from assetize.analyzer.api import analyze

SOURCE = """
import sqlite3
from dagster import In, Nothing, job, op

@op
def stage():
    sqlite3.connect("x.db").execute("CREATE TABLE tmp_users AS SELECT * FROM raw_users")

@op(ins={"start": In(Nothing)})
def load():
    connection = sqlite3.connect("x.db")
    connection.execute("CREATE TABLE users AS SELECT * FROM tmp_users")
    DROP

@job
def nightly():
    load(stage())
"""


def _assets(root: Path, drop: str) -> dict[tuple[str, ...], str]:
    (root / "m.py").write_text(SOURCE.replace("DROP", drop))
    return {asset.key: asset.kind for asset in analyze(root).assets}


def test_a_table_that_stays_is_an_asset(tmp_path: Path) -> None:
    assert _assets(tmp_path, "pass")[("tmp_users",)] == "materialized"


def test_a_table_that_is_dropped_is_none(tmp_path: Path) -> None:
    found = _assets(tmp_path, 'connection.execute("DROP TABLE tmp_users")')

    assert set(found) == {("users",), ("raw_users",)}
