"""Config that names what an op makes goes from the job to the graph-backed asset that wraps this use of the op, or the job stays."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import JobToAssetJob, OpsToGraphAsset, Plan
from assetize.codemods.plan import make_plan

HEAD = """
import pandas as pd
import dagster as dg

@dg.op(config_schema={"table": str})
def load(context):
    pd.DataFrame().to_sql(context.op_config["table"], "sqlite://")
"""
USERS = '{"ops": {"load": {"config": {"table": "users"}}}}'
ORDERS = '{"ops": {"load": {"config": {"table": "orders"}}}}'


def job(name: str, config: str, body: str = "load()", arguments: str = "") -> str:
    return f"\n@dg.job(config={config}{arguments})\ndef {name}():\n    {body}\n"


def plan_of(root: Path, text: str, version: str = "", head: str = HEAD) -> Plan:
    (root / "shop.py").write_text(head + text)
    if version:
        (root / "requirements.txt").write_text(f"dagster=={version}\n")
    return make_plan(analyze(root))


def upgraded(plan: Plan) -> dict[str, str]:
    return {item.job.partition(":")[2]: item.upgrade for item in plan.jobs}


TWO_JOBS = job("users_job", USERS) + job("orders_job", ORDERS)
DEFS = "\ndefs = dg.Definitions(jobs=[users_job, orders_job])\n"

DEFAULT_HEAD = HEAD.replace('"table": str', '"table": dg.Field(str, default_value="items")')
OPTIONAL_HEAD = HEAD.replace('"table": str', '"table": dg.Field(str, is_required=False)').replace(
    'op_config["table"]', 'op_config.get("table", "items")'
)
SCHEDULED = f"\nnightly = dg.ScheduleDefinition(job=users_job, cron_schedule='@daily', run_config={ORDERS})\n"
OTHERS = """
@dg.op(config_schema={"n": int})
def count(context):
    pd.DataFrame().to_sql("counts", "sqlite://")
"""
USERS_AND_COUNT = '{"ops": {"load": {"config": {"table": "users"}}, "count": {"config": {"n": 1}}}}'
KEPT = {
    "the config gives more than ops": job("users_job", USERS[:-1] + ', "execution": {}}'),
    "the config is for other ops, too": OTHERS + job("users_job", USERS_AND_COUNT, "load()\n    count()"),
    "the config is not written out": f"\nCONFIG = {USERS}\n" + job("users_job", "CONFIG"),
}
STAYS = {
    **{f"{name}, and the op has a default": DEFAULT_HEAD + text for name, text in KEPT.items()},
    "a run may go without the config": OPTIONAL_HEAD + KEPT["the config is not written out"],
    "a schedule gives other config": HEAD + job("users_job", USERS) + SCHEDULED,
}


def codes(plan: Plan) -> dict[str, set[str]]:
    return {
        item.job.partition(":")[2]: {found.code for found in item.diagnostics}
        for item in plan.jobs
        if item.upgrade == "none"
    }


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_a_job_stays_where_a_run_without_its_config_would_make_something_else(
    tmp_path: Path, text: str
) -> None:
    plan = plan_of(tmp_path, text + "\ndefs = dg.Definitions(jobs=[users_job])\n", head="")

    assert codes(plan) == {"users_job": {"AZ360"}}


def test_jobs_stay_that_share_their_ops_with_one_that_stays(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, TWO_JOBS + DEFS + "\ngraph = users_job.graph\n")

    assert codes(plan)["orders_job"] == {"AZ360"}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_config_that_every_run_has_to_give_stays_with_the_job(tmp_path: Path, text: str) -> None:
    plan = plan_of(tmp_path, text + job("orders_job", ORDERS) + DEFS)

    assert upgraded(plan) == {"users_job": "full", "orders_job": "full"}
    wrapped = {item.function: item.config for item in plan.actions if isinstance(item, OpsToGraphAsset)}
    assert wrapped["users"] == ()
    carried = {item.name: item.carried for item in plan.actions if isinstance(item, JobToAssetJob)}
    assert carried["users_job"] == (("config", "config"),)


def test_jobs_stay_where_dagster_has_no_place_for_it(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, TWO_JOBS + DEFS, "1.4.0")

    assert {item.code for item in plan.diagnostics} == {"AZ375"}


def test_each_use_is_wrapped_with_its_config(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, TWO_JOBS + DEFS)

    assets = {item.function: item.config for item in plan.actions if isinstance(item, OpsToGraphAsset)}
    assert assets == {
        "users": (("load", '{"config": {"table": "users"}}'),),
        "orders": (("load", '{"config": {"table": "orders"}}'),),
    }
    jobs = [item for item in plan.actions if isinstance(item, JobToAssetJob)]
    assert [item.carried for item in jobs] == [(), ()]
    assert any("part of users" in said for item in plan.jobs for said in item.differences)


def test_two_jobs_that_say_the_same_share_the_asset(tmp_path: Path) -> None:
    text = TWO_JOBS + job("again_job", USERS) + DEFS.replace("]", ", again_job]")
    plan = plan_of(tmp_path, text)

    assert set(upgraded(plan).values()) == {"full"}
    assert sum(isinstance(item, OpsToGraphAsset) for item in plan.actions) == 2


def test_an_op_used_twice_under_other_names(tmp_path: Path) -> None:
    config = '{"ops": {"one": {"config": {"table": "users"}}, "two": {"config": {"table": "orders"}}}}'
    text = job("users_job", config, 'load.alias("one")()\n    load.alias("two")()')
    plan = plan_of(tmp_path, text + DEFS.replace(", orders_job", ""))

    assert upgraded(plan) == {"users_job": "full"}
    assets = [item for item in plan.actions if isinstance(item, OpsToGraphAsset)]
    assert [item.config[0][0] for item in assets] == ["one", "two"]
