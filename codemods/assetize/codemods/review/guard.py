"""What every request must show before any page sees it, and the headers that every answer carries."""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assetize.codemods.review.access import Access

FORM = "application/x-www-form-urlencoded"
HEADERS: Sequence[tuple[str, str]] = (
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # With "no-referrer" browsers would send "Origin: null" with the page's own forms.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


class Guard:
    """Lets a request through to ``app``, or answers it with the reason why not."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; there are no other kinds of connection."""
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(dict(HEADERS))
            await send(message)

        problem = self._problem(scope)
        answer = self._app if problem is None else PlainTextResponse(problem, status_code=403)
        await answer(scope, receive, send_with_headers)

    def _problem(self, scope: Scope) -> str | None:
        """Why the request is not for the page to answer."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self._access.host]:
            return "Wrong host: open the link that assetize review printed."
        if scope["method"] not in ("GET", "HEAD") and (found := self._problem_of_form(headers)):
            return found
        if scope["path"] == "/enter":
            return None
        if not self._access.is_cookie(HTTPConnection(scope).cookies.get(self._access.cookie_name, "")):
            return "Open the link that assetize review printed; it can be used once."
        return None

    def _problem_of_form(self, headers: Headers) -> str | None:
        if headers.getlist("origin") != [self._access.origin]:
            return "Wrong origin: this was not sent by the review page."
        if headers.get("content-type", "").partition(";")[0].strip() != FORM:
            return "Wrong content type: this was not sent by the review page."
        return None
