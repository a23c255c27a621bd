"""The one list of what the application is made of: routers, and the middleware around them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.middleware import Middleware

from dateline.web.settings import WebSettings

API_PREFIX = "/api/v1"


def api_routers() -> list[APIRouter]:
    """List the routers of the API; each path is relative to `API_PREFIX`."""
    from dateline.web.api import agreement, discussion, judgements, people, queue, status

    return [status.router, judgements.router, discussion.router, people.router, queue.router, agreement.router]


def page_routers() -> list[APIRouter]:
    """List the routers of the pages."""
    from dateline.web.pages import claim, event, judging, overview, report

    return [overview.router, claim.router, event.router, judging.router, report.router]


def middleware(settings: WebSettings) -> list[Middleware]:
    """List what stands around every request, the outermost first."""
    from dateline.web.auth.middleware import Guard

    return [Middleware(Guard, settings=settings)]
