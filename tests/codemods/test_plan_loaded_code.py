"""What changes the specs of all assets matters where it is loaded together with the job, and not in a project beside it."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.plan import make_plan

JOB = """
import pandas as pd
import dagster as dg
{0}
@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.job
def users_job():
    make_users()

defs = dg.Definitions(jobs=[users_job])
"""
MAPPING = """
import dagster as dg
{0}
def tag(defs):
    return defs.map_resolved_asset_specs(func=lambda spec: spec.replace_attributes(group_name="x"))
"""
HOME, OTHER, THIRD = "one/shop/jobs.py", "two/stock/tags.py", "lib/helpers/names.py"
LOADED = {
    "one project": {HOME: JOB, "one/shop/tags.py": MAPPING},
    "the job's project imports it": {HOME: JOB.replace("{0}", "from stock.tags import tag"), OTHER: MAPPING},
    "it imports the job's project": {HOME: JOB, OTHER: MAPPING.replace("{0}", "from shop.jobs import defs")},
    "by way of a third": {
        HOME: JOB.replace("{0}", "from helpers.names import tag"),
        THIRD: "import dagster\nfrom stock.tags import tag\n",
        OTHER: MAPPING,
    },
}


def codes(root: Path, files: dict[str, str]) -> set[str]:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(text.replace("{0}", ""))
    return {item.code for job in make_plan(analyze(root)).jobs for item in job.diagnostics}


@pytest.mark.parametrize("files", LOADED.values(), ids=LOADED)
def test_what_may_be_loaded_with_the_job(tmp_path: Path, files: dict[str, str]) -> None:
    assert codes(tmp_path, files) == {"AZ312"}


def test_projects_that_have_nothing_to_do_with_each_other(tmp_path: Path) -> None:
    assert codes(tmp_path, {HOME: JOB, OTHER: MAPPING, THIRD: "import dagster\n"}) == set()
