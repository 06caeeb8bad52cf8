"""Serves the page on this machine alone, at a port that the operating system chooses."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from assetize.codemods.review.access import Access
from assetize.codemods.review.app import make_app
from assetize.codemods.review.session import Review

SECONDS_TO_FINISH = 2


def serve(review: Review, announce: Callable[[str], None]) -> None:
    """Answers until the page or Ctrl-C stops it; ``announce`` is given the link once it can be opened."""
    with listen() as listening:
        access = Access(listening.getsockname()[1])
        server = make_server(review, access)
        announce(access.link)
        server.run(sockets=[listening])


def listen() -> socket.socket:
    """A port of this machine that nobody else can reach."""
    return socket.create_server(("127.0.0.1", 0))


def make_server(review: Review, access: Access) -> uvicorn.Server:
    """The server of one review, for the port that ``access`` knows."""

    def stop() -> None:
        server.should_exit = True

    server = uvicorn.Server(_configuration(make_app(review, access, stop)))
    return server


def _configuration(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
