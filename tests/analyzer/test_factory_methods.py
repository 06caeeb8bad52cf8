"""Methods that make ops and jobs: what is not known of the object that they are called on is not opened."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis

HEAD = """
import os
import pandas as pd
from dagster import Definitions, job, op

class Builder:
    def __init__(self, name, tables=()):
        self.name = name
        self.tables = tables

    def rename(self, name):
        self.other = name

    def build(self):
        @op(name=f"load_{self.name}")
        def load():
            pd.DataFrame().to_csv(f"raw/{self.name}.csv")

        @job(name=f"{self.name}_job")
        def _job():
            load()
        return _job
"""


def _analyze(folder: Path, source: str, head: str = HEAD) -> Analysis:
    (folder / "m.py").write_text(head + dedent(source))
    return analyze(folder)


def _codes(analysis: Analysis) -> set[str]:
    return {unknown.code for unknown in analysis.project.unknowns}


def _keys(analysis: Analysis) -> set[tuple[str, ...]]:
    return {item.asset_key for item in analysis.outputs if item.decision == "asset"}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("j = find_builder().build()", ""),
        ("b = find_builder()\nj = b.build()", "what is called is not known: b.build"),
        ("jobs = [b.build() for b in find_builders()]", "what is looped over is not known"),
        ("j = Builder('users').build(1)", "its arguments do not match its parameters"),
        ("j = Builder.build()", ""),
        ("if os.getenv('X'):\n    j = Builder('users').build()", "it depends on os.getenv('X')"),
    ],
)
def test_not_opened(source: str, reason: str, tmp_path: Path) -> None:
    analysis = _analyze(tmp_path, source)

    whats = [unknown.what for unknown in analysis.project.unknowns if unknown.code == "AZ124"]
    assert [what for what in whats if reason in what]
    assert not _keys(analysis)


def test_one_call_that_is_not_known_keeps_the_method_in_the_report(tmp_path: Path) -> None:
    analysis = _analyze(tmp_path, "b = find_builder()\nfirst = Builder('users').build()\nsecond = b.build()")

    assert _keys(analysis) == {("users",)}
    assert "AZ124" in _codes(analysis)


def test_name_that_is_not_known(tmp_path: Path) -> None:
    analysis = _analyze(tmp_path, "j = Builder(os.environ['NAME']).build()")

    assert _codes(analysis) == {"AZ122"}


def test_attribute_that_another_method_sets(tmp_path: Path) -> None:
    head = HEAD.replace("self.other", "self.name")
    analysis = _analyze(tmp_path, "b = Builder('users')\nb.rename('other')\nj = b.build()", head)

    assert _codes(analysis) == {"AZ122"}
    assert not _keys(analysis)


def test_list_that_a_method_changes(tmp_path: Path) -> None:
    source = """
        class Many:
            def __init__(self, tables):
                self.tables = tables

            def add(self, table):
                self.tables.append(table)

            def build(self):
                for table in self.tables:
                    @op(name=f"load_{table}")
                    def load():
                        pd.DataFrame().to_csv(f"raw/{table}.csv")

        Many(["users"]).build()
    """
    assert not _keys(_analyze(tmp_path, source, HEAD.partition("class")[0]))


def test_each_object_makes_its_own(tmp_path: Path) -> None:
    analysis = _analyze(tmp_path, "jobs = [b.build() for b in [Builder('users'), Builder(name='orders')]]")

    assert not analysis.project.unknowns
    assert _keys(analysis) == {("users",), ("orders",)}
    assert {job.name for job in analysis.project.jobs} == {"users_job", "orders_job"}
    assert {op.id for op in analysis.project.ops} == {
        "m:build[users].<locals>.load",
        "m:build[orders].<locals>.load",
    }


def test_method_of_the_same_name_on_an_object_of_a_library(tmp_path: Path) -> None:
    source = "from vendor import Client\nclient = Client()\nclient.build()\nj = Builder('users').build()"
    analysis = _analyze(tmp_path, source)

    assert not analysis.project.unknowns
    assert _keys(analysis) == {("users",)}
