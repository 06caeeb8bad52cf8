"""Who is let in: nobody without the link, and nothing that the page itself did not send."""

from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from assetize.codemods.review.access import Access
from assetize.codemods.review.forms import LARGEST_FORM

GET_PATHS = (
    "/",
    "/job",
    "/code",
    "/source",
    "/lineage",
    "/rule",
    "/changes",
    "/change",
    "/apply",
    "/outcome",
    "/static/review.css",
)
POST_PATHS = ("/mark", "/apply", "/undo", "/read-again", "/correct", "/leave", "/prove", "/stop")


@pytest.fixture
def stranger(browser) -> TestClient:
    browser.client.cookies.clear()
    return browser.client


@pytest.mark.parametrize("path", GET_PATHS)
def test_without_the_cookie_nothing_is_shown(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "users_job" not in answer.text and "form_token" not in answer.text


@pytest.mark.parametrize("token", ["", "x", "é" * 40])
def test_a_wrong_token_gives_no_cookie(stranger: TestClient, token: str) -> None:
    answer = stranger.get("/enter", params={"token": token})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_link_works_once(stranger: TestClient, browser) -> None:
    link = urlsplit(browser.access.link)
    answer = stranger.get(f"{link.path}?{link.query}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert link.query.removeprefix("token=") not in cookie
    stranger.cookies.clear()
    assert stranger.get(f"{link.path}?{link.query}").status_code == 403


def test_two_starts_have_different_secrets() -> None:
    one, other = Access(1), Access(1)
    assert len({one.link, other.link, one.cookie, other.cookie, one.form_token, other.form_token}) == 6


@pytest.mark.parametrize(
    "host", ["evil.example:45001", "localhost:45001", "127.0.0.1", "127.0.0.1:45002", ""]
)
def test_a_name_that_points_here_is_not_answered(browser, host: str) -> None:
    assert browser.client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("path", POST_PATHS)
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:45002", None])
def test_forms_of_other_origins_do_nothing(browser, stops: list[str], path: str, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = browser.client.post(path, data={"form_token": browser.access.form_token}, headers=headers)
    assert answer.status_code == 403
    assert stops == []


@pytest.mark.parametrize("path", POST_PATHS)
@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_forms_without_the_token_do_nothing(browser, stops: list[str], path: str, token: str | None) -> None:
    form = {"other": "1"} | ({} if token is None else {"form_token": token})
    answer = browser.client.post(path, data=form, headers={"Origin": browser.access.origin})
    assert answer.status_code == 403
    assert stops == []


def test_what_no_form_sends_is_refused(browser) -> None:
    headers = {"Origin": browser.access.origin}
    assert browser.client.post("/stop", json={}, headers=headers).status_code == 403
    assert browser.client.put("/stop", headers=headers).status_code == 403
    form = {"form_token": browser.access.form_token, "comment": "x" * LARGEST_FORM}
    assert browser.client.post("/mark", data=form, headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/review.js", "/enter"])
def test_every_answer_forbids_scripts_and_frames_of_others(browser, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_the_page_can_stop_the_server(browser, stops: list[str]) -> None:
    assert "Stopped" in browser.press("/stop").text
    assert stops == ["stopped"]
