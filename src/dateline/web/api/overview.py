"""The overview: events counted by place, by time, and by what they have in common."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from dateline.store.overview import Facets, MapView, Timeline
from dateline.web.answers import NOT_MODIFIED, fresh, view_tag
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.problems import problem_responses
from dateline.web.queries import EventQuery, MapQuery, TimelineQuery, box_of

router = APIRouter(tags=["overview"], responses=problem_responses(400, 401, 403) | NOT_MODIFIED)


@router.get("/map", response_model=MapView)
def read_map(
    request: Request, response: Response, store: StoreDep, _caller: Reader, query: Annotated[MapQuery, Query()]
) -> MapView | Response:
    """Group events by cells of a map, about 50 pixels wide. Events known by country only are counted apart."""
    same = fresh(request, response, view_tag(request, store))
    return same or store.overview.map(query.wanted(), zoom=query.zoom, view=box_of(query.view))


@router.get("/timeline", response_model=Timeline)
def read_timeline(
    request: Request, response: Response, store: StoreDep, _caller: Reader, query: Annotated[TimelineQuery, Query()]
) -> Timeline | Response:
    """Group events by when they began. Empty bars are left out."""
    same = fresh(request, response, view_tag(request, store))
    return same or store.overview.timeline(query.wanted(), query.unit)


@router.get("/facets", response_model=Facets)
def read_facets(
    request: Request, response: Response, store: StoreDep, _caller: Reader, query: Annotated[EventQuery, Query()]
) -> Facets | Response:
    """Count events by type, status, country, …; each under the filter without its own part."""
    same = fresh(request, response, view_tag(request, store))
    return same or store.overview.facets(query.wanted())
