"""Events: in pages, one by one, and all in a stream."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from dateline.records import Event
from dateline.web.answers import GEOJSON, JSON_LINES, NOT_MODIFIED, features, fresh, lines, view_tag
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.models import EventItem, Listing
from dateline.web.nearby import nearby
from dateline.web.paging import cursor_of, key_of
from dateline.web.problems import problem_responses
from dateline.web.queries import EventListQuery, EventQuery

router = APIRouter(tags=["events"], responses=problem_responses(400, 401, 403, 404))

EventId = Annotated[str, Path(max_length=64, description="Id of an event, as it is or was.")]


@router.get("/events", responses=NOT_MODIFIED, response_model=Listing[EventItem])
def list_events(
    request: Request, response: Response, store: StoreDep, _caller: Reader, query: Annotated[EventListQuery, Query()]
) -> Listing[EventItem] | Response:
    """Give a page of events."""
    same = fresh(request, response, view_tag(request, store))
    if same is not None:
        return same
    wanted, after = query.wanted(), key_of(query.cursor)
    page = store.pages.events(wanted, sort=query.sort, after=after, limit=query.limit)
    return Listing(
        items=[EventItem.of(one) for one in page.items],
        next=cursor_of(page.next),
        total=store.overview.count(wanted) if after is None else None,
    )


@router.get("/events/{event_id}", responses=NOT_MODIFIED, response_model=Event)
def read_event(
    request: Request, response: Response, store: StoreDep, _caller: Reader, event_id: EventId
) -> Event | Response:
    """Give one event. An id that it had before finds it too: look at its `id`."""
    event = store.event(event_id)
    return fresh(request, response, f'"{store.reviewing.version(event.id)}"') or event


class Why(BaseModel):
    """Why an event is near: the same place, province, party or day, and its name."""

    kind: Literal["place", "province", "party", "day"]
    name: str


class Related(BaseModel):
    """An event near another one in time and place, or with the same parties."""

    event: Event
    reasons: list[Why]
    days: Annotated[int | None, Field(description="From the other event to this one; null if either has no day.")]


@router.get("/events/{event_id}/related")
def related_events(store: StoreDep, _caller: Reader, event_id: EventId) -> list[Related]:
    """List the events nearest to one: those that its page shows, the nearest first."""
    return [
        Related(event=one.event, reasons=[Why(kind=why.kind, name=why.name) for why in one.reasons], days=one.days)
        for one in nearby(store, store.event(event_id))
    ]


@router.get("/events.jsonl", response_class=StreamingResponse, responses={200: {"content": {JSON_LINES: {}}}})
def stream_events(store: StoreDep, _caller: Reader, query: Annotated[EventQuery, Query()]) -> StreamingResponse:
    """Stream all the events, one a line, the earliest first."""
    return lines(event.model_dump_json() for event in store.events(query.wanted()))


@router.get("/events.geojson", response_class=StreamingResponse, responses={200: {"content": {GEOJSON: {}}}})
def stream_features(store: StoreDep, _caller: Reader, query: Annotated[EventQuery, Query()]) -> StreamingResponse:
    """Stream all the events as GeoJSON (RFC 7946), the earliest first; `geometry` is null where there is no point.

    Mind `place.precision` among the properties: from 3 on the point stands for a district, a province or a country.
    """
    return features(_feature(event) for event in store.events(query.wanted()))


def _feature(event: Event) -> str:
    place = event.place
    geometry: dict[str, Any] | None = None
    if place is not None and place.latitude is not None and place.longitude is not None:
        geometry = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    facts = event.model_dump(mode="json", exclude={"id"})
    return json.dumps(
        {"type": "Feature", "id": event.id, "geometry": geometry, "properties": facts}, ensure_ascii=False
    )
