"""Every view as people with a phone, in the dark or with a screen reader get it: axe finds nothing, nothing is cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import DESKTOP, PHONE, Site

JOB = "shop.users:users_job"
VIEWS = (
    "/",
    "/?q=nothing+like+it",
    f"/job?id={JOB}",
    "/job?id=shop.mail:mail_job",
    "/lineage",
    f"/lineage?job={JOB}&side=before&focus=build_users",
    "/changes",
    f"/change?unit={JOB}",
    f"/change?unit={JOB}&view=side",
    "/apply",
    "/outcome",
    "/code?name=AZ301",
    "/rule?name=asset",
    "/source?file=shop/users.py&line=9",
)
EVERYTHING: dict[str, object] = {}
CONTRAST = "color-contrast"
CHECKS: dict[str, dict[str, object]] = {
    "light": EVERYTHING,
    "dark": {"runOnly": [CONTRAST]},
    "phone": {"rules": {CONTRAST: {"enabled": False}}},
}
"""Colours are the same on a phone, and all but colours is the same in the dark."""
WINDOWS = {
    "light": {"viewport": DESKTOP},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}


def wait_until_done(page: Page) -> None:
    """What is worked out in the background is there."""
    expect(page.locator("main[data-again]")).to_have_count(0)


def problems_of(site: Site, checks: dict[str, object]) -> Iterator[str]:
    """What is wrong with the view that is shown."""
    found = Axe().run(site.page, options={"resultTypes": ["violations"], **checks})
    if found.violations_count:
        yield found.generate_report()
    width = site.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if width:
        yield f"the page is {width} pixels wider than its window"
    cut = site.page.evaluate(
        "[...document.querySelectorAll('button, .badge, .button, h1, nav a')]"
        ".filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.trim())"
    )
    if cut:
        yield f"cut off: {cut}"


@pytest.mark.parametrize("window", WINDOWS)
def test_every_view_is_accessible_and_fits(project: Path, start, window: str) -> None:
    site = start(project, **WINDOWS[window])
    unit = site.review.unit(JOB)
    assert unit is not None
    found: dict[str, list[str]] = {}
    for path in VIEWS:
        if path == "/apply":
            wait_until_done(site.page)
            site.open(f"/change?unit={JOB}")
            wait_until_done(site.page)
            site.page.get_by_role("button", name="Accept").click()
        site.open(path)
        wait_until_done(site.page)
        if problems := list(problems_of(site, CHECKS[window])):
            found[path] = problems
    assert found == {}


def test_axe_finds_what_is_wrong(project: Path, start) -> None:
    site = start(project)
    site.page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any("lang" in problem for problem in problems_of(site, EVERYTHING))


def test_an_op_and_its_asset_light_up_together_and_lead_to_the_code(project: Path, start) -> None:
    site = start(project)
    page: Page = site.page
    site.open(f"/job?id={JOB}")
    op = page.locator(".box.op[data-mate=users]")
    asset = page.locator(".box.asset[data-mate=users]")
    row = page.locator("tr[data-mate=users]")
    for one, others in ((op, (asset, row)), (asset, (op, row)), (row, (op, asset))):
        page.mouse.move(0, 0)
        for other in others:
            expect(other).not_to_have_class("lit")
        one.hover()
        for other in others:
            assert "lit" in (other.get_attribute("class") or "")
    asset.click()
    expect(page.locator(".source.here")).to_contain_text("build_users")


def test_pictures_can_be_searched_focused_and_zoomed(project: Path, start) -> None:
    site = start(project)
    page: Page = site.page
    site.open("/lineage")
    expect(page.locator(".box")).to_have_count(2)
    page.get_by_label("Find").fill("users")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".box.marked")).to_have_count(1)
    page.locator(".found a").click()
    expect(page.locator(".box")).to_have_count(1)
    assert "focus=users" in page.url and "hops=2" in page.url
    before = page.locator(".picture svg").bounding_box()
    page.get_by_role("button", name="Larger").click()
    after = page.locator(".picture svg").bounding_box()
    assert before and after and after["width"] > before["width"] * 1.2
    page.get_by_role("link", name="One box a file").click()
    expect(page.locator(".box.group")).to_have_count(2)
    page.locator(".box.group a").first.click()
    expect(page.locator(".box.asset")).to_have_count(1)
