"""Records as rows: the document and the columns that are looked up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.records import Claim, Event, Judgement, Participant, Place, Report, Side, Toll
from dateline.store.grid import cell_of

Row = dict[str, Any]

MAX_COUNT = 2**31 - 1
"""The highest count that filters and order tell apart: what an INTEGER column holds in PostgreSQL."""


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
        **_point_columns(event.place),
        "day": event.first or "",
        "first": event.first,
        "last": event.last,
        "date_precision": event.date_precision,
        "confidence": event.confidence,
        "reports": event.reports,
        "sources": event.independent_sources,
        "disputed": any(claim.stance == "disputes" for claim in event.claims),
        "killed": _chosen(event.toll("killed")),
        "wounded": _chosen(event.toll("wounded")),
        "who": _who(event.sides),
    }


def event_document_row(event: Event) -> Row:
    """Turn an event into a row of `event_documents`."""
    return {"id": event.id, "document": event.model_dump(mode="json")}


def event_term_rows(event: Event) -> list[Row]:
    """Turn an event's parties into rows of `event_terms`; its publishers stand in its claims."""
    names = {("actor", side.name) for side in event.sides if side.name}
    sectors = {("sector", side.sector) for side in event.sides if side.sector}
    return [{"kind": kind, "value": value, "event_id": event.id} for kind, value in sorted(names | sectors)]


def event_figure_rows(event: Event) -> list[Row]:
    """Turn an event's figures into rows of `event_figures`: of each measure the count of all sides, low to high."""
    rows = []
    for measure in dict.fromkeys(figure.measure for figure in event.figures):
        counts = _counts(event.toll(measure))
        if counts:
            rows.append({"event_id": event.id, "measure": measure, "low": min(counts), "high": max(counts)})
    return rows


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


def _chosen(toll: Toll | None) -> int | None:
    """The count to sort by: the best one, or the bound that is known."""
    return next(iter(_counts(toll)), None)


def _counts(toll: Toll | None) -> list[int]:
    """The counts that are known, the best one first."""
    given = (toll.best, toll.low, toll.high) if toll else ()
    return [min(count, MAX_COUNT) for count in given if count is not None]


def _point_columns(place: Place | None) -> Row:
    if place is None or place.latitude is None or place.longitude is None:
        point = dict.fromkeys(("latitude", "longitude", "cell_x", "cell_y"))
    else:
        x, y = cell_of(place.latitude, place.longitude)
        point = {"latitude": place.latitude, "longitude": place.longitude, "cell_x": x, "cell_y": y}
    facts = {"place_precision": place.precision, "place_name": place.name or place.text} if place else {}
    return {"place_precision": None, "place_name": None} | facts | point


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
