"""Real projects through the command line: the diff, the write and the undo agree byte for byte."""

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from assetize.codemods.cli.main import main

FIXTURES = Path(__file__).parents[2] / "fixtures"
SCHEMA = json.loads(
    files("assetize.codemods.report").joinpath("report.schema.json").read_text(encoding="utf-8")
)
CASES = sorted(path.parent.name for path in FIXTURES.glob("*/before"))
UPGRADED = ("demo", "guide_io_managers", "guide_partial", "crlf_and_tabs", "legacy_repository")


def copy_of(case: str, target: Path) -> Path:
    return shutil.copytree(FIXTURES / case / "before", target, ignore=shutil.ignore_patterns("__pycache__"))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but those of the journal and of git."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in (".assetize", ".git")
    }


@pytest.mark.parametrize("case", CASES)
def test_every_report_is_valid_and_counts_every_reached_op(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copy_of(case, tmp_path / case)
    before = contents(project)
    assert main(["report", "--format", "json", str(project)]) == 0
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, SCHEMA)
    jobs = {job["name"] for job in report["jobs"]}
    assert all(set(row["jobs"]) <= jobs for row in report["mappings"])
    assert all(producer["job"] in jobs for asset in report["assets"] for producer in asset["produced_by"])
    assert contents(project) == before


@pytest.mark.parametrize("case", UPGRADED)
def test_the_diff_applied_by_git_is_what_write_writes(
    case: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    piped, written = copy_of(case, tmp_path / "piped"), copy_of(case, tmp_path / "written")
    assert main(["upgrade", str(piped)]) == 1
    patch = capfdbinary.readouterr().out
    subprocess.run(["git", "init", "-q"], cwd=piped, check=True)
    subprocess.run(["git", "apply", "-"], cwd=piped, input=patch, check=True)
    assert main(["upgrade", "--write", str(written)]) == 0
    assert contents(piped) == contents(written) != contents(FIXTURES / case / "before")


@pytest.mark.parametrize("case", UPGRADED)
def test_a_second_upgrade_finds_nothing_and_undo_brings_every_byte_back(case: str, tmp_path: Path) -> None:
    project = copy_of(case, tmp_path / case)
    before = contents(project)
    assert main(["upgrade", "--write", str(project)]) == 0
    assert main(["upgrade", "--check", str(project)]) == 0
    assert main(["undo", str(project)]) == 0
    assert contents(project) == before


@pytest.mark.parametrize("word", ["build_station_demand", "station_demand", "refresh_network", "weather"])
def test_a_decision_in_the_demo_can_be_explained(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", word, str(copy_of("demo", tmp_path / "demo"))]) == 0
    assert "bikeshare/" in capsys.readouterr().out
