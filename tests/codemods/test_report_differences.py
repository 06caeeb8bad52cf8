"""What is different when upgraded jobs run: in each format of the report, in the summary, and above the diff that people see."""

import json
from pathlib import Path

import pytest

from assetize.codemods.cli.main import main
from assetize.codemods.report.differences import find_differences

TEXT = """
import pandas as pd
import dagster as dg

@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.job
def users_job():
    make_users()

@dg.job
def nightly_users():
    make_users()

@dg.op
def send():
    mail("done")

@dg.job
def send_job():
    send()

defs = dg.Definitions(jobs=[users_job, nightly_users, send_job])
"""
SENTENCES = [
    "The step and run config key make_users is now users.",
    "No I/O manager is called for users any more (it was handed None).",
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs.py").write_text(TEXT)
    return tmp_path


def test_a_patch_has_no_headers(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade"]) == 1
    assert capsys.readouterr().out.startswith("diff --git a/jobs.py b/jobs.py\n")


def test_people_see_them_above_the_diff(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assetize.codemods.cli.diff_output.wants_color", lambda: True)
    assert main(["upgrade"]) == 1
    before = capsys.readouterr().out.partition("diff --git")[0]
    assert [line in before for line in (f"# users_job, nightly_users: {text}" for text in SENTENCES)] == [
        True,
        True,
    ]
    assert "send_job" not in before


def test_the_document_has_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "json"]) == 0
    jobs = json.loads(capsys.readouterr().out)["jobs"]
    assert {job["name"]: job["differences"] for job in jobs} == {
        "users_job": SENTENCES,
        "nightly_users": SENTENCES,
        "send_job": [],
    }


@pytest.mark.parametrize(
    "command",
    [["report"], ["report", "--format", "markdown"], ["report", "--format", "html"], ["upgrade", "--check"]],
)
def test_people_read_them_once(command: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(command)
    text = " ".join(capsys.readouterr().out.replace("\\_", "_").split())
    assert [text.count(sentence) for sentence in SENTENCES[:1]] == [1]


def test_a_report_from_before_has_none() -> None:
    assert find_differences([{"name": "old"}]) == []  # type: ignore[typeddict-item]
