"""The page of an event."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.link.related import WITHIN_DAYS
from dateline.records import Event
from dateline.store import ClaimFilter, EventFilter, Store
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.pages.frame import render
from dateline.web.pages.working import claims_of, reports_of, work_on
from dateline.web.views.choices import load_choices
from dateline.web.views.citation import cite
from dateline.web.views.event import event_view

CANDIDATES: Final = 400
"""Events of the same days and country that are looked at for those near this one; a busy week of a war has fewer."""

router = APIRouter()


@router.get("/events/{event_id}")
def event_page(request: Request, event_id: str, store: StoreDep, caller: Reader) -> HTMLResponse:
    """Show an event: what is known, who says so, and where they part."""
    work = work_on(request, store, store.reviewing.named(event_id))
    event = store.event(work.record)
    claims = claims_of(store, ClaimFilter(event=event.id))
    reports = reports_of(store, claims)
    view = event_view(event, claims, reports, _candidates(store, event))
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


def _candidates(store: Store, event: Event) -> list[Event]:
    if event.first is None or event.place is None or event.place.country is None:
        return []
    first, last = date.fromisoformat(event.first), date.fromisoformat(event.last or event.first)
    wanted = EventFilter(
        countries=(event.place.country,),
        since=(first - timedelta(days=WITHIN_DAYS)).isoformat(),
        until=(last + timedelta(days=WITHIN_DAYS)).isoformat(),
        limit=CANDIDATES,
    )
    return list(store.events(wanted))
