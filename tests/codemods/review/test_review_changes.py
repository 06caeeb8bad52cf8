"""From verdicts to written files, and back: nothing is written that was not shown and accepted."""

import json
import subprocess
from pathlib import Path

import pytest

from assetize.analyzer.codes.gate import NOT_FINISHED
from assetize.analyzer.model import Analysis, Diagnostic, Location
from assetize.codemods import gate
from assetize.codemods.model import Plan
from assetize.codemods.review.access import Access
from assetize.codemods.review.marks import Mark, load_marks, save_marks
from assetize.codemods.review.session import Review

USERS_UNIT = "shop.users:users_job"


def texts(project: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (project / "shop").glob("*.py")}


COUNTS = """\
import pandas as pd
from dagster import job, op

from shop.storage import warehouse


@op
def count_users():
    frame = pd.read_sql("select count(*) as n from users", warehouse())
    frame.to_sql("counts", warehouse(), index=False, if_exists="replace")


@job
def counts_job():
    count_users()
"""


def register(project: Path, module: str, job: str) -> None:
    definitions = project / "shop" / "definitions.py"
    text = definitions.read_text().replace("jobs=[", f"jobs=[{job}, ")
    definitions.write_text(f"from shop.{module} import {job}\n{text}")


def test_jobs_without_links_are_changes_of_their_own(browser) -> None:
    assert [unit.names for unit in browser.review.units] == [("orders_job",), ("users_job",)]


def test_jobs_that_share_an_op_are_one_change(project: Path) -> None:
    users = project / "shop" / "users.py"
    users.write_text(users.read_text() + "\n\n@job\ndef second_users_job():\n    build_users()\n")
    register(project, "users", "second_users_job")
    assert ("users_job", "second_users_job") in [unit.names for unit in Review(project).units]


def test_a_job_that_reads_what_another_makes_is_of_its_change(project: Path) -> None:
    (project / "shop" / "counts.py").write_text(COUNTS)
    register(project, "counts", "counts_job")
    review = Review(project)
    assert {"users_job", "counts_job"} in [set(unit.names) for unit in review.units]
    assert all(review.change(unit).missing == () for unit in review.units)


def test_nothing_can_be_applied_before_something_is_accepted(project: Path, browser) -> None:
    before = texts(project)
    assert "Nothing is accepted yet" in browser.get("/apply").text
    digest = browser.review.accepted_change().digest
    assert browser.press("/apply", digest=digest).status_code == 409
    assert texts(project) == before


def test_only_what_is_accepted_is_written_and_undo_brings_it_back(project: Path, browser) -> None:
    before = texts(project)
    assert "0 of 2 reviewed" in browser.get("/changes").text
    assert browser.say("users_job", "accepted").headers["location"] == "/change?unit=shop.orders%3Aorders_job"
    assert browser.say("orders_job", "rejected", "not now").headers["location"] == "/changes"
    assert "2 of 2 reviewed: 1 accepted, 1 rejected" in browser.get("/changes").text
    assert browser.apply().headers["location"] == "/outcome"
    after = texts(project)
    assert {name for name in before if before[name] != after[name]} == {"users.py", "definitions.py"}
    assert "@asset" in after["users.py"] and after["orders.py"] == before["orders.py"]
    page = browser.get("/outcome").text
    assert "shop/users.py" in page and "2 files written" in page
    level = page.partition('name="level" value="')[2].partition('"')[0]
    assert browser.press("/undo", level=level).headers["location"] == "/outcome"
    assert texts(project) == before
    assert "restored" in browser.get("/outcome").text


def test_what_the_page_showed_is_what_is_written(project: Path, browser) -> None:
    browser.say("users_job", "accepted")
    browser.say("orders_job", "accepted")
    shown = {file.file: file.after.decode() for file in browser.review.accepted_change().files}
    browser.apply()
    assert {name: (project / name).read_text() for name in shown} == shown
    assert "Nothing to review" in browser.get("/").text


def test_the_second_of_two_tabs_writes_nothing(project: Path, browser) -> None:
    browser.say("users_job", "accepted")
    digest = browser.review.accepted_change().digest
    assert browser.press("/apply", digest=digest).status_code == 303
    written = texts(project)
    assert browser.press("/apply", digest=digest).status_code == 409
    assert texts(project) == written


def test_a_tab_that_shows_less_than_is_accepted_writes_nothing(project: Path, browser) -> None:
    before = texts(project)
    browser.say("users_job", "accepted")
    digest = browser.review.accepted_change().digest
    browser.say("orders_job", "accepted")
    assert browser.press("/apply", digest=digest).status_code == 409
    assert texts(project) == before


def test_a_second_undo_from_the_same_page_takes_nothing_more_back(project: Path, browser) -> None:
    browser.say("users_job", "accepted")
    browser.apply()
    browser.say("orders_job", "accepted")
    browser.apply()
    assert browser.press("/undo", level="2").status_code == 303
    one_left = texts(project)
    assert browser.press("/undo", level="2").status_code == 409
    assert browser.press("/undo", level="x").status_code == 409
    assert texts(project) == one_left


def test_a_project_that_changed_under_the_page_is_not_written(project: Path, browser) -> None:
    browser.say("users_job", "accepted")
    page = browser.review.accepted_change().digest
    users = project / "shop" / "users.py"
    users.write_text("# a new first line\n" + users.read_text())
    before = texts(project)
    answer = browser.press("/apply", digest=page)
    assert answer.status_code == 409 and "has changed since it was read" in answer.text
    assert texts(project) == before


def test_a_change_that_no_analysis_shows_is_not_overwritten(project: Path, browser) -> None:
    browser.say("users_job", "accepted")
    digest = browser.review.accepted_change().digest
    users = project / "shop" / "users.py"
    users.write_text(users.read_text() + "# a last line\n")
    answer = browser.press("/apply", digest=digest)
    assert answer.status_code == 409
    assert "AZ5" in answer.text or "has changed" in answer.text
    assert users.read_text().endswith("# a last line\n") and "@op" in users.read_text()
    assert browser.review.has_changed(browser.review.units[1])


def test_a_verdict_on_another_text_is_not_taken(browser) -> None:
    answer = browser.press("/mark", unit=USERS_UNIT, digest="0" * 64, verdict="accepted")
    assert answer.status_code == 409
    assert browser.review.accepted() == ()


def test_unknown_verdicts_and_units_are_refused(browser) -> None:
    digest = browser.review.change(browser.review.units[1]).digest
    assert browser.press("/mark", unit=USERS_UNIT, digest=digest, verdict="yes").status_code == 409
    assert browser.press("/mark", unit="nobody", digest=digest, verdict="accepted").status_code == 409
    assert browser.press("/mark").status_code == 409


def test_verdicts_and_comments_survive_a_restart(project: Path, browser) -> None:
    browser.say("users_job", "accepted", "Fine.\n<b>Really</b>")
    again = type(browser)(Review(project), Access(45_001), lambda: None)
    page = again.get("/change", unit=USERS_UNIT).text
    assert again.review.verdict(again.review.units[1]) == "accepted"
    assert "&lt;b&gt;Really&lt;/b&gt;" in page and "<b>Really" not in page


def test_a_changed_text_is_to_be_reviewed_again(project: Path, browser) -> None:
    browser.say("users_job", "accepted", "fine")
    users = project / "shop" / "users.py"
    users.write_text(users.read_text().replace("def users_job():", "def users_job():  # nightly"))
    again = type(browser)(Review(project), Access(45_001), lambda: None)
    assert again.review.accepted() == ()
    assert "not the one that was judged before" in again.get("/change", unit=USERS_UNIT).text
    assert "0 of 2 reviewed" in again.get("/changes").text


def test_a_text_that_only_moved_keeps_its_verdict(project: Path, browser) -> None:
    browser.say("users_job", "accepted", "fine")
    users = project / "shop" / "users.py"
    users.write_text("# far above\n" * 9 + users.read_text())
    before = Review(project)
    unit = before.units[1]
    digest = before.change(unit).digest
    users.write_text("# far above\n" * 3 + users.read_text())
    assert Review(project).change(unit).digest == digest


def test_a_comment_alone_is_no_verdict_and_a_verdict_can_be_taken_back(browser) -> None:
    browser.say("users_job", "comment", "what about X?")
    assert browser.review.accepted() == () and "what about X?" in browser.get("/changes").text
    browser.say("users_job", "accepted", "what about X?")
    browser.say("users_job", "comment", "solved")
    assert [unit.id for unit in browser.review.accepted()] == [USERS_UNIT]
    browser.say("users_job", "open", "")
    assert browser.review.accepted() == ()


def test_files_with_uncommitted_changes_need_a_word(project: Path, browser) -> None:
    subprocess.run(["git", "init", "-q", str(project)], check=True)
    browser.say("users_job", "accepted")
    page = browser.get("/apply").text
    assert "is not in git" in page and 'name="dirty"' in page
    digest = browser.review.accepted_change().digest
    assert browser.press("/apply", digest=digest).status_code == 409
    assert browser.press("/apply", digest=digest, dirty="allow").status_code == 303


def test_wrong_settings_forbid_writing(project: Path, browser) -> None:
    (project / "assetize.toml").write_text("no-such-setting = 1\n")
    review = Review(project)
    browser = type(browser)(review, Access(45_001), lambda: None)
    before = texts(project)
    browser.say("users_job", "accepted")
    assert "What forbids it" in browser.get("/apply").text
    digest = review.accepted_change().digest
    assert browser.press("/apply", digest=digest).status_code == 409
    assert texts(project) == before


def test_damaged_state_is_no_state(project: Path) -> None:
    state = project / ".assetize" / "review.json"
    state.parent.mkdir()
    for text in (
        "",
        "{",
        "[]",
        '{"version": 2, "units": {}}',
        '{"version": 1, "units": {"a": {"verdict": "yes"}}}',
    ):
        state.write_text(text)
        assert load_marks(project) == {}
    save_marks(project, {"a": Mark("0", "accepted", "ü\ud800")})
    assert load_marks(project) == {"a": Mark("0", "accepted", "ü\ud800")}
    assert json.loads(state.read_text())["version"] == 1
    assert [path.name for path in state.parent.iterdir() if "tmp" in path.name] == []


def test_what_fails_the_gate_is_said_and_not_written(
    project: Path, browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(root: Path, analysis: Analysis, plan: Plan, *rest: object) -> tuple[Diagnostic, ...]:
        subjects = [job.job for job in plan.jobs if job.upgrade == "full"]
        return tuple(NOT_FINISHED.at(Location("shop/users.py", 1), "it failed", job) for job in subjects[:1])

    monkeypatch.setattr(gate, "check", check)
    browser.say("users_job", "accepted")
    before = texts(project)
    page = browser.get("/apply").text
    assert "What forbids it" in page and "it failed" in page and "Write" not in page
    digest = browser.review.accepted_change().digest
    assert browser.press("/apply", digest=digest).status_code == 409
    assert texts(project) == before
