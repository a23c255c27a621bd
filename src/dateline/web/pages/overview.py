"""The overview: every event that the filters in the address let through, as a map, over time, and as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from dateline.store import ClaimFilter, EventFilter, ReportFilter, Store
from dateline.store.pages import ListedReport
from dateline.web.answers import text_of
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.pages.frame import render
from dateline.web.paging import cursor_of, key_of
from dateline.web.queries import EventListQuery
from dateline.web.texts import text
from dateline.web.views import overview as views
from dateline.web.views import timeline
from dateline.web.views.address import Address
from dateline.web.views.event import claim_card
from dateline.web.views.snippets import snippet

PAGE_SIZE: Final = 50
SHOWN_WORDS: Final = 4
"""Sentences shown in an opened row; the event's page has them all."""
FOUND_REPORTS: Final = 8
DIGEST_EVENTS: Final = 12
"""Events that the digest names of each kind; of more it gives the number."""
FIRST_ZOOM: Final = 3
"""Zoom of the cells by which the first view of the map is chosen: about 5 degrees, enough to frame a country."""
DOWNLOADS: Final = ("csv", "xlsx", "acled", "geojson", "jsonl")
"""Formats offered in the menu; the address of a download takes every one of `dateline export`."""

router = APIRouter()


@router.get("/")
def overview_page(request: Request, store: StoreDep, caller: Reader) -> HTMLResponse:
    """Show the overview."""
    address = Address.of(request.query_params.multi_items())
    query = EventListQuery.of(address.pairs)
    wanted = query.wanted()
    values = {
        **_choices(store, wanted, address),
        **_apart(store, wanted),
        **_timeline(store, wanted, address),
        **_table(store, query, address),
        "digest": _digest(store, caller.account_id),
    }
    return render(request, "overview.html", caller=caller, here="overview", address=address, **values)


@router.get("/parts/events/{event_id}/words")
def words_part(request: Request, event_id: str, store: StoreDep, caller: Reader) -> HTMLResponse:
    """Give the sentences that an event was read from, for a row of the table that is opened."""
    event = store.event(event_id)
    claims = list(store.claims(ClaimFilter(event=event.id)))
    stances = {one.claim_id: one.stance for one in event.claims}
    shown = sorted(claims, key=lambda claim: -claim.confidence)[:SHOWN_WORDS]
    cards = [claim_card(claim, store.report(claim.report_id), stances.get(claim.id)) for claim in shown]
    return render(request, "parts/words.html", caller=caller, event=event, cards=cards, more=len(claims) - len(shown))


def _choices(store: Store, wanted: EventFilter, address: Address) -> dict[str, Any]:
    facets = store.overview.facets(wanted)
    counts = {
        "type": facets.types,
        "status": facets.statuses,
        "country": facets.countries,
        "sector": facets.sectors,
        "publisher": facets.publishers,
        "precision": facets.precisions,
        "state": facets.states,
    }
    return {
        "total": facets.total,
        "everything": store.overview.count(EventFilter()) if address.filters else facets.total,
        "disputed": facets.disputed,
        "facets": {
            name: views.choices(name, [(one.value, one.count) for one in found], address)
            for name, found in counts.items()
        },
        "chips": views.chips(address),
        "used_filters": {name for name, _ in address.filters},
        "measures": views.MEASURES,
    }


def _apart(store: Store, wanted: EventFilter) -> dict[str, Any]:
    """What is not on the map, and where the map begins."""
    found = store.overview.map(wanted, zoom=FIRST_ZOOM)
    return {"countries": found.countries, "unplaced": found.unplaced, "extent": views.extent(found.cells)}


def _timeline(store: Store, wanted: EventFilter, address: Address) -> dict[str, Any]:
    """The bars of the days chosen and of those around them."""
    since, until = timeline.around(wanted.since, wanted.until)
    found = store.overview.timeline(replace(wanted, since=since, until=until))
    bars = timeline.drawn(found, address)
    return {"bars": bars, "ticks": timeline.ticks(bars), "unit": found.unit, "undated": found.undated}


def _table(store: Store, query: EventListQuery, address: Address) -> dict[str, Any]:
    sort = query.sort
    page = store.pages.events(query.wanted(), sort=sort, after=key_of(query.cursor), limit=PAGE_SIZE)
    columns = views.columns_of(address)
    shown = {column.key for column in columns}
    sorted_by = next(column.key for column in views.COLUMNS if column.sort == sort.lstrip("-"))
    return {
        "rows": page.items,
        "columns": columns,
        "sort": sort,
        "sorts": {column.key: views.next_sort(column, sort) for column in views.COLUMNS},
        "sorted_by": str(text(f"overview.column.{sorted_by}")).lower(),
        "column_choices": [
            (column, address.having(cols=views.toggled(column, shown)), column.key in shown) for column in views.COLUMNS
        ],
        "following": address.having(cursor=cursor_of(page.next)) if page.next else None,
        "page_size": PAGE_SIZE,
        "found": [(one.report, snippet(one.report.text, query.q or "")) for one in _reports(store, query.q)],
        "downloads": [(kind, f"/downloads/{kind}?{address.filter_query}") for kind in DOWNLOADS],
        "toll_words": views.toll_words,
    }


def _digest(store: Store, account_id: str) -> dict[str, Any] | None:
    """What was added since this account said that it had seen all; nothing if it never said so."""
    seen = store.news.seen_by(account_id)
    if seen is None or seen == store.pulse():
        return {"mark": text_of(store.pulse()), "counts": {}, "events": {}} if seen is None else None
    news = store.news.since(seen, limit=DIGEST_EVENTS)
    counts = {
        "new": news.new_count,
        "grown": news.grown_count,
        "reports": news.reports,
        "judgements": len(news.judgements),
    }
    if not any(counts.values()):
        return None
    events = {
        name: [store.event(one) for one in ids]
        for name, ids in (("new", news.new_events), ("grown", news.grown_events))
    }
    return {"mark": text_of(news.now), "counts": counts, "events": events}


def _reports(store: Store, words: str | None) -> tuple[ListedReport, ...]:
    """Reports that hold the words anywhere: those of an event's sentences are no more than a part of them."""
    return store.pages.reports(ReportFilter(words=words), limit=FOUND_REPORTS).items if words else ()
