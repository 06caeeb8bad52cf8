"""What the pages show: the project's text as text, and only its own files."""

import re
from pathlib import Path

import pytest

from assetize.codemods.review.access import Access
from assetize.codemods.review.session import Review
from assetize.codemods.review.sources import Sources

from .conftest import PORT, Browser


@pytest.mark.parametrize(
    "file",
    [
        "../secret.py",
        "shop/../../secret.py",
        "/etc/passwd",
        "secret.txt",
        ".assetize/review.json",
        "shop/users.py\x00",
        "shop/linked.py",
        "",
    ],
)
def test_no_other_file_can_be_read(project: Path, browser, file: str) -> None:
    (project.parent / "secret.py").write_text("TOP SECRET = 1\n")
    (project / "secret.txt").write_text("TOP SECRET\n")
    (project / "shop" / "linked.py").symlink_to(project.parent / "secret.py")
    browser.review = Review(project)
    answer = browser.get("/source", file=file, line="1")
    assert answer.status_code == 404
    assert "TOP SECRET" not in answer.text


@pytest.mark.parametrize("path", ["/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/"])
def test_only_static_files_are_given_away(browser, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/job", {"id": "shop.users:nobody"}),
        ("/change", {"unit": "x"}),
        ("/code", {"name": "AZ999"}),
        ("/job", {}),
    ],
)
def test_what_there_is_not_is_said(browser, path: str, query: dict[str, str]) -> None:
    answer = browser.get(path, **query)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_a_line_can_be_any_text(browser) -> None:
    for line in ("9" * 5000, "-1", "²", "x"):
        assert browser.get("/source", file="shop/users.py", line=line).status_code == 200


def test_the_overview_counts_and_filters(browser) -> None:
    page = browser.get("/").text
    assert all(name in page for name in ("users_job", "orders_job", "mail_job"))
    assert "<b>2</b> upgraded" in page and "<b>1</b> left alone" in page
    assert "Review 2 changes" in page and "Not proved yet" in page
    found = browser.get("/", q="ORDERS").text
    assert "orders_job" in found and "users_job" not in found
    assert "mail_job" not in browser.get("/", verdict="full").text
    assert "No job fits" in browser.get("/", q="nothing like it").text


def test_searched_text_stays_text(browser) -> None:
    page = browser.get("/", q='"><script>alert(1)</script>').text
    assert "<script>alert" not in page
    assert 'value="&#34;&gt;&lt;script&gt;' in page


def test_a_job_shows_what_its_ops_become_and_why(browser) -> None:
    page = browser.get("/job", id="shop.users:users_job").text
    assert "<code>users</code>" in page and "@asset" in page
    assert "to_sql" in page and "certain" not in page
    assert page.count("<svg") == 2
    assert "op build_users, becomes users" in page and "asset users, @asset" in page


def test_a_job_that_stays_has_no_after(browser) -> None:
    page = browser.get("/job", id="shop.mail:mail_job").text
    assert page.count("<svg") == 1
    assert "Review the change" not in page


def test_code_is_shown_as_text(browser) -> None:
    for path, query in (
        ("/source", {"file": "shop/users.py"}),
        ("/change", {"unit": "shop.users:users_job"}),
        ("/change", {"unit": "shop.users:users_job", "view": "side"}),
    ):
        page = browser.get(path, **query).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_names_are_shown_as_text(project: Path, browser) -> None:
    mail = project / "shop" / "mail.py"
    mail.write_text(mail.read_text().replace('"send_mail"', '"<b onclick=x>send\\u202e"'))
    (project / "shop" / "<i>.py").write_text(
        "from dagster import job, op\n\n@op\ndef a(): ...\n\n@job\ndef odd(): a()\n"
    )
    again = type(browser)(Review(project), Access(45_001), lambda: None)
    for path, query in (("/", {}), ("/job", {"id": "shop.mail:mail_job"})):
        page = again.get(path, **query).text
        assert "<b onclick" not in page and "<i>.py" not in page and "\u202e" not in page
    assert "&lt;b onclick=x&gt;send\\u202e" in page


def test_text_that_turns_around_is_made_visible(project: Path) -> None:
    users = project / "shop" / "users.py"
    users.write_text(
        users.read_text().replace("frame =", "# \u202e\u2066 hidden\r    frame ="),
        encoding="utf-8",
        newline="",
    )
    review = Review(project)
    lines = Sources(project, review.analysis).lines("shop/users.py")
    assert lines is not None
    text = "".join(line.code for line in lines)
    assert "\\u202e\\u2066 hidden\\r" in text
    assert not re.search("[\u202e\u2066\r]", text)


def test_no_page_needs_inline_scripts_or_styles(browser) -> None:
    browser.say("users_job", "accepted", "fine")
    for path in (
        "/",
        "/changes",
        "/apply",
        "/outcome",
        "/job?id=shop.users:users_job",
        "/change?unit=shop.users:users_job",
    ):
        page = browser.get(path).text
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", page)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


def test_every_control_has_a_name_and_every_page_one_heading(browser) -> None:
    browser.say("users_job", "accepted", "fine")
    for path in (
        "/",
        "/changes",
        "/apply",
        "/outcome",
        "/job?id=shop.users:users_job",
        "/change?unit=shop.users:users_job",
    ):
        page = browser.get(path).text
        assert len(re.findall(r"<h1", page)) == 1
        assert '<html lang="en">' in page
        ids = set(re.findall(r'<label for="(\w+)"', page))
        for control in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
            named = re.search(r'id="(\w+)"', control)
            assert 'type="hidden"' in control or (named and named[1] in ids), control


def test_an_address_that_is_no_page_gets_the_page_that_says_so(browser) -> None:
    answer = browser.get("/nothing/here")
    assert answer.status_code == 404 and "No page has this address." in answer.text


def test_what_is_upgraded_comes_first_and_reasons_are_counted(project: Path) -> None:
    (project / "shop" / "aaa.py").write_text(
        "from dagster import job, op\n\nfrom shop.storage import warehouse\n\n\n@op\ndef more(frame):\n"
        "    frame.to_sql('more', warehouse())\n    return frame\n\n\n@job\ndef aaa_job():\n    more(unknown(1))\n    more(unknown(2))\n"
    )
    browser = Browser(Review(project), Access(PORT), lambda: None)
    page = browser.get("/").text
    assert page.index(">orders_job<") < page.index(">aaa_job<") < page.index(">mail_job<")
    assert "unknown(...) <span" in page and "(and 1 more)" in page and "2 more reasons" in page
    page = browser.get("/job", id="shop.aaa:aaa_job").text
    assert page.count('href="/code?name=AZ302"') == 1 and page.count("aaa_job: what this call does") == 2


def test_files_that_cannot_be_read_are_named_first(project: Path) -> None:
    (project / "shop" / "broken.py").write_text("from dagster import op\n\ndef (:\n")
    page = Browser(Review(project), Access(PORT), lambda: None).get("/").text
    assert (
        page.index("Files that could not be read")
        < page.index("shop/broken.py:3")
        < page.index('class="cards"')
    )
