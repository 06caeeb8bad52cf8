"""An op that is called like its asset keeps its name, unless it has to be wrapped: then all that names it has to follow."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import OpsToGraphAsset
from assetize.codemods.plan import make_plan

TEXT = """
import pandas as pd
import dagster as dg

OUT = dg.Out(dg.Nothing)

@dg.op(config_schema={"n": int})
def users(context):
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.job
def users_job():
    users()

defs = dg.Definitions(jobs=[users_job])
"""
YAML = """(config=dg.config_from_yaml_strings(["{ops: {users: {config: {n: 3}}}}"]))"""
DICT = """(config={"ops": {"users": {"config": {"n": 3}}}})"""


@pytest.mark.parametrize(
    ("config", "is_wrapped", "codes"),
    [
        (YAML, False, set()),
        (YAML, True, {"AZ340"}),
        (DICT, False, set()),
        (DICT, True, set()),
    ],
)
def test_config_that_names_the_op(tmp_path: Path, config: str, is_wrapped: bool, codes: set[str]) -> None:
    text = TEXT.replace("@dg.job", f"@dg.job{config}")
    if is_wrapped:
        text = text.replace('{"n": int}', '{"n": int}, out=OUT')
    (tmp_path / "shop.py").write_text(text)

    plan = make_plan(analyze(tmp_path))

    assert {item.code for item in plan.diagnostics} == codes
    wrapped = [item for item in plan.actions if isinstance(item, OpsToGraphAsset)]
    assert [item.function for item in wrapped] == (["users_asset"] if is_wrapped and not codes else [])
    assert all(item.has_own_name for item in wrapped)
