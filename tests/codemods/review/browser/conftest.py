"""A real browser on a real server: what the page's tests in Chromium share."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assetize.codemods.review.access import Access
from assetize.codemods.review.server import listen, make_server
from assetize.codemods.review.session import Review

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE_MILLISECONDS = 30_000
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

expect.set_options(timeout=PATIENCE_MILLISECONDS)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Not for the whole session: while it is there an event loop is running, and tests of other modules start their own."""
    if CHROMIUM is None and "CI" not in os.environ:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    assert CHROMIUM is not None, "continuous integration installs Chromium: see .ci/run"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@dataclass
class Site:
    """One running review, the page that shows it, and what must not have happened there."""

    review: Review
    access: Access
    page: Page
    problems: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> None:
        """Goes to an address of the page."""
        self.page.goto(self.access.origin + path)

    def watch(self) -> None:
        """Writes down errors in the console, and requests that leave this machine."""
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        self.page.on(
            "console",
            lambda message: (
                self.problems.append(message.text) if message.type in ("error", "warning") else None
            ),
        )
        self.page.on("request", lambda request: self._check_address(request.url))

    def _check_address(self, address: str) -> None:
        if urlsplit(address).hostname != "127.0.0.1":
            self.problems.append(f"request: {address}")


Start = Callable[..., Site]


@pytest.fixture
def start(chromium: Browser) -> Iterator[Start]:
    """Starts a review of a project and opens a window on it; nothing bad may have happened there in the end."""
    opened: list[tuple[Site, BrowserContext, uvicorn.Server, Thread]] = []

    def begin(project: Path, **window: object) -> Site:
        review = Review(project)
        listening = listen()
        access = Access(listening.getsockname()[1])
        server = make_server(review, access)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        context = chromium.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **window})
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        site = Site(review, access, context.new_page())
        site.watch()
        opened.append((site, context, server, thread))
        site.page.goto(access.link)
        return site

    yield begin
    for site, context, server, thread in opened:
        context.close()
        server.should_exit = True
        thread.join(10)
        assert site.problems == []
