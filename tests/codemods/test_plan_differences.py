"""What a plan says is different when an upgraded job runs."""

from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.codemods.plan import make_plan

JOBS = """
import sqlite3
from dagster import *

def execute(sql):
    with sqlite3.connect("shop.db") as db:
        db.executescript(sql)

@op
def build_users() -> None:
    execute("create table users as select 1 as id")

@job
def nightly():
    build_users()

@job
def hourly():
    build_users()
"""


def differences(tmp_path: Path, job: str, **texts: str) -> str:
    for name, text in {"shop": JOBS, **texts}.items():
        (tmp_path / f"{name}.py").write_text(text)
    plan = make_plan(analyze(tmp_path))
    (found,) = [item for item in plan.jobs if item.job.endswith(f":{job}")]
    assert found.upgrade == "full", found.diagnostics
    return "\n".join(found.differences)


def test_an_asset_in_several_code_locations_is_told(tmp_path: Path) -> None:
    text = "from dagster import Definitions\nfrom shop import {0}\n\ndefs = Definitions(jobs=[{0}])\n"

    told = differences(tmp_path, "nightly", east=text.format("nightly"), west=text.format("hourly"))

    assert "users is defined in the code locations east:defs and west:defs" in told


def test_parts_that_are_merged_are_one_code_location(tmp_path: Path) -> None:
    text = "from dagster import Definitions\nfrom shop import {0}\n\npart = Definitions(jobs=[{0}])\n"
    whole = "from dagster import Definitions\nimport east, west\n\ndefs = Definitions.merge(east.part, west.part)\n"

    told = differences(
        tmp_path, "nightly", east=text.format("nightly"), west=text.format("hourly"), whole=whole
    )

    assert "code locations" not in told


WATCHED = (
    JOBS
    + """
@asset_check(asset="users")
def known(): ...

@asset_sensor(asset_key=AssetKey({key!r}), job=hourly)
def on_users(context, event): ...

@asset(deps=[{key!r}], automation_condition=AutomationCondition.eager())
def report(): ...

defs = Definitions(assets=[report], asset_checks=[known], jobs=[nightly, hourly], sensors=[on_users])
"""
)


def test_what_watches_an_asset_is_told(tmp_path: Path) -> None:
    told = differences(tmp_path, "nightly", shop=WATCHED.format(key="users"))

    assert "known checks users, and goes on not running with nightly" in told
    assert "on_users sees the materializations of users" in told
    assert "report has an automation of its own and depends on users" in told


def test_what_watches_another_asset_is_not_told(tmp_path: Path) -> None:
    told = differences(tmp_path, "nightly", shop=WATCHED.format(key="cities"))

    assert "on_users" not in told
    assert "automation" not in told


def test_what_watched_the_events_of_the_op_itself_is_not_told(tmp_path: Path) -> None:
    text = WATCHED.format(key="users").replace(
        "def build_users() -> None:\n",
        'def build_users(context) -> None:\n    context.log_event(AssetMaterialization("users"))\n',
    )

    told = differences(tmp_path, "nightly", shop=text)

    assert "on_users" not in told
    assert "automation" not in told
    assert "known checks users" in told
