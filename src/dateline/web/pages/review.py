"""The queue: what a minute of review improves most, one event after the other."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.review.queue import Ranked
from dateline.store import ClaimFilter
from dateline.web.api.queue import queued
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.pages.frame import render
from dateline.web.pages.working import claims_of, done_of, reports_of, work_on
from dateline.web.views.choices import load_choices
from dateline.web.views.event import event_view

AHEAD: Final = 20
"""Events listed beside the one that is looked at."""

router = APIRouter()


@router.get("/review")
def review_page(
    request: Request, store: StoreDep, caller: Reader, skip: str = "", first: str | None = None
) -> HTMLResponse:
    """Show the first event of the queue with all that is needed to judge it; `skip` lists ids to pass over."""
    skipped = [one for one in skip.split(",") if one]
    queue = [one for one in queued(store, AHEAD + len(skipped)) if one.event.id not in skipped]
    current = _current(queue, first)
    shared: dict[str, Any] = {"here": "review", "done": done_of(request, store), "queue": queue, "skipped": skipped}
    if current is None:
        return render(request, "review.html", caller=caller, current=None, **shared)
    claims = claims_of(store, ClaimFilter(event=current.event.id))
    return render(
        request,
        "review.html",
        caller=caller,
        current=current,
        view=event_view(current.event, claims, reports_of(store, claims), ()),
        work=work_on(request, store, current.event.id),
        states=store.reviewing.standing_states([claim.id for claim in claims]),
        choices=load_choices(),
        **shared,
    )


def _current(queue: list[Ranked], wanted: str | None) -> Ranked | None:
    chosen = (one for one in queue if one.event.id == wanted)
    return next(chosen, queue[0] if queue else None)
