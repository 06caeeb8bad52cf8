"""``upgrade --interactive``: what is declined stays, what needs each other is one question."""

import io
from collections.abc import Iterable
from pathlib import Path

import pytest

from assetize.codemods.cli.main import main
from assetize.codemods.review.marks import Mark
from assetize.codemods.review.session import Review

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

@dg.job
def again_job():
    make_users()

defs = dg.Definitions(jobs=[users_job, orders_job, again_job])
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs.py").write_text(TEXT)
    return tmp_path


def _answer(monkeypatch: pytest.MonkeyPatch, answers: Iterable[str]) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
    return main(["upgrade", "--interactive", "--write"])


@pytest.mark.parametrize(
    ("answers", "upgraded"),
    [
        ("nn", []),
        ("q", []),
        ("yn", ["users_job", "again_job"]),
        ("ny", ["orders_job"]),
        ("yq", ["users_job", "again_job"]),
        ("?eyy", ["users_job", "orders_job", "again_job"]),
    ],
)
def test_answers(
    answers: str,
    upgraded: list[str],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _answer(monkeypatch, answers) == 0
    text = (project / "jobs.py").read_text()
    names = ["users_job", "orders_job", "again_job"]
    assert [name for name in names if f"{name} = dg.define_asset_job" in text] == upgraded
    assert (text == TEXT) == (not upgraded)


def test_what_is_asked(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _answer(monkeypatch, "?en" + "n")
    said = capsys.readouterr().out
    assert "(1/2) users_job (jobs.py:14), again_job (jobs.py:22)" in said
    assert "users  @asset from make_users" in said and "show exactly what would change" in said
    assert "+def users() -> None:" in said and "+def orders() -> None:" not in said
    assert "3 jobs: 3 not asked for." in said


def test_no_answer_writes_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _answer(monkeypatch, "y") == 130
    assert (project / "jobs.py").read_text() == TEXT


@pytest.mark.parametrize("other", ["--verify", "--plan=plan.toml"])
def test_two_ways_to_decide(other: str, project: Path) -> None:
    assert main(["upgrade", "--interactive", other]) == 2


def test_verdicts_are_those_of_the_review_page(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _answer(monkeypatch, "nn")
    review = Review(project)
    users, orders = review.units
    assert [review.verdict(unit) for unit in (users, orders)] == ["rejected", "rejected"]
    review.say(orders, Mark(review.change(orders).digest, "accepted", "as agreed"))
    _answer(monkeypatch, ["", ""])
    assert "comment: as agreed" in capsys.readouterr().out
    text = (project / "jobs.py").read_text()
    assert "orders_job = dg.define_asset_job" in text and "def users_job" in text


def test_a_verdict_on_another_text_is_no_answer(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _answer(monkeypatch, "nn")
    (project / "jobs.py").write_text(TEXT.replace("def make_users():", 'def make_users():\n    """All."""'))
    _answer(monkeypatch, "yn")
    assert "It was rejected before, and its text has changed since." in capsys.readouterr().out
    assert "users_job = dg.define_asset_job" in (project / "jobs.py").read_text()


def test_without_write_no_verdict_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nn\n"))
    main(["upgrade", "--interactive"])
    assert not (project / ".assetize").exists()
