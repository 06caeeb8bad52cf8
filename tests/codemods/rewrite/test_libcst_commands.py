"""LibCST's own runner carries out the rewrites, all of them or one by one."""

import subprocess
import sys
from pathlib import Path

import libcst as cst
import pytest
from libcst.codemod import CodemodContext, SkipFile

from assetize.codemods.plan import PlanOptions
from assetize.codemods.rewrite import commands, imports
from assetize.codemods.rewrite.commands.project_command import PartCommand, ProjectTexts
from assetize.codemods.rewrite.order import CODEMODS
from assetize.codemods.upgrade import prepare_upgrade

OPS = """\
import pandas as pd
from dagster import op


@op
def build_users():
    pd.DataFrame().to_sql("users", "sqlite://")
"""
JOBS = """\
from dagster import Definitions, job

from ops import build_users


@job
def users_job():
    build_users()


defs = Definitions(jobs=[users_job])
"""
PARTS = [name for name in commands.__all__ if name != "Upgrade"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "ops.py").write_text(OPS)
    (tmp_path / "jobs.py").write_text(JOBS)
    (tmp_path / "notes.py").write_text("x = 1\n")
    return tmp_path


def _run(project: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    name = f"assetize.codemods.rewrite.commands.{command}"
    runner = [sys.executable, "-m", "libcst.tool", "codemod", "-x", name]
    quietly = ["--no-format", "--jobs", "1", "--hide-progress"]
    return subprocess.run(
        [*runner, *quietly, *arguments, "."], cwd=project, check=True, capture_output=True, text=True
    )


def test_the_runner_upgrades_a_project(project: Path) -> None:
    expected = {file.file: file.after for file in prepare_upgrade(project, PlanOptions()).rewrite.files}
    assert set(expected) == {"ops.py", "jobs.py"}
    said = _run(project, "Upgrade").stderr
    assert {name: (project / name).read_bytes() for name in expected} == expected
    assert "Transformed 3 files successfully" in said and (project / "notes.py").read_text() == "x = 1\n"


def test_the_runner_carries_out_one_rewrite(project: Path) -> None:
    shown = _run(project, "OpToAsset", "-u", "1").stdout
    assert "+from dagster import asset" in shown and "+def build_users() -> None:" in shown
    assert "define_asset_job" not in shown and (project / "ops.py").read_text() == OPS


def test_every_rewrite_has_a_command() -> None:
    found = {getattr(commands, name).REWRITE for name in PARTS}
    assert found == set(CODEMODS) - {imports.rewrite} and len(PARTS) == len(found)


@pytest.mark.parametrize("name", PARTS)
def test_each_command_says_what_it_does(name: str) -> None:
    command = getattr(commands, name)
    assert issubclass(command, PartCommand) and command.DESCRIPTION.endswith(".")


def test_a_file_that_changed_meanwhile_is_skipped(project: Path) -> None:
    texts = commands.Upgrade.make_texts(str(project))
    context = CodemodContext(filename=str(project / "ops.py"))
    with pytest.raises(SkipFile):
        commands.Upgrade(context, texts).transform_module(cst.parse_module(OPS.encode() + b"y = 2\n"))


def test_why_a_rewrite_cannot_be_made_is_said(project: Path) -> None:
    path = str((project / "ops.py").resolve())
    context = CodemodContext(filename=path)
    with pytest.raises(SkipFile, match="AZ401"):
        commands.OpToAsset(context, ProjectTexts({}, {path: "AZ401 no"})).transform_module(
            cst.parse_module(OPS)
        )
