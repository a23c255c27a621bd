"""Full-text search: the reports that hold some words, each with the piece of its text where they stand."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from dateline.records import Report
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.models import Listing, ReportItem
from dateline.web.paging import cursor_of, key_of
from dateline.web.problems import problem_responses
from dateline.web.queries import SearchQuery
from dateline.web.views.snippets import snippet

router = APIRouter(tags=["reports"], responses=problem_responses(400, 401, 403, 404))


class Piece(BaseModel):
    """Some characters of the report's text."""

    text: str
    hit: Annotated[bool, Field(description="Whether these are words that were searched for.")]


class Found(BaseModel):
    """A report that holds the words."""

    report: ReportItem
    snippet: Annotated[list[Piece], Field(description="Put together they are the text around the words.")]


@router.get("/search")
def search(store: StoreDep, _caller: Reader, query: Annotated[SearchQuery, Query()]) -> Listing[Found]:
    """Find reports by words of their text; the snippet is text and no markup, so that it can be shown safely."""
    page = store.pages.reports(query.wanted(), sort=query.sort, after=key_of(query.cursor), limit=query.limit)
    items = [Found(report=ReportItem.of(one), snippet=pieces(one.report, query.q)) for one in page.items]
    return Listing(items=items, next=cursor_of(page.next))


def pieces(report: Report, words: str) -> list[Piece]:
    """Write the snippet of a report."""
    return [Piece(text=one.text, hit=one.hit) for one in snippet(report.text, words)]
