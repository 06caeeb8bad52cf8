"""The gate reads run configs, runs and look-ups again: text that does not say what the plan wanted does not pass."""

from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.codemods.gate.step_names import check_step_names
from assetize.codemods.plan import PlanOptions, make_plan
from assetize.codemods.rewrite import rewrite_project

JOBS = """
import pandas as pd
from dagster import Definitions, job, op

@op(config_schema={"limit": int})
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")
    return 1

@job(config={"ops": {"make_users": {"config": {"limit": 1}}}})
def users_job():
    make_users()

defs = Definitions(jobs=[users_job])
"""
TEST = """
from jobs import users_job

def test_it():
    result = users_job.execute_in_process()
    assert result.output_for_node("make_users") == 1
"""


def findings(root: Path, *changes: tuple[str, str]) -> list[str]:
    """The codes of what the gate finds in the rewritten text after these changes to it."""
    (root / "jobs.py").write_text(JOBS)
    (root / "test_jobs.py").write_text(TEST)
    before = analyze(root)
    plan = make_plan(before, PlanOptions())
    overlay = {item.file: item.after for item in rewrite_project(root, plan, before).files}
    for old, new in changes:
        assert any(old.encode() in text for text in overlay.values())
        overlay = {file: text.replace(old.encode(), new.encode()) for file, text in overlay.items()}
    return [item.code for item in check_step_names(before, analyze(root, overlay), plan)]


def test_the_rewritten_text_passes(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


def test_a_run_config_that_names_another_step(tmp_path: Path) -> None:
    assert findings(tmp_path, ('{"ops": {"users":', '{"ops": {"others":')) == ["AZ455"]


def test_a_run_of_a_job_that_is_not_looked_up(tmp_path: Path) -> None:
    assert "AZ455" in findings(tmp_path, ('defs.resolve_job_def("users_job")', "users_job"))


def test_a_look_up_of_another_step(tmp_path: Path) -> None:
    assert findings(tmp_path, ('output_for_node("users")', 'output_for_node("others")')) == ["AZ455"]
