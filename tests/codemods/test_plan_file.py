"""A plan as a file: what a person may change, and when it is refused."""

from pathlib import Path

import pytest

from assetize.codemods.cli.main import main
from assetize.codemods.plan_file.document import PlanFile, PlanFileError, PlannedAsset, PlannedJob
from assetize.codemods.plan_file.read import read_plan_file
from assetize.codemods.plan_file.render import render

TEXT = """
import pandas as pd
import dagster as dg

@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.op
def make_orders():
    pd.DataFrame().to_sql("orders", "sqlite://")

@dg.job
def users_job():
    make_users()

@dg.job
def orders_job():
    make_orders()

@dg.job(logger_defs={})
def logged_job():
    make_orders()
"""
DEFS = "\ndefs = dg.Definitions(jobs=[users_job, orders_job])\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs.py").write_text(TEXT.rpartition("@dg.job(logger")[0] + DEFS)
    return tmp_path


def _planned(project: Path) -> str:
    assert main(["upgrade", "--plan-out", "plan.toml"]) == 1
    return (project / "plan.toml").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"version = ", "no valid TOML"),
        (b"version = 2", "no plan file of version 1"),
        (b"version = 1\njobs = 3", "jobs has to be a list of tables"),
        (b"version = 1\n[files]\na = 1", "files has to be a table of strings"),
        (b'version = 1\n[[jobs]]\nid = "a"\ndecision = "drop"', 'decision = "drop" is none of'),
        (b'version = 1\n[[jobs]]\nid = "a"', "decision is missing"),
        (
            b'version = 1\n[[jobs]]\nid = "a"\ndecision = "keep"\nassets = [{keys = "a"}]',
            "keys has to be a list",
        ),
    ],
)
def test_what_is_no_plan_file(text: bytes, said: str) -> None:
    with pytest.raises(PlanFileError, match=said):
        read_plan_file(text)


def test_what_is_written_is_read_back() -> None:
    asset = PlannedAsset(("shop/users", 'odd "name"\n\x7f'), "multi_asset", ("shop.ops:build",))
    plan = PlanFile(
        {"min-confidence": "likely"},
        {"shop/öps.py": "sha256:00"},
        (PlannedJob("shop:a", "upgrade", (asset, asset)), PlannedJob("shop:b", "refused")),
    )
    assert read_plan_file(render(plan).encode()) == plan


def test_carried_out_as_written_it_is_the_same_upgrade(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (project / "jobs.py").read_text()
    text = _planned(project)
    assert (project / "jobs.py").read_text() == before
    assert 'keys = ["users"]' in text and text.count('decision = "upgrade"') == 2
    assert main(["upgrade", "--plan", "plan.toml", "--write"]) == 0
    by_plan = (project / "jobs.py").read_text()
    assert main(["undo"]) == 0
    assert main(["upgrade", "--write"]) == 0
    assert (project / "jobs.py").read_text() == by_plan != before


def test_a_job_that_a_person_keeps(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, _, rest = _planned(project).partition('decision = "upgrade"')
    (project / "plan.toml").write_text(f'{first}decision = "keep"{rest}')
    assert main(["upgrade", "--plan", "plan.toml", "--write"]) == 0
    text = (project / "jobs.py").read_text()
    assert text.count("define_asset_job") == 1 and text.count("@dg.job") == 1
    assert "1 not asked for" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('keys = ["users"]', 'keys = ["people"]', "jobs:users_job makes users"),
        ('form = "asset"', 'form = "graph_asset"', "and in the file users (@graph_asset"),
        ('id = "jobs:users_job"', 'id = "jobs:gone"', "jobs:gone is not there"),
        ('function-names" = "nouns', 'function-names" = "verbs', "is not understood"),
    ],
)
def test_what_the_sources_do_not_give_is_refused(
    old: str, new: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = _planned(project)
    assert old in text
    (project / "plan.toml").write_text(text.replace(old, new, 1))
    assert main(["upgrade", "--plan", "plan.toml", "--write"]) == 2
    assert said in capsys.readouterr().err
    assert "@dg.op" in (project / "jobs.py").read_text()


def test_sources_that_have_drifted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _planned(project)
    with (project / "jobs.py").open("a") as file:
        file.write("# one more line\n")
    assert main(["upgrade", "--plan", "plan.toml", "--write"]) == 2
    assert "changed since the plan was made: jobs.py" in capsys.readouterr().err


def test_drift_in_a_file_that_would_not_change(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _planned(project)
    (project / "other.py").write_text("from jobs import users_job\nprint(users_job.graph)\n")
    assert main(["upgrade", "--plan", "plan.toml", "--write"]) == 2
    assert "jobs:users_job is refused: AZ309" in capsys.readouterr().err


def test_a_refused_job_says_why_and_cannot_be_wished_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "jobs.py").write_text(
        TEXT.replace("def logged_job():\n    make_orders()", "def logged_job():\n    make_users()")
        + DEFS.replace("orders_job]", "orders_job, logged_job]")
    )
    text = _planned(project)
    assert "# AZ304 " in text
    (project / "plan.toml").write_text(text.replace('"refused"', '"upgrade"'))
    assert main(["upgrade", "--plan", "plan.toml", "--write"]) == 2
    assert "jobs:logged_job is refused: AZ304" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ["--plan", "plan.toml", "--plan-out", "other.toml"],
        ["--plan", "plan.toml", "--job", "users_job"],
        ["--plan-out", "plan.toml", "--write"],
        ["--plan-out", "plan.toml", "one", "two"],
    ],
)
def test_options_that_cannot_go_together(options: list[str], project: Path) -> None:
    (project / "one").mkdir()
    (project / "two").mkdir()
    assert main(["upgrade", *options]) == 2
    assert not (project / "plan.toml").exists()
