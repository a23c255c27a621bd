"""Our own events and claims as rows of a coding."""

from __future__ import annotations

from typing import Any, Final

from dateline.compare.cells import day, names
from dateline.compare.model import Layout, Row
from dateline.records import Claim, Event, Place

EVENTS: Final = Layout("Dateline events")
CLAIMS: Final = Layout("Dateline claims")


def event_row(event: Event) -> Row:
    """An event as a row."""
    toll = event.toll("killed")
    return Row(
        id=event.id,
        first=day(event.first),
        last=day(event.last or event.first),
        type=event.type,
        mode=event.mode,
        label=f"{event.type}/{event.mode}" if event.mode else event.type,
        killed=toll.best if toll else None,
        names=names(*(side.name for side in event.sides)),
        **_where(event.place),
    )


def claim_row(claim: Claim) -> Row:
    """A claim as a row, with the sentence that it was read from."""
    time = claim.time
    killed = [figure.best for figure in claim.figures if figure.measure == "killed" and figure.best is not None]
    return Row(
        id=claim.id,
        first=day(time.first) if time else None,
        last=day(time.last or time.first) if time else None,
        type=claim.type,
        mode=claim.mode,
        label=f"{claim.type}/{claim.mode}" if claim.mode else claim.type,
        killed=sum(killed) if killed else None,
        names=names(*(one.name or one.text for one in (*claim.actors, *claim.recipients))),
        anchor=(claim.report_id, claim.sentence.start, claim.sentence.end),
        **_where(claim.place),
    )


def _where(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "country": place.country,
        "admin1": place.admin1,
        "place": place.name or place.text,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
    }
