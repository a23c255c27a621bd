"""The application: store, settings, routers, errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from dateline import __version__
from dateline.store import Store
from dateline.web import openapi, problems, routes
from dateline.web.assets import mount_static
from dateline.web.relinker import Relinker
from dateline.web.settings import WebSettings

_DESCRIPTION = """Reports, claims, events and judgements: read, search, check and discuss.

Lists come in pages: follow `next` until it is null. Records have an `ETag`; a write that names it in `If-Match` is
refused with 412 when somebody else was faster. Every error has the same body, `application/problem+json` (RFC 9457)."""


def create_app(settings: WebSettings, store: Store | None = None) -> FastAPI:
    """Make the application.

    Args:
        settings: How it runs.
        store: An open store to serve instead of opening `settings.store`; the caller closes it.

    Raises:
        StoreError: The store cannot be opened.
    """
    opened = store or Store.open(settings.store, create=False)
    relinker = Relinker(opened, settings.link_seconds)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        relinker.start()
        yield
        await run_in_threadpool(relinker.close)
        if store is None:
            opened.close()

    app = FastAPI(
        title="Dateline",
        version=__version__,
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # the pages of both load scripts from elsewhere, which nothing here may
        redoc_url=None,
        openapi_url=None,  # openapi.install serves it, to those who are signed in
        middleware=routes.middleware(settings),
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.store = opened
    app.state.relinker = relinker
    problems.install(app)
    openapi.install(app)
    for router in routes.api_routers():
        app.include_router(router, prefix=routes.API_PREFIX)
    for router in routes.page_routers():
        app.include_router(router, include_in_schema=False)
    mount_static(app)
    return app
