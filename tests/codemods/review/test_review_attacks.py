"""What somebody else's text, another tab, or a very long diff could do to the page, and does not."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import pytest

from assetize.codemods.diff import diff_files
from assetize.codemods.model import FileRewrite, Plan
from assetize.codemods.review.access import Access
from assetize.codemods.review.change import Change, digest_of
from assetize.codemods.review.diff_views import MOST_LINES
from assetize.codemods.review.session import Review

from .conftest import Browser, hidden_field

USERS_UNIT = "shop.users:users_job"
PATHS = ("../secret.py", "..%2fsecret.py", "/etc/passwd", "shop/../../secret.py", "..\\secret.py", "\x00")
VIEWS = {
    "/": ("verdict", "code", "q"),
    "/job": ("id", "q", "part"),
    "/lineage": ("job", "side", "focus", "hops", "file", "show", "q"),
    "/code": ("name",),
    "/rule": ("name",),
    "/source": ("file", "line"),
    "/changes": ("verdict", "q"),
    "/change": ("unit", "view", "file", "part"),
    "/apply": ("view", "file", "part"),
}
BUTTONS = {
    "/mark": ("unit", "digest", "verdict", "view"),
    "/apply": ("digest", "dirty"),
    "/undo": ("level",),
    "/prove": ("what", "digest"),
    "/correct": ("job", "op", "output", "key", "decision", "form"),
    "/leave": ("job",),
}
MARKUP = '"><script>alert(2)</script>'


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".assetize" not in path.parts
    }


@pytest.mark.parametrize("view", VIEWS)
def test_no_parameter_leads_out_of_the_project(project: Path, browser, view: str) -> None:
    (project.parent / "secret.py").write_text("TOP SECRET = 1\n")
    valid = {
        "/job": {"id": USERS_UNIT},
        "/change": {"unit": USERS_UNIT},
        "/source": {"file": "shop/users.py"},
    }
    for parameter in VIEWS[view]:
        for text in (*PATHS, MARKUP, "9" * 400, "-1"):
            answer = browser.get(view, **{**valid.get(view, {}), parameter: text})
            assert answer.status_code in (200, 404), (view, parameter, text)
            assert "TOP SECRET" not in answer.text and "root:" not in answer.text
            assert "<script>alert" not in answer.text


@pytest.mark.parametrize("button", BUTTONS)
def test_no_field_of_a_form_leads_out_of_the_project(project: Path, browser, button: str) -> None:
    before = files_below(project.parent)
    for field in BUTTONS[button]:
        for text in (*PATHS, MARKUP, "9" * 400):
            answer = browser.press(button, **{field: text})
            assert answer.status_code == 409, (button, field, text)
            assert "<script>alert" not in answer.text
    assert files_below(project.parent) == before


def test_markup_in_names_of_files_ops_and_in_docstrings_stays_text(project: Path) -> None:
    users = (project / "shop" / "users.py").read_text().replace("users", "people")
    odd = project / "shop" / "<img src=x onerror=alert(3)>.py"
    odd.write_text(users.replace("@op\n", '@op(name="people", description="<b>bold</b>")\n'))
    review = Review(project)
    browser = Browser(review, Access(45_001), lambda: None)
    job = next(job.id for job in review.analysis.project.jobs if "people" in job.name)
    views = [
        ("/", {}),
        ("/job", {"id": job}),
        ("/lineage", {"job": job}),
        ("/source", {"file": f"shop/{odd.name}"}),
    ]
    if review.unit_of_job(job):
        views += [("/change", {"unit": job}), ("/changes", {})]
    shown = ""
    for path, query in views:
        page = browser.get(path, **query).text
        assert "<img" not in page and "<b>bold" not in page and "<script>alert" not in page
        shown += page
    assert "&lt;img src=x onerror=alert(3)&gt;.py" in shown and "&lt;b&gt;bold&lt;/b&gt;" in shown


def test_of_two_tabs_that_apply_at_once_one_writes(project: Path, browser) -> None:
    browser.say("users_job", "accepted")
    digest = hidden_field(browser.get("/apply"), "digest")
    with ThreadPoolExecutor(4) as tabs:
        answers = list(tabs.map(lambda _: browser.press("/apply", digest=digest).status_code, range(4)))
    assert sorted(answers) == [303, 409, 409, 409]
    assert (project / "shop" / "users.py").read_text().count("@asset") == 1


def test_a_file_that_goes_away_under_the_page_is_said(project: Path, browser) -> None:
    (project / "shop" / "users.py").unlink()
    assert browser.get("/source", file="shop/users.py").status_code == 404
    assert browser.get("/job", id=USERS_UNIT).status_code == 200
    browser.say("orders_job", "accepted")
    assert "Read the project again" in browser.get("/apply").text
    digest = browser.review.accepted_change().digest
    assert browser.press("/apply", digest=digest).status_code == 409
    assert not (project / "shop" / "users.py").exists()


def test_a_diff_of_ten_thousand_lines_is_shown_in_parts(browser, monkeypatch: pytest.MonkeyPatch) -> None:
    old = "".join(f"before_{number} = {number}\n" for number in range(10_000)).encode()
    files = (
        FileRewrite("shop/long.py", old, old.replace(b"before", b"after")),
        FileRewrite("shop/short.py", b"a\n", b"b\n"),
    )
    diffs = diff_files(files)
    change = Change(Plan(), files, diffs, digest_of(diffs))
    monkeypatch.setattr(browser.review, "change", lambda unit: change, raising=False)
    address, seen, pages = f"/change?unit={USERS_UNIT}", [], 0
    while address:
        page = browser.client.get(address).text
        rows = re.findall(r"(?:before|after)</span>?_(\d+)|(?:before|after)_(\d+)", page)
        seen += [int(one or other) for one, other in rows]
        assert page.count("<tr>") <= MOST_LINES + 1
        found = re.search(r'rel="next" href="([^"]*part=[^"]*)"', page)
        address, pages = (unescape(found[1]) if found else ""), pages + 1
    assert set(seen) == set(range(10_000)) and len(seen) == 20_000
    assert "short.py" in page and pages == -(-20_000 // MOST_LINES) + 1
    assert browser.client.get(f"/change?unit={USERS_UNIT}&file=2").text.count("<tr>") < 10
