"""Inputs that run config gives go with their op into a graph-backed asset."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import OpsToGraphAsset, Plan, RenameConfigKeys
from assetize.codemods.plan import make_plan

OPS = """
import pandas as pd
import dagster as dg

@dg.op
def fetch():
    return 1

@dg.op
def load(rows, suffix: str):
    pd.DataFrame().to_sql("users", "sqlite://")
"""
JOB = """
@dg.job
def users_job():
    load(fetch())

defs = dg.Definitions(jobs=[users_job])
"""
INPUTS = '{"ops": {"load": {"inputs": {"suffix": "a"}}}}'


def plan_of(root: Path, text: str) -> Plan:
    (root / "shop.py").write_text(OPS + text)
    return make_plan(analyze(root))


@pytest.mark.parametrize(
    ("config", "codes"),
    [
        ("", {"AZ308"}),
        ('(config={"ops": {"fetch": {"inputs": {"suffix": "a"}}}})', {"AZ308", "AZ340"}),
        ('(config={"ops": {"load": {"outputs": [{"result": {"n": 1}}]}}})', {"AZ308", "AZ340"}),
        ('(input_values={"suffix": "a"})', {"AZ304", "AZ308"}),
    ],
)
def test_refused(tmp_path: Path, config: str, codes: set[str]) -> None:
    plan = plan_of(tmp_path, JOB.replace("@dg.job", f"@dg.job{config}"))
    assert {item.code for item in plan.diagnostics} >= codes


def test_the_config_follows_the_op(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, JOB.replace("@dg.job", f"@dg.job(config={INPUTS})"))

    assert not plan.diagnostics
    assert [item.paths for item in plan.actions if isinstance(item, RenameConfigKeys)] == [
        ((("load",), ("users", "load")),)
    ]


def test_an_op_alone_is_wrapped(tmp_path: Path) -> None:
    job = JOB.replace("load(fetch())", "load()").replace("@dg.job", f"@dg.job(config={INPUTS})")
    plan = plan_of(tmp_path, job.replace('"suffix": "a"', '"suffix": "a", "rows": 3'))

    assert [item.function for item in plan.actions if isinstance(item, OpsToGraphAsset)] == ["users"]
