"""What can be asked of the store. A filter that is empty lets everything through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select

from dateline.store.people_tables import standings
from dateline.store.rows import MAX_COUNT
from dateline.store.search import with_words
from dateline.store.tables import claims, event_claims, event_figures, event_terms, events, reports

COUNTRY_PRECISION = 6
"""UCDP's where_prec from which on a place is a country or international waters and no spot on a map."""


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


class Box(NamedTuple):
    """A stretch of the map, in degrees. `west` may be above `east`: then it crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events; fields as in `ClaimFilter`. `publisher` and `report` ask for an event with such a claim.

    `publishers`, `sectors` and `actors` are whole names. `measure` asks for a count between `at_least` and `at_most`
    over all sides, as far as the sources leave room for it. `box` takes what is placed better than in a country.
    `states` are what people made of the event; "unreviewed" asks that nobody judged its claims either. `words` are
    looked for in the sentences and headlines of its claims (`dateline.store.search`).
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
    min_confidence: float | None = None
    max_confidence: float | None = None
    publishers: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    measure: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    box: Box | None = None
    precisions: tuple[int, ...] = ()
    disputed: bool | None = None
    states: tuple[str, ...] = ()
    words: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which reports. `since` and `until` bound the day of publication; `words` are looked for in the whole text."""

    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    words: str | None = None
    arrived_after: int | None = None
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
    return query.where(*event_conditions(wanted)).limit(wanted.limit)


def event_conditions(wanted: EventFilter) -> list[ColumnElement[bool]]:
    """What a row of `events` must fulfil."""
    found = _common(events, wanted)
    if wanted.max_confidence is not None:
        found.append(events.c.confidence <= wanted.max_confidence)
    if wanted.disputed is not None:
        found.append(events.c.disputed.is_(wanted.disputed))
    if wanted.precisions:
        found.append(events.c.place_precision.in_(wanted.precisions))
    if wanted.box is not None:
        found += inside(wanted.box)
    for kind, values in (("publisher", wanted.publishers), ("sector", wanted.sectors), ("actor", wanted.actors)):
        if values:
            found.append(_with_term(kind, values))
    return found + _with_claims(wanted) + _with_figure(wanted) + _in_state(wanted.states)


def inside(box: Box) -> list[ColumnElement[bool]]:
    """What an event in this part of the map must fulfil."""
    column = events.c
    sides = (column.longitude >= box.west, column.longitude <= box.east)
    across = and_(*sides) if box.west <= box.east else or_(*sides)
    return [placed(), column.latitude >= box.south, column.latitude <= box.north, across]


def placed() -> ColumnElement[bool]:
    """Whether an event has a spot on the map: the point that stands for a whole country is none."""
    precise = func.coalesce(events.c.place_precision, 0) < COUNTRY_PRECISION
    return and_(events.c.cell_x.is_not(None), precise)


def _with_term(kind: str, values: tuple[str, ...]) -> ColumnElement[bool]:
    terms = select(event_terms.c.event_id).where(event_terms.c.kind == kind, event_terms.c.value.in_(values))
    return events.c.id.in_(terms)


def _with_claims(wanted: EventFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    told = select(event_claims.c.event_id).join(claims, claims.c.id == event_claims.c.claim_id)
    if wanted.publisher is not None:
        terms = select(event_terms.c.event_id).where(event_terms.c.kind == "publisher")
        found.append(events.c.id.in_(terms.where(_contains(event_terms.c.value, wanted.publisher))))
    if wanted.report is not None:
        found.append(events.c.id.in_(told.where(claims.c.report_id == wanted.report)))
    if wanted.words is not None:
        ids = with_words("claim", wanted.words)
        found.append(events.c.id.in_(select(event_claims.c.event_id).where(event_claims.c.claim_id.in_(ids))))
    return found


def _with_figure(wanted: EventFilter) -> list[ColumnElement[bool]]:
    if wanted.measure is None:
        return []
    column = event_figures.c
    query = select(column.event_id).where(column.measure == wanted.measure)
    if wanted.at_least is not None:
        query = query.where(column.high >= min(wanted.at_least, MAX_COUNT))
    if wanted.at_most is not None:
        query = query.where(column.low <= min(wanted.at_most, MAX_COUNT))
    return [events.c.id.in_(query)]


def _in_state(states: tuple[str, ...]) -> list[ColumnElement[bool]]:
    if not states:
        return []
    of_record = select(standings.c.record_id)
    found: list[ColumnElement[bool]] = [events.c.id.in_(of_record.where(standings.c.state.in_(states)))]
    if "unreviewed" in states:
        judged = of_record.where(standings.c.state != "unreviewed")
        holding = select(event_claims.c.event_id).where(event_claims.c.claim_id.in_(judged))
        found.append(and_(events.c.id.not_in(judged), events.c.id.not_in(holding)))
    return [or_(*found)]


def select_reports(query: Select[Any], wanted: ReportFilter) -> Select[Any]:
    """Narrow a query on `reports`."""
    if wanted.since is not None:
        query = query.where(reports.c.published >= wanted.since)
    if wanted.until is not None:
        # A time of day may follow the date; "~" sorts after every digit, letter and sign of a date-time.
        query = query.where(reports.c.published <= f"{wanted.until}~")
    if wanted.publisher is not None:
        query = query.where(_contains(reports.c.publisher, wanted.publisher))
    if wanted.words is not None:
        query = query.where(reports.c.id.in_(with_words("report", wanted.words)))
    if wanted.arrived_after is not None:
        query = query.where(reports.c.arrival > wanted.arrived_after)
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
