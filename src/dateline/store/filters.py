"""What can be asked of the store. A filter that is empty lets everything through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table

from dateline.store.tables import claims, event_claims, events, reports


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims.

    Lists mean "any of these". `since` and `until` are ISO dates, inclusive; a claim is taken if its time touches
    them, and one without a date never is. `actor` and `place` match any part of a name, whatever its case.
    """

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    place: str | None = None
    publisher: str | None = None
    report: str | None = None
    event: str | None = None
    min_confidence: float | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events; fields as in `ClaimFilter`. `publisher` and `report` ask for an event with such a claim."""

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    place: str | None = None
    publisher: str | None = None
    report: str | None = None
    min_confidence: float | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which reports. `since` and `until` bound the day of publication."""

    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    limit: int | None = None


def select_claims(query: Select[Any], wanted: ClaimFilter) -> Select[Any]:
    """Narrow a query on `claims`."""
    query = query.where(*_common(claims, wanted))
    if wanted.publisher is not None:
        query = query.where(_contains(claims.c.publisher, wanted.publisher))
    if wanted.report is not None:
        query = query.where(claims.c.report_id == wanted.report)
    if wanted.event is not None:
        inside = event_claims.select().with_only_columns(event_claims.c.claim_id)
        query = query.where(claims.c.id.in_(inside.where(event_claims.c.event_id == wanted.event)))
    return query.limit(wanted.limit)


def select_events(query: Select[Any], wanted: EventFilter) -> Select[Any]:
    """Narrow a query on `events`."""
    query = query.where(*_common(events, wanted))
    if wanted.publisher is None and wanted.report is None:
        return query.limit(wanted.limit)
    inside = event_claims.join(claims, claims.c.id == event_claims.c.claim_id).select()
    inside = inside.with_only_columns(event_claims.c.event_id)
    if wanted.publisher is not None:
        inside = inside.where(_contains(claims.c.publisher, wanted.publisher))
    if wanted.report is not None:
        inside = inside.where(claims.c.report_id == wanted.report)
    return query.where(events.c.id.in_(inside)).limit(wanted.limit)


def select_reports(query: Select[Any], wanted: ReportFilter) -> Select[Any]:
    """Narrow a query on `reports`."""
    if wanted.since is not None:
        query = query.where(reports.c.published >= wanted.since)
    if wanted.until is not None:
        # A time of day may follow the date; "~" sorts after every digit, letter and sign of a date-time.
        query = query.where(reports.c.published <= f"{wanted.until}~")
    if wanted.publisher is not None:
        query = query.where(_contains(reports.c.publisher, wanted.publisher))
    return query.limit(wanted.limit)


def _common(table: Table, wanted: ClaimFilter | EventFilter) -> list[ColumnElement[bool]]:
    column = table.c
    found: list[ColumnElement[bool]] = []
    for name, values in (
        ("type", wanted.types),
        ("mode", wanted.modes),
        ("status", wanted.statuses),
        ("country", wanted.countries),
    ):
        if values:
            found.append(column[name].in_(values))
    if wanted.since is not None:
        found.append(column.last >= wanted.since)
    if wanted.until is not None:
        found.append(column.first <= wanted.until)
    if wanted.min_confidence is not None:
        found.append(column.confidence >= wanted.min_confidence)
    for name, part in (("admin1", wanted.admin1), ("who", wanted.actor), ("place", wanted.place)):
        if part is not None:
            found.append(_contains(column[name], part))
    return found


def _contains(column: ColumnElement[str], part: str) -> ColumnElement[bool]:
    return column.icontains(part, autoescape=True)
