"""The one list of what the application is made of: routers, and the middleware around them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.middleware import Middleware

from dateline.web.settings import WebSettings

API_PREFIX = "/api/v1"


def api_routers() -> list[APIRouter]:
    """List the routers of the API; each path is relative to `API_PREFIX`."""
    from dateline.web.api import (
        agreement,
        claims,
        digest,
        discussion,
        events,
        judgements,
        live,
        overview,
        people,
        queue,
        reports,
        search,
        status,
    )

    reading = (status, overview, events, claims, reports, search, live, digest)
    return [module.router for module in (*reading, judgements, discussion, people, queue, agreement)]


def page_routers() -> list[APIRouter]:
    """List the routers of the pages."""
    from dateline.web.pages import (
        agreement,
        claim,
        discussion,
        download,
        event,
        judging,
        overview,
        people,
        report,
        review,
    )

    pages = (overview, download, agreement, claim, discussion, event, judging, people, report, review)
    return [page.router for page in pages]


def middleware(settings: WebSettings) -> list[Middleware]:
    """List what stands around every request, the outermost first."""
    from dateline.web.auth.middleware import Guard

    return [Middleware(Guard, settings=settings)]
