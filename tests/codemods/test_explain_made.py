"""Definitions that functions and loops make, as `assetize explain` and the plan show them."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.cli.main import main
from assetize.codemods.plan import make_plan

TEXT = """
import dagster as dg
import pandas as pd

def make_job(table):
    @dg.op(name=f"load_{table}")
    def load():
        pd.DataFrame().to_sql(table, "sqlite://")

    @dg.job(name=f"{table}_job")
    def table_job():
        load()

    return table_job

@dg.op
def load_totals():
    pd.DataFrame().to_sql("totals", "sqlite://")

@dg.job
def totals_job():
    load_totals()

defs = dg.Definitions(jobs=[totals_job, *[make_job(table) for table in ("users", "orders")]])
"""
LINE = 1 + TEXT.splitlines().index(TEXT.splitlines()[-1])


def test_explain_says_what_made_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shop.py").write_text(TEXT)

    assert main(["explain", "load_users", str(tmp_path)]) == 0
    text = capsys.readouterr().out
    assert f"made by a call of shop:make_job, shop.py:{LINE}" in text
    assert "orders" not in text.replace("load_orders", "")


def test_the_plan_leaves_them_and_upgrades_what_is_beside_them(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(TEXT)
    plan = make_plan(analyze(tmp_path))

    codes = {job.job.rpartition(":")[2]: {item.code for item in job.diagnostics} for job in plan.jobs}
    assert codes == {
        "totals_job": set(),
        "make_job[users].<locals>.table_job": {"AZ303", "AZ333"},
        "make_job[orders].<locals>.table_job": {"AZ303", "AZ333"},
    }
