"""``assetize asset`` and ``assetize job``: a project runs on the bundled runtime from the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = """
from dagster import AssetSpec, Config, DailyPartitionsDefinition, Definitions, asset, define_asset_job, job, op


class Settings(Config):
    factor: int


@asset
def numbers():
    return [1, 2, 3]


@asset(deps=["landing"])
def total(numbers):
    print(f"the total is {sum(numbers)}")


@asset(partitions_def=DailyPartitionsDefinition("2026-01-01"))
def daily(context):
    print(f"the day is {context.partition_key}")


@op
def scaled(config: Settings):
    print(f"scaled to {config.factor}")
    return config.factor


@op
def checked(scaled):
    raise ValueError(f"{scaled} is too much")


@op
def stored(checked):
    pass


@job
def scaling():
    scaled()


@job
def failing():
    stored(checked(scaled()))


defs = Definitions(
    assets=[numbers, total, daily, AssetSpec("landing")],
    jobs=[scaling, failing, define_asset_job("totals", [numbers, total])],
)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "shop.py").write_text(PROJECT)
    (tmp_path / "config.yaml").write_text("ops: {scaled: {config: {factor: 3}}}\n")
    (tmp_path / "other.yaml").write_text("ops: {scaled: {config: {factor: 4}}}\n")
    return tmp_path


def assetize(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assetize.codemods.cli.main", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def refusal(folder: Path, *arguments: str) -> str:
    done = assetize(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, ""), done
    assert "assetize/runtime" not in done.stderr
    return done.stderr.removeprefix("assetize: ").strip()


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("job", "list"), "Name what to load with exactly one of"),
        (("job", "list", "-f", "none.py"), "none.py is not a file."),
        (("job", "list", "-m", "none"), "There is no module none in"),
        (("job", "list", "-f", "shop.py", "-a", "none"), "shop.py has no attribute none."),
        (("job", "execute", "-f", "shop.py"), "Choose a job with -j. There are: failing, scaling, totals."),
        (("job", "execute", "-f", "shop.py", "-j", "none"), "There is no job none. There are: failing, scaling, totals."),
        (("job", "execute", "-f", "shop.py", "-j", "scaling"), "Missing required config entry"),
        (("job", "execute", "-f", "shop.py", "-j", "scaling", "-c", "none*"), "No file matches -c none*."),
        (("job", "execute", "-f", "shop.py", "-j", "scaling", "--config-json", "{"), "--config-json is not JSON"),
        (("asset", "materialize", "-f", "shop.py", "--select", "none"), "none"),
        (("asset", "materialize", "-f", "shop.py", "--select", "daily"), "daily is partitioned: name the partition with --partition."),
        (("asset", "materialize", "-f", "shop.py", "--select", "total", "--partition", "x"), "--partition was given, and none of the selected"),
        (("asset", "materialize", "-f", "shop.py", "--select", "daily", "--partition", "x"), "x"),
    ],
)  # fmt: skip
def test_a_bad_request_is_refused_in_plain_words(
    project: Path, arguments: tuple[str, ...], text: str
) -> None:
    assert text in refusal(project, *arguments)


def test_a_project_that_cannot_be_imported_is_shown_with_its_own_lines(project: Path) -> None:
    (project / "broken.py").write_text("import shop\n\nraise RuntimeError('not today')\n")
    assert refusal(project, "job", "list", "-f", "broken.py").splitlines() == [
        "The project could not be loaded.",
        "Traceback (most recent call last):",
        f'  File "{project}/broken.py", line 3, in <module>',
        "    raise RuntimeError('not today')",
        "RuntimeError: not today",
    ]


def test_assets_are_listed(project: Path) -> None:
    assert assetize(project, "asset", "list", "-f", "shop.py").stdout == "daily\nnumbers\ntotal\n"
    assert assetize(project, "asset", "list", "-m", "shop", "--select", "+total").stdout == "numbers\ntotal\n"


def test_jobs_are_listed_with_their_ops_in_order(project: Path) -> None:
    lines = assetize(project, "job", "list", "-f", "shop.py", "-a", "defs").stdout.splitlines()
    assert lines[:5] == ["Job: failing", "Ops:", "    scaled", "    checked", "    stored"]


def test_assets_are_materialized(project: Path) -> None:
    done = assetize(project, "asset", "materialize", "-f", "shop.py", "--select", "+total")
    assert done.returncode == 0, done.stderr
    assert "the total is 6\n" in done.stdout
    assert "materialization succeeded: 2 steps done" in done.stdout
    assert [line.split()[:2] for line in done.stderr.splitlines()] == [["done", "numbers"], ["done", "total"]]


def test_a_partition_is_materialized(project: Path) -> None:
    done = assetize(
        project, "asset", "materialize", "-f", "shop.py", "--select", "daily", "--partition", "2026-02-03"
    )
    assert done.returncode == 0, done.stderr
    assert "the day is 2026-02-03\n" in done.stdout


def test_values_outlive_the_run_where_there_is_a_home(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = ("asset", "materialize", "-f", "shop.py", "--select", "total")
    assert assetize(project, *alone).returncode == 1
    monkeypatch.setenv("ASSETIZE_HOME", str(project / "home"))
    assert assetize(project, "asset", "materialize", "-f", "shop.py", "--select", "numbers").returncode == 0
    assert "the total is 6\n" in assetize(project, *alone).stdout


def test_a_job_takes_its_run_config_from_files_and_text(project: Path) -> None:
    execute = ("job", "execute", "-f", "shop.py", "-j", "scaling")
    assert "scaled to 3\n" in assetize(project, *execute, "-c", "config.yaml", "-c", "other.yaml").stdout
    text = '{"ops": {"scaled": {"config": {"factor": 7}}}}'
    assert "scaled to 7\n" in assetize(project, *execute, "--config-json", text).stdout


def test_a_failed_step_is_told_with_the_projects_lines_alone(project: Path) -> None:
    done = assetize(project, "job", "execute", "-f", "shop.py", "-j", "failing", "-c", "config.yaml")
    assert done.returncode == 1
    assert "failing failed: 1 step done, 1 failed" in done.stdout
    assert "ValueError: 3 is too much" in done.stderr
    assert "in checked" in done.stderr
    assert "assetize/" not in done.stderr
