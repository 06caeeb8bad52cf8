"""The page's addresses, and what answers each of them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from assetize.codemods.review.access import Access
from assetize.codemods.review.buttons import Buttons
from assetize.codemods.review.forms import posted
from assetize.codemods.review.guard import Guard
from assetize.codemods.review.pages.apply import apply_page, outcome_page
from assetize.codemods.review.pages.change import unit_page
from assetize.codemods.review.pages.changes import changes_page
from assetize.codemods.review.pages.job import job_page
from assetize.codemods.review.pages.lineage import lineage_page
from assetize.codemods.review.pages.overview import code_page, overview, rule_page
from assetize.codemods.review.pages.verdicts import progress
from assetize.codemods.review.rendering import make_templates, render
from assetize.codemods.review.session import Review
from assetize.codemods.review.sources import Sources

Query = Mapping[str, str]
Page = Callable[[Review, Query], dict[str, object] | None]


def source_page(review: Review, query: Query) -> dict[str, object] | None:
    """One file of the project."""
    file, line = query.get("file", ""), query.get("line", "")
    lines = Sources(review.root, review.analysis).lines(file)
    return (
        None
        if lines is None
        else {"file": file, "lines": lines, "line": int(line[:9]) if line.isdecimal() else 0}
    )


PAGES: tuple[tuple[str, str, Page], ...] = (
    ("/", "overview", overview),
    ("/job", "job", job_page),
    ("/lineage", "lineage", lineage_page),
    ("/code", "code", lambda review, query: code_page(query.get("name", ""))),
    ("/rule", "rule", lambda review, query: rule_page(query.get("name", ""))),
    ("/source", "source", source_page),
    ("/changes", "changes", changes_page),
    ("/change", "change", unit_page),
    ("/apply", "apply", apply_page),
    ("/outcome", "outcome", lambda review, query: outcome_page(review)),
)
"""Address, template, and what it shows; None where there is no such thing."""


class PageMaker:
    """Renders pages with what all of them have: progress and the token of their forms."""

    def __init__(self, review: Review, access: Access, templates: Environment) -> None:
        self._review = review
        self._access = access
        self._templates = templates

    def show(self, name: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
        """One page."""
        shared = {
            "page": name,
            "project": self._review.root.name,
            "progress": progress(self._review),
            "form_token": self._access.form_token,
        }
        return render(self._templates, name, {**shared, **values}, status)

    def error(self, title: str, reasons: tuple[str, ...], status: int) -> HTMLResponse:
        """The page that says what could not be done."""
        return self.show("error", {"title": title, "reasons": reasons}, status)

    def nowhere(self, request: Request) -> Response:
        """Any other address."""
        with self._review.lock:
            return self.error("There is no such page", ("No page has this address.",), 404)

    def answer(self, template: str, page: Page) -> Callable[[Request], Response]:
        """The endpoint of a page."""

        def endpoint(request: Request) -> Response:
            with self._review.lock:
                values = page(self._review, request.query_params)
                if values is None:
                    return self.error(
                        "There is no such page", ("It may have been before the project was read again.",), 404
                    )
                return self.show("working" if "working" in values else template, values)

        return endpoint


def make_app(review: Review, access: Access, stop: Callable[[], None]) -> ASGIApp:
    """The page over one review; ``stop`` ends the server."""
    pages = PageMaker(review, access, make_templates())
    buttons = Buttons(review, pages.show, pages.error, stop)
    static = StaticFiles(directory=Path(__file__).parent / "static")
    routes = [
        Route("/enter", lambda request: _enter(request, access)),
        *(Route(path, pages.answer(template, page)) for path, template, page in PAGES),
        *(Route(path, posted(handler, access), methods=["POST"]) for path, handler in buttons.table()),
        Mount("/static", static),
        Route("/{path:path}", pages.nowhere),
    ]
    return Guard(Starlette(routes=routes), access)


def _enter(request: Request, access: Access) -> Response:
    """Exchanges the link's token for the browser's cookie."""
    is_inside = access.is_cookie(request.cookies.get(access.cookie_name, ""))
    if not is_inside and not access.use_token(request.query_params.get("token", "")):
        text = (
            "This link is wrong or was used already. Stop assetize review and start it again for a new one."
        )
        return PlainTextResponse(text, status_code=403)
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(access.cookie_name, access.cookie, httponly=True, samesite="strict", path="/")
    return answer
