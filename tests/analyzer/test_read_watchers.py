"""What looks at assets by their keys: nothing of it is changed by an upgrade, and all of it may notice one."""

from pathlib import Path

import pytest

from assetize.analyzer.readers import read_project

HEAD = """
from dagster import *

TABLE = "orders"

@asset
def users(): ...

"""

Watched = list[tuple[str, str, tuple[tuple[str, ...], ...] | None]]


def watched(tmp_path: Path, text: str) -> Watched:
    (tmp_path / "shop.py").write_text(HEAD + text)
    project, _ = read_project(tmp_path)
    return [(item.kind, item.name, item.keys) for item in project.watchers]


@pytest.mark.parametrize(
    "text",
    [
        "@asset(deps=[users])\ndef report(): ...\n",
        '@asset(check_specs=[AssetCheckSpec("known", asset="report")])\ndef report(): ...\n',
        "@sensor(job_name='nightly')\ndef files(context): ...\n",
        "@run_status_sensor(run_status=DagsterRunStatus.SUCCESS)\ndef told(context): ...\n",
    ],
    ids=["plain_asset", "own_check", "sensor_of_something_else", "sensor_of_runs"],
)
def test_what_looks_at_no_other_asset_is_none(tmp_path: Path, text: str) -> None:
    assert watched(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@asset_check(asset=users)\ndef known(): ...\n", ("check", "known", (("users",),))),
        (
            '@asset_check(asset=AssetKey(["shop", TABLE]))\ndef known(): ...\n',
            ("check", "known", (("shop", "orders"),)),
        ),
        ("@asset_check(asset=find())\ndef known(): ...\n", ("check", "known", None)),
        (
            '@multi_asset_check(specs=[AssetCheckSpec("a", asset=users), AssetCheckSpec("b", asset=TABLE)])\n'
            "def both(): ...\n",
            ("check", "both", (("users",), ("orders",))),
        ),
        ("@multi_asset_check(specs=find())\ndef both(): ...\n", ("check", "both", None)),
        (
            'fresh = build_last_update_freshness_checks(assets=[users, "orders"])\n',
            ("check", "fresh", (("users",), ("orders",))),
        ),
        (
            "@asset_sensor(asset_key=AssetKey(TABLE), job_name='j')\ndef on(context, event): ...\n",
            ("sensor", "on", (("orders",),)),
        ),
        (
            "@multi_asset_sensor(monitored_assets=[users.key, AssetKey(TABLE)], job_name='j')\ndef on(context): ...\n",
            ("sensor", "on", None),
        ),
        (
            "@multi_asset_sensor(monitored_assets=AssetSelection.assets(users), job_name='j')\ndef on(context): ...\n",
            ("sensor", "on", (("users",),)),
        ),
        (
            "@multi_asset_sensor(monitored_assets=AssetSelection.all(), job_name='j')\ndef on(context): ...\n",
            ("sensor", "on", None),
        ),
        (
            "@asset(deps=[TABLE], automation_condition=AutomationCondition.eager())\ndef report(users): ...\n",
            ("automation", "report", (("users",), ("orders",))),
        ),
        (
            "@multi_asset(specs=[AssetSpec('report', deps=[TABLE], automation_condition=AutomationCondition.eager())])\n"
            "def reports(): ...\n",
            ("automation", "report", (("orders",),)),
        ),
    ],
)
def test_the_watched_keys_are_read(
    tmp_path: Path, text: str, expected: tuple[str, str, tuple[tuple[str, ...], ...] | None]
) -> None:
    assert watched(tmp_path, text) == [expected]


def test_a_function_that_changes_all_specs_is_one(tmp_path: Path) -> None:
    text = "defs = Definitions(assets=[users]).map_asset_specs(func=lambda spec: spec.with_io_manager_key('x'))\n"

    assert watched(tmp_path, text) == [("mapping", "map_asset_specs", None)]
    assert watched(tmp_path, "specs = map_asset_specs(lambda spec: spec, [AssetSpec('a')])\n") == []


def test_a_sensor_of_all_assets_takes_new_ones_too(tmp_path: Path) -> None:
    text = "@multi_asset_sensor(monitored_assets=AssetSelection.all(), job_name='j')\ndef on(context): ...\n"
    (tmp_path / "shop.py").write_text(HEAD + text)

    (trigger,) = read_project(tmp_path)[0].triggers

    assert trigger.selects_all


def test_a_selection_without_checks_is_read(tmp_path: Path) -> None:
    text = "nightly = define_asset_job('nightly', AssetSelection.assets(users).without_checks())\n"
    (tmp_path / "shop.py").write_text(HEAD + text)

    (job,) = read_project(tmp_path)[0].asset_jobs

    assert (job.selection, job.without_checks, job.selects_all) == ((("users",),), True, False)
