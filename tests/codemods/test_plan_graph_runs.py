"""Run config for a graph that code runs by itself names the graph's nodes, which stay."""

from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.codemods.model import Plan, RenameConfigKeys
from assetize.codemods.plan import make_plan

SHOP = """
import pandas as pd
import dagster as dg

@dg.op(config_schema={"n": int})
def fetch(context):
    return [context.op_config["n"]]

@dg.op
def load(rows):
    pd.DataFrame(rows).to_sql("users", "sqlite://")

@dg.graph
def etl():
    load(fetch())

CONFIG = {"ops": {"fetch": {"config": {"n": 1}}}}
users_job = etl.to_job(name="users_job", config=CONFIG)
defs = dg.Definitions(jobs=[users_job])
"""
OWN = '{"ops": {"fetch": {"config": {"n": 2}}}}'


def plan_of(root: Path, run: str) -> Plan:
    (root / "shop.py").write_text(SHOP)
    (root / "test_shop.py").write_text(f"from shop import CONFIG, etl, load\n\ndef test_it():\n    {run}\n")
    return make_plan(analyze(root))


def codes(plan: Plan) -> set[str]:
    return {item.code for job in plan.jobs for item in job.diagnostics}


def test_a_text_that_the_job_shares_with_a_graph(tmp_path: Path) -> None:
    assert codes(plan_of(tmp_path, "etl.execute_in_process(run_config=CONFIG)")) == {"AZ340"}


def test_a_run_of_what_is_not_known(tmp_path: Path) -> None:
    assert codes(plan_of(tmp_path, f"find(etl).execute_in_process(run_config={OWN})")) == {"AZ329"}


def test_a_text_of_its_own_stays(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, f"etl.execute_in_process(run_config={OWN})")

    assert codes(plan) == set()
    assert [item.module for item in plan.actions if isinstance(item, RenameConfigKeys)] == ["shop"]
