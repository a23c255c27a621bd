"""Records as rows: the document and the columns that are looked up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.records import Claim, Event, Judgement, Participant, Place, Report, Side

Row = dict[str, Any]


def report_row(report: Report, arrival: int) -> Row:
    """Turn a report into a row of `reports`; `arrival` counts the reports as they come."""
    return {
        "id": report.id,
        "arrival": arrival,
        "published": report.published,
        "publisher": report.publisher,
        "revises": report.revises,
        "copy_of": report.copy_of,
        "document": report.model_dump(mode="json"),
    }


def claim_row(claim: Claim, publisher: str | None) -> Row:
    """Turn a claim into a row of `claims`."""
    return {
        "id": claim.id,
        "report_id": claim.report_id,
        "position": claim.trigger.start,
        "type": claim.type,
        "mode": claim.mode,
        "status": claim.status,
        **_place_columns(claim.place),
        "first": claim.time.first if claim.time else None,
        "last": claim.time.last if claim.time else None,
        "confidence": claim.confidence,
        "publisher": publisher,
        "who": _who(claim.actors + claim.recipients),
        "document": claim.model_dump(mode="json"),
    }


def event_row(event: Event) -> Row:
    """Turn an event into a row of `events`."""
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        **_place_columns(event.place),
        "first": event.first,
        "last": event.last,
        "confidence": event.confidence,
        "who": _who(event.sides),
        "document": event.model_dump(mode="json"),
    }


def event_claim_rows(event: Event) -> list[Row]:
    """Turn an event's claims into rows of `event_claims`."""
    return [{"event_id": event.id, "claim_id": claim.claim_id, "stance": claim.stance} for claim in event.claims]


def judgement_row(judgement: Judgement) -> Row:
    """Turn a judgement into a row of `judgements`."""
    return {
        "id": judgement.id,
        "subject": judgement.subject,
        "action": judgement.action,
        "author": judgement.author,
        "at": judgement.at,
        "document": judgement.model_dump(mode="json"),
    }


def _place_columns(place: Place | None) -> Row:
    if place is None:
        return {"country": None, "admin1": None, "place": ""}
    names = (place.text, place.name, place.admin2, place.admin1, place.country)
    return {"country": place.country, "admin1": place.admin1, "place": _searchable(names)}


def _who(participants: Iterable[Participant | Side]) -> str:
    names: list[str | None] = []
    for one in participants:
        names += [one.name, one.id, one.country, one.sector]
        if isinstance(one, Participant):
            names.append(one.text)
    return _searchable(names)


def _searchable(names: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(name for name in names if name))
