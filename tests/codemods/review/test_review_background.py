"""Work in the background: in order, once, told about when it fails, and never in the way of whoever cannot wait."""

from pathlib import Path
from threading import Event

import pytest

from assetize.codemods.review import session
from assetize.codemods.review.access import Access
from assetize.codemods.review.background import Background
from assetize.codemods.review.drafts import Drafts
from assetize.codemods.review.pages import change as change_page
from assetize.codemods.review.session import Review

from .conftest import WORKING, Browser

PATIENCE_SECONDS = 60
USERS_UNIT = "shop.users:users_job"


def test_a_failure_is_raised_where_the_result_is_asked_for_and_stops_nothing_else() -> None:
    background = Background()
    failing = background.ask(lambda: 1 // 0)
    fine = background.ask(lambda: "done")
    with pytest.raises(ZeroDivisionError):
        failing.result(PATIENCE_SECONDS)
    assert fine.result(PATIENCE_SECONDS) == "done"


def test_what_cannot_wait_does_not_stand_in_line_and_nothing_is_done_twice() -> None:
    background, gate, made = Background(), Event(), []
    background.ask(lambda: gate.wait(PATIENCE_SECONDS))
    drafts: Drafts[str, str] = Drafts(background, lambda name: made.append(name) or name.upper())
    drafts.prepare(["a", "b"])
    assert not drafts.are_ready(["a"], 0.01)
    assert drafts.get("a") == "A" and made == ["a"]
    gate.set()
    assert drafts.are_ready(["a", "b"], PATIENCE_SECONDS)
    assert drafts.get("b") == "B" and made == ["a", "b"]


def test_what_is_forgotten_is_not_begun() -> None:
    background, gate, made = Background(), Event(), []
    background.ask(lambda: gate.wait(PATIENCE_SECONDS))
    drafts: Drafts[str, None] = Drafts(background, made.append)
    drafts.prepare(["a"])
    drafts.forget()
    gate.set()
    background.ask(lambda: None).result(PATIENCE_SECONDS)
    assert made == []


def test_a_page_says_what_is_worked_out_and_other_pages_answer_meanwhile(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, make = Event(), session.draft_change

    def slow(*given: object) -> object:
        gate.wait(PATIENCE_SECONDS)
        return make(*given)

    monkeypatch.setattr(session, "draft_change", slow)
    monkeypatch.setattr(change_page, "SECONDS_TO_WAIT", 0.01)
    browser = Browser(Review(project), Access(45_001), lambda: None)
    page = browser.client.get("/change", params={"unit": USERS_UNIT}).text
    assert WORKING in page and "users_job" in page and "data-again" in page
    assert "0 of 2 reviewed" in browser.client.get("/").text
    gate.set()
    assert "Diff of shop/users.py" in browser.get("/change", unit=USERS_UNIT).text


def test_a_verdict_is_not_counted_before_its_text_is_known_to_be_the_same(
    project: Path, browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.say("users_job", "accepted")
    gate, make = Event(), session.draft_change

    def slow(*given: object) -> object:
        gate.wait(PATIENCE_SECONDS)
        return make(*given)

    monkeypatch.setattr(session, "draft_change", slow)
    again = Browser(Review(project), Access(45_001), lambda: None)
    assert "0 of 2 reviewed, 1 being compared" in again.client.get("/changes").text
    gate.set()
    again.review.accepted()
    assert "1 of 2 reviewed" in again.client.get("/changes").text
