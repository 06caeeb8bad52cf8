"""Run config in files: the job is refused, and told which lines of which file name its ops."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.plan import make_plan

TEXT = """
import json
import pandas as pd
import yaml
from dagster import Definitions, config_from_files, file_relative_path, job, op

@op(config_schema={"limit": int})
def load_users(context):
    pd.DataFrame({"id": [context.op_config["limit"]]}).to_sql("users", "sqlite://")

GIVEN

@job(config=CONFIG)
def users_job():
    load_users()

defs = Definitions(jobs=[users_job])
"""
YAML = """\
# how much
resources:
  load_users: {}
ops:

  load_users:   # all of them
    config: {limit: 3}
    ops:
      inner: {}
  "load_orders":
    config: {}
execution:
  load_more: {}
"""
JSON = '{\n  "ops": {\n    "load_users": {\n      "config": {"limit": 3}\n    }\n  }\n}\n'


def _message(root: Path, given: str) -> str:
    (root / "src").mkdir()
    (root / "src" / "nightly.yaml").write_text(YAML)
    (root / "nightly.json").write_text(JSON)
    (root / "src" / "jobs.py").write_text(TEXT.replace("GIVEN", f"CONFIG = {given}"))
    (job,) = make_plan(analyze(root)).jobs
    (found,) = [item for item in job.diagnostics if item.code == "AZ340"]
    return found.message.partition(";")[2].strip()


@pytest.mark.parametrize(
    "given",
    [
        'config_from_files([file_relative_path(__file__, "nightly.yaml")])',
        'config_from_files(["src/nightly.yaml"])',
        'yaml.safe_load(open("nightly.yaml"))',
        'yaml.safe_load(Path(__file__).with_name("nightly.yaml").read_text())',
    ],
)
def test_the_lines_of_a_file_are_told(given: str, tmp_path: Path) -> None:
    found = _message(tmp_path, given)
    assert found == "src/nightly.yaml:6 names load_users, src/nightly.yaml:10 names load_orders"


def test_also_those_of_json(tmp_path: Path) -> None:
    assert _message(tmp_path, 'json.load(open("nightly.json"))') == "nightly.json:3 names load_users"


@pytest.mark.parametrize(
    "given",
    [
        'config_from_files(["missing.yaml"])',
        'config_from_files(["../../../nightly.yaml"])',
        'fetch("nightly.yaml")',
        "config_from_files(PATHS)",
    ],
)
def test_of_other_files_nothing_is_said(given: str, tmp_path: Path) -> None:
    (tmp_path.parent / "nightly.yaml").write_text(YAML)
    (tmp_path / "project").mkdir()
    assert _message(tmp_path / "project", given) == ""
