"""Forms of the page: read whole, within limits, and refused unless this page made them."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from assetize.codemods.review.access import Access

LARGEST_FORM = 64 * 1024
MOST_FIELDS = 20

Form = Mapping[str, str]
Handler = Callable[[Form], Response]


def posted(handler: Handler, access: Access) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint that reads a form, checks that the page made it, and hands it on."""

    async def answer(request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return PlainTextResponse("The form is too long.", status_code=413)
        form = _fields(body)
        if form is None or not access.is_form_token(form.get("form_token", "")):
            return PlainTextResponse("This form was not made by the review page.", status_code=403)
        return await run_in_threadpool(handler, form)

    return answer


async def _read(request: Request) -> bytes | None:
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_FORM:
                return None
    except ClientDisconnect:
        return None
    return body


def _fields(body: bytes) -> Form | None:
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return dict(pairs)
