"""Objects that only a schedule or sensor names: an asset where every run has to say so, and says the same."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import OpsToGraphAsset, Plan, RenameConfigKeys
from assetize.codemods.plan import make_plan

HEAD = """
import pandas as pd
import dagster as dg
"""
BY_CONFIG = """
@dg.op(config_schema={"table": str})
def load(context):
    pd.DataFrame().to_sql(context.op_config["table"], "sqlite://")
"""
BY_CLASS = """
class Load(dg.Config):
    table: str

@dg.op
def load(config: Load):
    pd.DataFrame().to_sql(config.table, "sqlite://")
"""
BY_INPUT = """
@dg.op
def load(table: str):
    pd.DataFrame().to_sql(table, "sqlite://")
"""
JOB = """
@dg.job
def orders_job():
    load()

defs = dg.Definitions(jobs=[orders_job])
"""


def schedule(table: str, part: str = "config", name: str = "nightly") -> str:
    given = {"ops": {"load": {part: {"table": table}}}}
    return f'{name} = dg.ScheduleDefinition(name="{name}", job=orders_job, cron_schedule="@daily", run_config={given})\n'


SENSOR = """
@dg.sensor(job=orders_job)
def look(context):
    yield dg.RunRequest(run_config={"ops": {"load": {"config": {"table": context.cursor}}}})
"""
REFUSED = {
    "a default": BY_CONFIG.replace("str}", 'dg.Field(str, default_value="items")}')
    + JOB
    + schedule("orders"),
    "a field that may be left out": BY_CONFIG.replace("str}", "dg.Field(str, is_required=False)}")
    + JOB
    + schedule("orders"),
    "a group that may be left out": BY_CONFIG.replace(
        '{"table": str}', '{"to": dg.Field({"table": str}, is_required=False)}'
    ).replace('["table"]', '["to"]["table"]')
    + JOB
    + schedule("orders").replace("{'table': 'orders'}", "{'to': {'table': 'orders'}}"),
    "a default of a class": BY_CLASS.replace("table: str", 'table: str = "items"') + JOB + schedule("orders"),
    "a class that goes without": BY_CLASS.replace("table: str", "table: str | None = None").replace(
        "config.table,", 'config.table or "items",'
    )
    + JOB
    + schedule("orders"),
    "a default of an input": BY_INPUT.replace("table: str", 'table: str = "items"')
    + JOB
    + schedule("orders", "inputs"),
    "two schedules": BY_CONFIG + JOB + schedule("orders") + schedule("users", name="weekly"),
}
FOLLOWED = {
    "config": BY_CONFIG + JOB + schedule("orders"),
    "a class": BY_CLASS + JOB + schedule("orders"),
    "an input": BY_INPUT + JOB + schedule("orders", "inputs"),
    "two schedules that agree": BY_CONFIG + JOB + schedule("orders") + schedule("orders", name="weekly"),
    "the default said again": BY_CONFIG.replace("str}", 'dg.Field(str, default_value="orders")}')
    + JOB
    + schedule("orders"),
}


def plan_of(root: Path, text: str) -> Plan:
    (root / "shop.py").write_text(HEAD + text)
    return make_plan(analyze(root))


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_run_that_is_given_nothing_would_make_something_else(tmp_path: Path, text: str) -> None:
    (job,) = plan_of(tmp_path, text).jobs

    assert (job.upgrade, {item.code for item in job.diagnostics}) == ("none", {"AZ360"})


def test_a_sensor_that_computes_the_name(tmp_path: Path) -> None:
    (job,) = plan_of(tmp_path, BY_CONFIG + JOB + schedule("orders") + SENSOR).jobs

    assert job.upgrade == "none"


@pytest.mark.parametrize("text", FOLLOWED.values(), ids=FOLLOWED)
def test_the_asset_is_what_every_run_makes(tmp_path: Path, text: str) -> None:
    plan = plan_of(tmp_path, text)

    assert [(job.upgrade, {item.key for item in plan.outputs}) for job in plan.jobs] == [
        ("full", {("orders",)})
    ]
    renames = [item for item in plan.actions if isinstance(item, RenameConfigKeys)]
    assert renames
    assert {old for item in renames for old, _ in item.paths} == {("load",)}


def test_an_op_whose_arguments_come_out_of_a_dict_is_wrapped(tmp_path: Path) -> None:
    text = BY_CONFIG.replace('config_schema={"table": str}', "**SETTINGS")
    plan = plan_of(
        tmp_path, 'SETTINGS = {"config_schema": {"table": str}}\n' + text + JOB + schedule("orders")
    )

    (made,) = [item for item in plan.actions if isinstance(item, OpsToGraphAsset)]
    assert [step.definition.name for step in made.steps] == ["load"]
