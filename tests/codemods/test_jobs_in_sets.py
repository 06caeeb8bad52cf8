"""An asset job cannot be an element of a set."""

from pathlib import Path

from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import prepare_upgrade

SHOP = """
import pandas as pd
import dagster as dg

@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.job
def users_job():
    make_users()

defs = dg.Definitions(jobs={users_job})
"""


def upgraded(root: Path, text: str) -> str:
    (root / "shop.py").write_text(text)
    prepared = prepare_upgrade(root, PlanOptions())
    return "".join(change.after.decode() for change in prepared.rewrite.files)


def test_the_set_of_a_code_location_becomes_a_list(tmp_path: Path) -> None:
    assert "dg.Definitions(assets=[users], jobs=[users_job])" in upgraded(tmp_path, SHOP)


def test_a_job_stays_where_nothing_is_written_beside_it(tmp_path: Path) -> None:
    text = SHOP.replace("jobs={users_job}", "jobs={users_job}, assets=dg.load_assets_from_current_module()")
    assert upgraded(tmp_path, text) == ""
