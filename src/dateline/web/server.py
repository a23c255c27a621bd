"""Running the application: one process, its address known when it answers, gone when nobody asks any more."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.core.errors import UsageError
from dateline.store import EventFilter, Store
from dateline.web.app import create_app
from dateline.web.pages.frame import environment
from dateline.web.pages.overview import FIRST_ZOOM
from dateline.web.settings import WebSettings

GRACE_SECONDS = 2
"""How long open answers may go on when the server is stopped; live streams would go on for ever."""

_LOOK_SECONDS = 5.0


def run(settings: WebSettings, *, ready: Callable[[], None]) -> None:
    """Serve until stopped, or until nobody has asked for `settings.idle_exit` seconds.

    Args:
        settings: How it runs.
        ready: Called once when the address answers.

    Raises:
        StoreError: The store cannot be opened.
        UsageError: The address is taken or not ours.
    """
    app = create_app(settings)
    warm(app.state.store)
    listening = _listen(settings)
    clock = _Clock(app)
    server = _Server(_config(clock, settings), ready)
    with listening:
        asyncio.run(_serve(server, listening, clock, settings.idle_exit))


def warm(store: Store) -> None:
    """Do before anybody waits for it what the first view would do first: read the columns, prepare page and queries."""
    everything = EventFilter()
    store.overview.facets(everything)
    store.overview.map(everything, zoom=FIRST_ZOOM)
    store.overview.timeline(everything)
    store.pages.events(everything)
    environment().get_template("overview.html")


def free_port(host: str) -> int:
    """Find a port that nobody listens on."""
    with socket.create_server((host, 0), family=_family(host)) as found:
        port: int = found.getsockname()[1]
        return port


def _listen(settings: WebSettings) -> socket.socket:
    try:
        found = socket.create_server((settings.host, settings.port), family=_family(settings.host), reuse_port=False)
    except OSError as error:
        hint = "Another server may be running; name another --port, or 0 for any."
        raise UsageError(f"cannot listen on {settings.host}:{settings.port}: {error.strerror}", hint=hint) from error
    # Connections inherit it. Without it the body of an answer waits 40 ms until the browser has acknowledged its head;
    # asyncio sets it only on sockets that it made itself.
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return found


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _config(app: ASGIApp, settings: WebSettings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ws="none",
    )


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()


class _Clock:
    """Notes when the last request came, and how many are open: a page that waits for news is in use."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = 0
        self._last = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._open += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open -= 1
            self._last = time.monotonic()

    def idle(self) -> float:
        """Seconds since anybody asked."""
        return 0.0 if self._open else time.monotonic() - self._last


async def _serve(server: _Server, listening: socket.socket, clock: _Clock, idle_exit: float | None) -> None:
    if idle_exit is not None:
        _end_when_idle(server, clock, idle_exit)
    await server.serve(sockets=[listening])


def _end_when_idle(server: _Server, clock: _Clock, seconds: float) -> None:
    if clock.idle() >= seconds:
        server.should_exit = True
    else:
        wait = min(_LOOK_SECONDS, seconds / 4)
        asyncio.get_running_loop().call_later(wait, _end_when_idle, server, clock, seconds)
