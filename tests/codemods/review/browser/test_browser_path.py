"""The whole way through the page in a real browser: with a mouse, with the keyboard alone, on a phone."""

from pathlib import Path

from playwright.sync_api import Page, expect


def test_from_the_overview_to_written_files_and_back(project: Path, start) -> None:
    before = (project / "shop" / "users.py").read_text()
    site = start(project)
    page: Page = site.page
    expect(page.get_by_role("heading", level=1)).to_have_text("From ops to assets")

    page.get_by_label("Search").fill("users")
    page.get_by_role("button", name="Show").click()
    assert "q=users" in page.url
    expect(page.get_by_role("row")).to_have_count(2)
    page.reload()
    expect(page.get_by_label("Search")).to_have_value("users")
    page.get_by_role("link", name="users_job").click()

    expect(page.get_by_text("to_sql").first).to_be_visible()
    page.get_by_text("Correct", exact=True).click()
    page.get_by_label("Asset key").fill("people")
    page.get_by_role("button", name="Save in the settings").click()
    expect(page.get_by_role("row").get_by_text("people").first).to_be_visible()
    assert "people" in (project / "assetize.toml").read_text()

    page.get_by_role("link", name="Review the change").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("orders_job")
    page.get_by_label("Comment").fill("not this week")
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("2 of 2 reviewed").first).to_be_visible()
    expect(page.get_by_text("not this week")).to_be_visible()

    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Apply").click()
    page.get_by_role("button", name="Write 2 files").click()
    expect(page.get_by_role("status")).to_have_text("2 files written.")
    assert "def people" in (project / "shop" / "users.py").read_text()
    assert "@op" in (project / "shop" / "orders.py").read_text()
    page.get_by_role("button", name="Take the last write back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken back")
    assert (project / "shop" / "users.py").read_text() == before


def press(page: Page, key: str) -> None:
    """What is pressed before a page has loaded is lost, as anywhere."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def test_with_the_keyboard_alone(project: Path, start) -> None:
    site = start(project)
    page: Page = site.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    site.open("/changes")
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()

    press(page, "j")
    expect(page.get_by_role("heading", level=1)).to_contain_text("orders_job")
    press(page, "j")
    expect(page.get_by_role("heading", level=1)).to_contain_text("users_job")
    press(page, "k")
    expect(page.get_by_role("heading", level=1)).to_contain_text("orders_job")
    press(page, "c")
    page.keyboard.type("j is a letter here")
    page.keyboard.press("Escape")
    press(page, "r")
    expect(page.get_by_role("heading", level=1)).to_contain_text("users_job")
    press(page, "a")
    expect(page.get_by_text("2 of 2 reviewed").first).to_be_visible()
    assert [site.review.verdict(unit) for unit in site.review.units] == ["rejected", "accepted"]
    assert site.review.mark_of(site.review.units[0]).comment == "j is a letter here"


def test_every_stop_of_the_keyboard_can_be_seen(project: Path, start) -> None:
    site = start(project)
    page: Page = site.page
    site.open("/job?id=shop.users:users_job")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            "() => { const e = document.activeElement; if (!e || e === document.body) return null;"
            " const b = e.getBoundingClientRect();"
            " const shown = e.closest('.box') ? getComputedStyle(e.querySelector('rect')).strokeWidth === '4px'"
            " : getComputedStyle(e).outlineStyle !== 'none';"
            " return [e.outerHTML.slice(0, 60), shown, b.width > 0 && b.height > 0]; }"
        )
        if focus is None:
            break
        seen.append(focus)
    assert len(seen) > 10
    assert [item for item in seen if not (item[1] and item[2])] == []
