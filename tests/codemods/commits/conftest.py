"""A git repository with a project of several change units."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

OPS = """\
import pandas as pd
import dagster as dg


@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")


@dg.op
def make_orders():
    pd.DataFrame().to_sql("orders", "sqlite://")


@dg.op
def make_items():
    pd.DataFrame().to_sql("items", "sqlite://")
"""
JOBS = """\
import dagster as dg

from ops import make_items, make_orders, make_users


@dg.job
def users_job():
    make_users()


@dg.job
def orders_job():
    make_orders()


@dg.job
def again_job():
    make_users()


@dg.job
def items_job():
    make_items()


defs = dg.Definitions(jobs=[users_job, orders_job, again_job, items_job])
"""
Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in the project, without any settings but the project's own."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def run(*arguments: str) -> str:
        answer = subprocess.run(
            ["git", *arguments], cwd=tmp_path / "project", check=True, capture_output=True, text=True
        )
        return answer.stdout

    return run


@pytest.fixture
def project(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three units, in two files."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "ops.py").write_text(OPS)
    (folder / "jobs.py").write_text(JOBS)
    git("init", "-q", "-b", "main")
    git("config", "user.name", "Ann Author")
    git("config", "user.email", "ann@example.com")
    git("add", ".")
    git("commit", "-q", "-m", "start")
    monkeypatch.chdir(folder)
    return folder
