"""Corrections: one entry of the settings changes, nothing else, and the plan follows at once."""

import re
from pathlib import Path

import pytest

from assetize.codemods.review.access import Access
from assetize.codemods.review.session import Review
from assetize.codemods.review.settings_edit import with_entry, with_listed, without_listed

from .conftest import PORT, Browser

USERS = {"job": "shop.users:users_job", "op": "shop.users:build_users", "output": "result"}


def test_a_key_is_kept_in_a_new_settings_file_and_counts_at_once(project: Path, browser) -> None:
    answer = browser.press("/correct", **USERS, key="shop/people", decision="")
    assert answer.headers["location"] == "/job?id=shop.users%3Ausers_job"
    assert (project / "assetize.toml").read_text() == '[keys]\n"shop.users:build_users" = "shop/people"\n'
    page = browser.get("/job", id=USERS["job"]).text
    assert "<code>shop/people</code>" in page and 'value="shop/people"' in page
    assert "people" in browser.get("/change", unit=USERS["job"]).text


def test_a_decision_can_be_corrected_and_taken_back(project: Path, browser) -> None:
    browser.press("/correct", **USERS, key="", decision="none")
    assert [unit.names for unit in browser.review.units] == [("orders_job",)]
    browser.press("/correct", **USERS, key="", decision="")
    assert [unit.names for unit in browser.review.units] == [("orders_job",), ("users_job",)]


def test_an_op_can_be_kept_and_let_go_again(project: Path, browser) -> None:
    browser.press("/correct", **USERS, key="", decision="", form="op")
    assert 'keep-ops = ["shop.users:build_users"]' in (project / "assetize.toml").read_text()
    page = browser.get("/job", id=USERS["job"]).text
    assert "@graph_asset" in page and '<option value="op" selected>' in page
    assert "def build_users" in browser.review.change(browser.review.units[1]).files[1].after.decode()
    browser.press("/correct", **USERS, key="", decision="", form="")
    assert (project / "assetize.toml").read_text().strip() == ""
    page = browser.get("/job", id=USERS["job"]).text
    assert '<div class="quiet">@asset</div>' in page and '<option value="op" selected>' not in page


def test_only_forms_that_are_possible_can_be_chosen(project: Path, browser) -> None:
    users = project / "shop" / "users.py"
    users.write_text(users.read_text() + "\n\nOPS = [build_users]\n")
    page = Browser(Review(project), Access(PORT), lambda: None).get("/job", id=USERS["job"]).text
    assert "Its form is @graph_asset, since it is used as an object at shop/users.py:" in page
    assert '<select id="form1"' not in page
    page = browser.get("/job", id="shop.orders:orders_job").text
    assert re.findall(r">(@[^<]+)</option>", page) == [
        "@asset: the op becomes it",
        "@graph_asset: the op stays, and it runs the op",
    ]


def test_a_job_can_be_left_alone(project: Path, browser) -> None:
    browser.press("/leave", job=USERS["job"])
    assert 'exclude-jobs = ["users_job"]' in (project / "assetize.toml").read_text()
    assert [unit.names for unit in browser.review.units] == [("orders_job",)]
    assert "Why it stays as it is" in browser.get("/job", id=USERS["job"]).text


@pytest.mark.parametrize(
    "fields",
    [
        {**USERS, "key": "a b", "decision": ""},
        {**USERS, "key": '"]\nexclude-jobs = ["*', "decision": ""},
        {**USERS, "key": "users", "decision": "perhaps"},
        {**USERS, "key": "users", "decision": "", "form": "table"},
        {**USERS, "op": "shop.users:nobody", "key": "users", "decision": ""},
        {},
    ],
)
def test_what_means_nothing_is_not_written(project: Path, browser, fields: dict[str, str]) -> None:
    assert browser.press("/correct", **fields).status_code == 409
    assert not (project / "assetize.toml").exists()


def test_a_file_that_cannot_be_changed_safely_is_left_alone(project: Path, browser) -> None:
    text = 'keys = {"shop.orders:build_orders" = "all_orders"} # ours\n'
    (project / "assetize.toml").write_text(text)
    answer = browser.press("/correct", **USERS, key="people", decision="")
    assert answer.status_code == 409 and "by hand" in answer.text
    assert (project / "assetize.toml").read_text() == text


def test_settings_above_the_project_are_not_changed(project: Path, browser) -> None:
    (project.parent / ".git").mkdir()
    (project.parent / "assetize.toml").write_text("")
    assert browser.press("/leave", job=USERS["job"]).status_code == 409
    assert (project.parent / "assetize.toml").read_text() == ""


def test_other_bytes_stay() -> None:
    text = '# ours\n[keys]  # names\n"a:b" = "old"\n"c:d" = "e" # why\n\n[decisions]\n"x:y" = "none"\n'
    assert with_entry(text, ("keys",), "a:b", "new") == text.replace('"old"', '"new"')
    assert with_entry(text, ("keys",), "a:b", "") == text.replace('"a:b" = "old"\n', "")
    assert with_entry(text, ("keys",), "new:one", "k") == text.replace(
        "# names\n", '# names\n"new:one" = "k"\n'
    )
    assert with_entry(text, ("keys",), "c:d", "f") is None
    assert with_entry(text, ("keys",), "not:there", "") == text


def test_windows_line_ends_stay() -> None:
    text = '[keys]\r\n"a:b" = "c"\r\n'
    assert with_entry(text, ("keys",), "d:e", "f") == '[keys]\r\n"d:e" = "f"\r\n"a:b" = "c"\r\n'


def test_lists_grow_or_are_left() -> None:
    assert with_listed("", (), "exclude-jobs", "a") == 'exclude-jobs = ["a"]\n'
    assert with_listed('exclude-jobs = ["a"]\n', (), "exclude-jobs", "b") == 'exclude-jobs = ["a", "b"]\n'
    assert with_listed('exclude-jobs = ["a"]\n', (), "exclude-jobs", "a") == 'exclude-jobs = ["a"]\n'
    assert with_listed('exclude-jobs = [\n  "a",\n]\n', (), "exclude-jobs", "b") is None
    assert without_listed('exclude-jobs = ["a", "b"]\n', (), "exclude-jobs", "a") == 'exclude-jobs = ["b"]\n'
    assert without_listed('x = 1\nexclude-jobs = ["a"]\n', (), "exclude-jobs", "a") == "x = 1\n"
    assert without_listed("x = 1\n", (), "exclude-jobs", "a") == "x = 1\n"
    assert without_listed('exclude-jobs = [\n  "a",\n]\n', (), "exclude-jobs", "a") is None
    assert with_listed("exclude-jobs = 3\n", (), "exclude-jobs", "b") is None


def test_tables_of_a_shared_file() -> None:
    table = ("tool", "assetize")
    text = (
        '[project]\nname = "x"\n\n[tool.assetize]\nexclude-jobs = ["a"]\n\n[tool.other]\nexclude-jobs = 1\n'
    )
    assert with_listed(text, table, "exclude-jobs", "b") == text.replace('["a"]', '["a", "b"]')
    edited = with_entry(text, (*table, "keys"), "a:b", "c")
    assert edited == text + '\n[tool.assetize.keys]\n"a:b" = "c"\n'


def test_broken_text_is_left_alone() -> None:
    assert with_entry("[keys\n", ("keys",), "a:b", "c") is None
    assert with_entry("keys = 3\n", ("keys",), "a:b", "c") is None
