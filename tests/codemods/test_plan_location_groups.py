"""What nobody makes is declared once for code locations that are loaded together, and no location imports another one for it."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.model import DeclareExternalAsset, OpToAsset, Plan
from assetize.codemods.plan import PlanOptions, make_plan

TEXT = """
import dagster as dg
import pandas as pd

@dg.op
def build_{name}():
    pd.read_sql("select * from {source}", "sqlite://").to_sql("{name}", "sqlite://")

@dg.job
def {name}_job():
    build_{name}()
"""
ALONE = "\ndefs = dg.Definitions(jobs=[{name}_job])\n"


def plan_of(root: Path, *, source: str = "raw", end: str = ALONE, more: str = "") -> Plan:
    for package, name, table in (("first", "users", "raw"), ("second", "orders", source)):
        (root / package).mkdir()
        (root / package / "__init__.py").write_text("")
        (root / package / "jobs.py").write_text((TEXT + end).format(name=name, source=table))
    if more:
        (root / "definitions.py").write_text(more)
    return make_plan(analyze(root), PlanOptions())


def declared(plan: Plan) -> list[tuple[str, str]]:
    return [
        (action.module, "/".join(action.key))
        for action in plan.actions
        if isinstance(action, DeclareExternalAsset)
    ]


def test_each_code_location_declares_what_it_reads(tmp_path: Path) -> None:
    assert declared(plan_of(tmp_path)) == [("first.jobs", "raw"), ("second.jobs", "raw")]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(
            "import dagster as dg\nfrom first.jobs import users_job\nfrom second.jobs import orders_job\n"
            "defs = dg.Definitions(jobs=[users_job, orders_job])\n",
            id="one location",
        ),
        pytest.param(
            "import dagster as dg\nfrom first.jobs import users_job\nfrom second.jobs import orders_job\n"
            "one = dg.Definitions(jobs=[users_job])\ntwo = dg.Definitions(jobs=[orders_job])\n"
            "defs = dg.Definitions.merge(one, two)\n",
            id="merged of two",
        ),
    ],
)
def test_what_is_loaded_together_is_declared_once(tmp_path: Path, more: str) -> None:
    assert declared(plan_of(tmp_path, end="", more=more)) == [("first.jobs", "raw")]


def test_the_asset_of_another_code_location_is_named_by_its_key(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, source="users")

    orders = next(
        action for action in plan.actions if isinstance(action, OpToAsset) and action.key == ("orders",)
    )
    assert [(item.key, item.symbol) for item in orders.inputs] == [(("users",), None)]
