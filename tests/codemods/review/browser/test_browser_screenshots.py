"""The pictures of the page in the README and docs: ``make screenshots`` takes them anew; the tests see that they can be taken."""

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from .conftest import DESKTOP, PHONE, Site

DEMO = Path(__file__).parents[4] / "fixtures" / "demo" / "before"
DOCS = Path(__file__).parents[4] / "docs"
JOB = "bikeshare.jobs:refresh_network"
COLORS = 256
LARGEST = 90_000
"""Bytes of one picture."""

LIGHT = {"viewport": DESKTOP}
DARK = {"viewport": DESKTOP, "color_scheme": "dark"}
SMALL = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
PICTURES = {
    "overview": ("/", LIGHT, ""),
    "job": (f"/job?id={JOB}", LIGHT, ""),
    "lineage-dark": (f"/job?id={JOB}", DARK, "h2:has-text('Lineage')"),
    "change": (f"/change?unit={JOB}", LIGHT, "h2:has-text('Files')"),
    "change-dark": (f"/change?unit={JOB}&view=side", DARK, "#file-3"),
    "phone": (f"/change?unit={JOB}", SMALL, ""),
    "phone-dark": (f"/job?id={JOB}", {**SMALL, "color_scheme": "dark"}, "#mapping"),
    "apply": ("/apply", LIGHT, ""),
}


QUICK = ("job", "phone-dark")
"""Enough to see that pictures can be taken; all of them are taken on demand."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where pictures go: away, unless somebody asks for them."""
    return Path(os.environ.get("SCREENSHOTS") or tmp_path)


def test_pictures_of_the_page(tmp_path: Path, start, folder: Path) -> None:
    project = tmp_path / "bikeshare"
    shutil.copytree(DEMO, project)
    sites: dict[str, Site] = {}
    for name in PICTURES if "SCREENSHOTS" in os.environ else QUICK:
        path, window, top = PICTURES[name]
        site = sites.get(repr(window)) or start(project, **window)
        sites[repr(window)] = site
        if name == "apply":
            site.open(f"/change?unit={JOB}")
            site.page.get_by_role("button", name="Accept").click()
            site.open(path)
            site.page.get_by_role("button", name="Prove it").click()
            expect(site.page.get_by_text("1 of 1 job proved")).to_be_visible(timeout=120_000)
        else:
            site.open(path)
        take(site.page, folder / f"review-{name}.png", top)
        assert (folder / f"review-{name}.png").stat().st_size < LARGEST


def take(page: Page, path: Path, top: str) -> None:
    """What the window shows, scrolled to an element, in few colours."""
    expect(page.locator("main[data-again]")).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")
    if top:
        page.locator(top).first.evaluate(
            "element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 16)"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    with Image.open(path) as image:
        image.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)


def test_every_picture_that_is_shown_is_there() -> None:
    shown = {f"review-{name}.png" for name in PICTURES}
    assert {path.name for path in (DOCS / "images").glob("review-*.png")} == shown
