"""A file that a package of its name hides is read, and what it makes is no rival of what can be imported."""

from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.codemods.plan import make_plan

JOB = """
import pandas as pd
import dagster as dg

@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.job
def users_job():
    make_users()

defs = dg.Definitions(jobs=[users_job])
"""


def codes(root: Path, files: dict[str, str]) -> dict[str, set[str]]:
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    return {job.job: {item.code for item in job.diagnostics} for job in make_plan(analyze(root)).jobs}


def test_two_modules_that_make_one_object(tmp_path: Path) -> None:
    found = codes(tmp_path, {"one.py": JOB, "two.py": JOB})

    assert found == {"one:users_job": {"AZ316"}, "two:users_job": {"AZ316"}}


def test_one_of_them_is_hidden(tmp_path: Path) -> None:
    found = codes(tmp_path, {"shop.py": JOB, "shop/__init__.py": "", "shop/jobs.py": JOB})

    assert found == {"shop.py:users_job": {"AZ316"}, "shop.jobs:users_job": set()}


def test_a_hidden_file_alone(tmp_path: Path) -> None:
    found = codes(tmp_path, {"shop.py": JOB, "shop/__init__.py": ""})

    assert found == {"shop.py:users_job": set()}
