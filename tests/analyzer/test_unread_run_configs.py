"""Dicts of run config that nothing reads name no job's steps; whatever may read one keeps its names in sight."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.plan import make_plan

SHOP = """
import pandas as pd
import dagster as dg

@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.job
def users_job():
    make_users()

defs = dg.Definitions(jobs=[users_job])
PRESET = {"ops": {"make_users": {"config": {"limit": 1}}}}
"""
READ = {
    "in a function": {"shop.py": SHOP + "\ndef preset():\n    return PRESET\n"},
    "a part of it": {"shop.py": SHOP + "\nprint(PRESET['ops'])\n"},
    "it is changed": {"shop.py": SHOP + "\nPRESET['ops']['other'] = {}\n"},
    "by another module": {"shop.py": SHOP, "run.py": "from shop import PRESET\nprint(PRESET)\n"},
    "as an attribute": {"shop.py": SHOP, "run.py": "import shop\nprint(shop.PRESET)\n"},
    "through a star": {"shop.py": SHOP, "run.py": "from shop import *\nprint(PRESET)\n"},
    "it is exported": {"shop.py": SHOP + "\n__all__ = ['PRESET', 'defs']\n"},
    "by a computed name": {"shop.py": SHOP + "\ndef preset(name):\n    return globals()[name]\n"},
    "of a module by a computed name": {
        "shop.py": SHOP,
        "run.py": "import dagster\nimport shop\n\ndef preset(name):\n    return getattr(shop, name)\n",
    },
    "by a dotted path": {"shop.py": SHOP, "run.py": "import dagster\nPATH = 'shop.PRESET'\n"},
    "it is bound twice": {"shop.py": SHOP + "\nPRESET = dict(PRESET)\n"},
    "in a function that nothing calls": {
        "shop.py": SHOP
        + "\ndef make(name):\n    check(PRESET)\n    @dg.job(name=name)\n    def inner():\n        make_users()\n    return inner\n"
    },
}


def reasons(root: Path, files: dict[str, str]) -> set[str]:
    for name, text in files.items():
        (root / name).write_text(text)
    return {
        item.code
        for job in make_plan(analyze(root)).jobs
        if job.job == "shop:users_job"
        for item in job.diagnostics
    }


@pytest.mark.parametrize("files", READ.values(), ids=READ)
def test_a_preset_that_may_be_read(tmp_path: Path, files: dict[str, str]) -> None:
    assert "AZ329" in reasons(tmp_path, files)


def test_a_preset_that_nothing_reads(tmp_path: Path) -> None:
    assert reasons(tmp_path, {"shop.py": SHOP}) == set()

    (use,) = analyze(tmp_path).project.run_configs
    assert (use.form, use.subject, use.jobs) == ("unread", "shop:PRESET", ())
    assert {entry.path for entry in use.entries} == {("ops",), ("make_users",), ("config",), ("limit",)}


def test_projects_beside_each_other(tmp_path: Path) -> None:
    """An op's name means the nearest project's, also where the other's modules are called otherwise."""
    other = "import dagster as dg\n\n@dg.op\ndef make_users(): ...\n\nrun({'ops': {'make_users': {}}})\n"
    for name, text in {
        "one/shop.py": SHOP,
        "two/store.py": other,
        "two/store_test.py": "import store\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    plan = make_plan(analyze(tmp_path))

    assert [job.upgrade for job in plan.jobs] == ["full"]
