"""The page of an event."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.store import ClaimFilter
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.nearby import nearby
from dateline.web.pages.frame import render
from dateline.web.pages.working import claims_of, reports_of, work_on
from dateline.web.views.choices import load_choices
from dateline.web.views.citation import cite
from dateline.web.views.event import event_view

router = APIRouter()


@router.get("/events/{event_id}")
def event_page(request: Request, event_id: str, store: StoreDep, caller: Reader) -> HTMLResponse:
    """Show an event: what is known, who says so, and where they part."""
    work = work_on(request, store, store.reviewing.named(event_id))
    event = store.event(work.record)
    claims = claims_of(store, ClaimFilter(event=event.id))
    reports = reports_of(store, claims)
    view = event_view(event, claims, reports, nearby(store, event))
    today = datetime.now(UTC).date()
    return render(
        request,
        "event.html",
        caller=caller,
        view=view,
        work=work,
        states=store.reviewing.standing_states([claim.id for claim in claims]),
        choices=load_choices(),
        citation=cite(event, base=str(request.base_url), accessed=today, version=work.version),
    )
