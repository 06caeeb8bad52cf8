"""Names that one op hands to another: the object is known where the code says it, per use, and not otherwise."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis

HEAD = """
import os
import uuid
from dataclasses import dataclass
from pathlib import Path as FilePath
import pandas as pd
from dagster import *

@dataclass
class Place:
    table: str
    batch: int = 1

@op
def write(table):
    pd.DataFrame().to_sql(table, "sqlite://")

@op
def write_at(place):
    pd.DataFrame().to_sql(place["table"], "sqlite://")

@op
def write_object(place: Place):
    pd.DataFrame().to_sql(place.table, "sqlite://")

@op
def write_file(path):
    pd.DataFrame().to_csv(path)

@op
def write_each(tables):
    for table in tables:
        pd.DataFrame().to_sql(table, "sqlite://")

@op
def write_default(table="users"):
    pd.DataFrame().to_sql(table, "sqlite://")

@op
def other():
    return "orders"

@op(config_schema={"table": str})
def from_config(context):
    return context.op_config["table"]

@op
def with_suffix(table):
    return f"{table}_clean"

@op(out={"first": Out(), "second": Out()})
def two():
    return "users", "orders"
"""


def analysis(root: Path, text: str) -> Analysis:
    (root / "jobs.py").write_text(HEAD + dedent(text))
    return analyze(root)


def keys(found: Analysis) -> list[str]:
    made = (item for item in found.outputs if item.decision == "asset" and item.jobs)
    return sorted(item.asset_key[-1] for item in made)


def choose(statement: str) -> str:
    return f"@op\ndef choose():\n    {statement}\n\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(choose("return uuid.uuid4().hex") + "@job\ndef run():\n    write(choose())\n", id="made while running"),
        pytest.param(choose("return ['users']") + "@job\ndef run():\n    write_each(choose())\n", id="list"),
        pytest.param(choose("return 5") + "@job\ndef run():\n    write(choose())\n", id="number"),
        pytest.param(choose("return 'users' if os.getenv('A') else 'orders'") + "@job\ndef run():\n    write(choose())\n", id="condition"),
        pytest.param("@op(out=Out(io_manager_key='store'))\ndef choose():\n    return 'users'\n\n"
                     "@job(resource_defs={'store': mem_io_manager})\ndef run():\n    write(choose())\n", id="I/O manager"),
        pytest.param("@op(out=DynamicOut())\ndef choose():\n    yield DynamicOutput('users', 'users')\n\n"
                     "@job\ndef run():\n    choose().map(write)\n", id="dynamic"),
        pytest.param("@job\ndef run():\n    write(from_config())\n", id="config that nobody gives"),
        pytest.param("@graph\ndef inner(table):\n    write(table)\n\nrun = inner.to_job()\n", id="input of the job"),
        pytest.param("@job(config={'ops': {'write_default': {'inputs': {'table': os.environ}}}})\ndef run():\n    write_default()\n",
                     id="default that config replaces"),
    ],
)  # fmt: skip
def test_not_known_before_a_run(tmp_path: Path, text: str) -> None:
    found = analysis(tmp_path, text)
    assert not [key for key in keys(found) if key != "choose"]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(choose("return 'users'") + "@job\ndef run():\n    write(choose())\n", ["users"], id="text"),
        pytest.param(choose("return Output('users')") + "@job\ndef run():\n    write(choose())\n", ["users"], id="Output"),
        pytest.param(choose("yield Output('users', 'result')") + "@job\ndef run():\n    write(choose())\n", ["users"], id="yield"),
        pytest.param(choose("return {'table': 'users', 'batch': 5}") + "@job\ndef run():\n    write_at(choose())\n", ["users"], id="dict"),
        pytest.param(choose("return Place('users')") + "@job\ndef run():\n    write_object(choose())\n", ["users"], id="object"),
        pytest.param(choose("return Output(Place('users'))") + "@job\ndef run():\n    write_object(choose())\n", ["users"], id="object in Output"),
        pytest.param(choose("return FilePath('out') / 'users.csv'") + "@job\ndef run():\n    write_file(choose())\n", ["users"], id="path"),
        pytest.param("@job\ndef run():\n    first, second = two()\n    write(second)\n", ["orders"], id="one of two outputs"),
        pytest.param("@job\ndef run():\n    write(with_suffix(other()))\n", ["orders_clean"], id="through another op"),
        pytest.param("@job\ndef run():\n    write_default()\n", ["users"], id="default"),
        pytest.param("@job(config={'ops': {'write_default': {'inputs': {'table': 'visits'}}}})\ndef run():\n    write_default()\n", ["visits"],
                     id="given by the job"),
        pytest.param("@job(config={'ops': {'write': {'inputs': {'table': {'value': 'visits'}}}}})\ndef run():\n    write()\n", ["visits"],
                     id="given as a value"),
        pytest.param("@job\ndef run():\n    write_default(other())\n", ["orders"], id="fed in spite of a default"),
        pytest.param("@graph\ndef inner(table):\n    write(table)\n\n@job\ndef run():\n    inner(other())\n", ["orders"], id="nested graph"),
    ],
)  # fmt: skip
def test_known_by_the_op_that_hands_it_over(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert keys(analysis(tmp_path, text)) == expected


def test_jobs_that_hand_over_different_names_make_different_assets(tmp_path: Path) -> None:
    text = (
        choose("return 'users'")
        + "@job\ndef a():\n    write(choose())\n\n@job\ndef b():\n    write(other())\n"
    )
    found = analysis(tmp_path, text)
    made = {
        item.asset_key: [use.job for use in item.uses] for item in found.outputs if item.decision == "asset"
    }
    assert made == {("users",): ["jobs:a"], ("orders",): ["jobs:b"]}


def test_the_config_of_the_op_that_hands_it_over_counts(tmp_path: Path) -> None:
    config = "{'ops': {'from_config': {'config': {'table': 'users'}}}}"
    found = analysis(tmp_path, f"@job(config={config})\ndef run():\n    write(from_config())\n")
    (asset,) = (item for item in found.outputs if item.decision == "asset")
    kinds = {item.kind: item.detail for item in asset.evidence}
    assert asset.asset_key == ("users",)
    assert kinds["input"] == 'table = "users" in what from_config returns'
    assert kinds["config"] == 'table = "users" in the config of the job run'


def test_the_evidence_says_where_the_name_is_returned(tmp_path: Path) -> None:
    found = analysis(tmp_path, choose("return 'users'") + "@job\ndef run():\n    write(choose())\n")
    (asset,) = (item for item in found.outputs if item.decision == "asset")
    evidence = next(item for item in asset.evidence if item.kind == "input")
    line = (tmp_path / "jobs.py").read_text().splitlines()[evidence.line - 1]
    assert line == "    return 'users'"


REMOVING = """
import shutil

@op
def folder():
    return "work"

@op
def write_below(folder):
    pd.DataFrame().to_csv(FilePath(folder) / "users.csv")
    return folder

@op
def write_beside(folder):
    pd.DataFrame().to_csv("kept/users.csv")
    return folder

@op
def remove(folder):
    shutil.rmtree(folder)

@op(ins={"after": In(Nothing)})
def remove_another():
    shutil.rmtree("other")
"""


@pytest.mark.parametrize(
    "body, expected",
    [
        ("remove(write_beside(folder()))", ["users"]),
        ("remove_another(write_below(folder()))", ["users"]),
        ("remove(write_below(folder()))", []),
    ],
)
def test_files_in_a_folder_that_the_job_removes_are_scratch(
    tmp_path: Path, body: str, expected: list[str]
) -> None:
    found = analysis(tmp_path, f"{REMOVING}\n@job\ndef run():\n    {body}\n")
    assert keys(found) == expected


def test_the_name_of_a_file_that_is_handed_over_may_hold_a_date(tmp_path: Path) -> None:
    text = """
    from datetime import date

    @op
    def write_dated():
        path = f"work/{date.today()}/users_{date.today()}.csv"
        pd.DataFrame().to_csv(path)
        return path

    @op
    def copy_to_share(path):
        pd.DataFrame().to_csv(os.path.join("share", os.path.basename(path)))

    @job
    def run():
        copy_to_share(write_dated())
    """
    found = analysis(tmp_path, dedent(text))
    (copied,) = (item for item in found.outputs if item.op.endswith(":copy_to_share"))
    assert copied.identity == "path:share/users_{date:today}.csv"


def test_an_empty_text_in_a_config_is_to_be_filled_in(tmp_path: Path) -> None:
    config = "{'ops': {'from_config': {'config': {'table': ''}}}}"
    found = analysis(tmp_path, f"@job(config={config})\ndef run():\n    write(with_suffix(from_config()))\n")
    assert keys(found) == []
