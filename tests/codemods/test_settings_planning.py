"""What a project's settings do to a plan and to an upgrade: exclusions, defaults of options, and no writing while they are wrong."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.cli.main import main
from assetize.codemods.plan import AskedOptions, make_plan

OPS = """
import pandas as pd
import dagster as dg

@dg.op
def build_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.op
def build_orders():
    pd.DataFrame().to_sql("orders", "sqlite://")
"""
JOBS = """
import dagster as dg
from shop.ops import build_orders, build_users

@dg.job
def users_job():
    build_users()

@dg.job
def orders_job():
    build_orders()

defs = dg.Definitions(jobs=[users_job, orders_job])
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in (("__init__.py", ""), ("ops.py", OPS), ("jobs.py", JOBS)):
        path = tmp_path / "shop" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def refusals(project: Path, settings: str) -> dict[str, list[str]]:
    (project / "assetize.toml").write_text(settings)
    plan = make_plan(analyze(project))
    return {job.job.rpartition(":")[2]: [item.message for item in job.diagnostics] for job in plan.jobs}


def test_without_exclusions_both_are_upgraded(project: Path) -> None:
    assert refusals(project, "") == {"users_job": [], "orders_job": []}


def test_an_excluded_job_is_refused_and_the_other_is_not(project: Path) -> None:
    assert refusals(project, "\nexclude-jobs = ['users_*']") == {
        "users_job": ['users_job is excluded: exclude-jobs "users_*" in assetize.toml:2'],
        "orders_job": [],
    }


def test_an_excluded_job_has_a_code_of_its_own(project: Path) -> None:
    (project / "assetize.toml").write_text("exclude-jobs = ['shop.jobs:users_job']")
    plan = make_plan(analyze(project))
    assert [item.code for job in plan.jobs for item in job.diagnostics] == ["AZ350"]


@pytest.mark.parametrize(
    ("pattern", "file"),
    [("ops.py", "shop/ops.py"), ("shop/", "shop/jobs.py"), ("/shop/j*.py", "shop/jobs.py")],
)
def test_jobs_that_need_an_excluded_file_are_refused(pattern: str, file: str, project: Path) -> None:
    found = refusals(project, f"exclude-files = ['{pattern}']")
    for job in ("users_job", "orders_job"):
        assert found[job][0] == f'{job} needs {file}: exclude-files "{pattern}" in assetize.toml:1'


def test_a_mention_in_an_excluded_file_counts(project: Path) -> None:
    (project / "report.py").write_text("from shop.ops import build_users\n\nbuild_users()\n")
    found = refusals(project, "exclude-files = ['report.py']")
    assert found["users_job"] == ['users_job needs report.py: exclude-files "report.py" in assetize.toml:1']
    assert found["orders_job"] == []


def test_patterns_are_read_from_the_settings_own_folder(project: Path) -> None:
    (project / ".git").mkdir()
    (project / "assetize.toml").write_text("exclude-files = ['shop/jobs.py']")
    plan = make_plan(analyze(project / "shop"))
    assert {item.code for job in plan.jobs for item in job.diagnostics} == {"AZ350"}


def test_options_that_are_not_given_come_from_the_settings(project: Path) -> None:
    (project / "assetize.toml").write_text("min-confidence = 'certain'\nkeep-function-names = true\n")
    settings = analyze(project).settings
    assert AskedOptions().for_project(settings).min_confidence == "certain"
    assert AskedOptions().for_project(settings).function_names == "keep"
    assert AskedOptions(min_confidence="guess").for_project(settings).min_confidence == "guess"


def test_defaults_count_on_the_command_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "assetize.toml").write_text("min-confidence = 'certain'\n")
    assert main(["upgrade", "--check", str(project)]) == 0
    assert main(["upgrade", "--check", "--min-confidence", "likely", str(project)]) == 1
    assert "2 jobs: 2 left alone (assets not sure enough)." in capsys.readouterr().out


def test_nothing_is_written_while_a_setting_is_wrong(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "assetize.toml").write_text("exclude-job = ['users_job']\n")
    assert main(["upgrade", "--write", str(project)]) == 2
    assert (project / "shop" / "jobs.py").read_text() == JOBS
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [
        "assetize: assetize.toml:1: AZ162 error: exclude-job is no setting; did you mean exclude-jobs?",
        "assetize: nothing is written while 1 setting is wrong (assetize.toml:1)",
    ]


def test_a_warning_is_said_and_does_not_stop_writing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "assetize.toml").write_text("exclude-jobs = ['user_job']\n")
    assert main(["upgrade", "--write", str(project)]) == 0
    assert "AZ164 warning: exclude-jobs: no job fits" in capsys.readouterr().err
    assert main(["upgrade", "--check", str(project)]) == 0
