"""Events near another one, found in the store: for the API and the pages alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dateline.link.related import WITHIN_DAYS, Neighbour, neighbours_of
from dateline.records import Event
from dateline.store import EventFilter, Store

CANDIDATES: Final = 400
"""Events of the same days and country that are looked at for those near one; a busy week of a war has fewer."""


def nearby(store: Store, event: Event) -> tuple[Neighbour, ...]:
    """Find the events near another; none where its day or country is not known."""
    if event.first is None or event.place is None or event.place.country is None:
        return ()
    first, last = date.fromisoformat(event.first), date.fromisoformat(event.last or event.first)
    wanted = EventFilter(
        countries=(event.place.country,),
        since=(first - timedelta(days=WITHIN_DAYS)).isoformat(),
        until=(last + timedelta(days=WITHIN_DAYS)).isoformat(),
        limit=CANDIDATES,
    )
    return neighbours_of(event, store.events(wanted))
