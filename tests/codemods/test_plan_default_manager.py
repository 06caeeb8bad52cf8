"""Jobs that bind the default I/O manager's key, beside what takes Dagster's own."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import Plan, RegisterAssets
from assetize.codemods.plan import make_plan

BESIDE = """
@dg.op
def send():
    return 1

@dg.job
def send_job():
    send()
"""
SHOP = """
import pandas as pd
import dagster as dg

@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.job(resource_defs={"io_manager": dg.fs_io_manager})
def users_job():
    make_users()
"""
DEFS = "\ndefs = dg.Definitions(jobs=[users_job, send_job])\n"
REFUSED = {
    "another I/O manager": SHOP.replace("dg.fs", "dg.mem") + BESIDE + DEFS,
    "one with settings": SHOP.replace("io_manager}", 'io_manager.configured({"base_dir": "/tmp"})}')
    + BESIDE
    + DEFS,
    "config for it": SHOP.replace(
        "fs_io_manager}",
        'fs_io_manager}, config={"resources": {"io_manager": {"config": {"base_dir": "x"}}}}',
    )
    + BESIDE
    + DEFS,
    "config for it from a schedule": SHOP
    + BESIDE
    + DEFS
    + """
nightly = dg.ScheduleDefinition(
    job=users_job,
    cron_schedule="@daily",
    run_config={"resources": {"io_manager": {"config": {"base_dir": "x"}}}},
)
""",
    "an asset of the location": SHOP.replace("dg.fs", "dg.mem")
    + "\n@dg.asset\ndef stock():\n    return 1\n\ndefs = dg.Definitions(jobs=[users_job], assets=[stock])\n",
}


def plan_of(root: Path, text: str) -> Plan:
    (root / "shop.py").write_text(text)
    return make_plan(analyze(root))


def hoisted(plan: Plan) -> list[str]:
    return [
        binding.key for item in plan.actions if isinstance(item, RegisterAssets) for binding in item.resources
    ]


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_refused(tmp_path: Path, text: str) -> None:
    found = {item.code for job in plan_of(tmp_path, text).jobs[:1] for item in job.diagnostics}

    assert found == {"AZ313"}


def test_what_dagster_takes_anyway_is_left_out(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SHOP + BESIDE + DEFS)

    (job,) = [item for item in plan.jobs if item.upgrade == "full"]
    assert hoisted(plan) == []
    assert any("default I/O manager" in said for said in job.differences)


def test_it_is_kept_where_nobody_else_takes_the_default(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SHOP + "\ndefs = dg.Definitions(jobs=[users_job])\n")

    assert hoisted(plan) == ["io_manager"]


def test_an_asset_of_another_location_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "stock.py").write_text(
        "import dagster as dg\n\n@dg.asset\ndef stock():\n    return 1\n\ndefs = dg.Definitions(assets=[stock])\n"
    )
    plan = plan_of(tmp_path, SHOP.replace("dg.fs", "dg.mem") + "\ndefs = dg.Definitions(jobs=[users_job])\n")

    assert hoisted(plan) == ["io_manager"]
