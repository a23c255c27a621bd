"""What an overview shows: events counted by place, by time, and by what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, Connection, Engine, case, func, not_, select

from dateline.core.dates import week_span
from dateline.store.engine import reading
from dateline.store.filters import Box, EventFilter, event_conditions, inside, placed
from dateline.store.grid import BITS
from dateline.store.people_tables import standings
from dateline.store.tables import event_terms, events

Unit = Literal["day", "week", "month", "year"]

CELLS = 10
"""Cells across a map tile of 512 pixels: clusters stand about 50 pixels apart, so that their circles seldom touch."""

_DAYS, _WEEKS, _MONTHS = 92, 3 * 366, 15 * 366
"""Spans of days up to which a bar stands for a day, a week, a month: about a hundred bars fit a screen's width."""

_FITS: dict[Unit, int] = {"day": 1, "week": 3, "month": 4, "year": 5}
"""The coarsest UCDP date precision that still tells the bar."""

_DATE_LENGTH: dict[Unit, int] = {"day": 10, "week": 10, "month": 7, "year": 4}


@dataclass(frozen=True, slots=True)
class Cell:
    """The events in one cell of the map.

    `latitude` and `longitude` are the mean of their points, `west` to `north` the extent. `precision` is that of the
    vaguest (UCDP's where_prec; None where none is known), `type` that of most. `place` is set when it is the same for
    all, `id` for a single event.
    """

    n: int
    latitude: float
    longitude: float
    west: float
    south: float
    east: float
    north: float
    precision: int | None
    type: str
    place: str | None
    killed: int
    id: str | None


@dataclass(frozen=True, slots=True)
class CountryCount:
    """Events that are placed no better than in a country."""

    country: str
    n: int
    killed: int


@dataclass(frozen=True, slots=True)
class MapView:
    """What a map shows: cells; apart from them events known by country only; and how many have no place.

    `placed` counts the events in the cells.
    """

    cells: tuple[Cell, ...]
    placed: int
    countries: tuple[CountryCount, ...]
    unplaced: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the timeline: events that began in these days.

    `vague` of the `count` are dated less precisely than the bar is wide.
    """

    first: str
    last: str
    count: int
    vague: int
    killed: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars in order, without the empty ones; `undated` events stand in none."""

    unit: Unit
    bars: tuple[Bar, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many events have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many events there are of each type, status, … under the filter, that of the same name left out."""

    total: int
    types: tuple[Count, ...]
    statuses: tuple[Count, ...]
    countries: tuple[Count, ...]
    precisions: tuple[Count, ...]
    disputed: int
    states: tuple[Count, ...]
    sectors: tuple[Count, ...]
    publishers: tuple[Count, ...]
    actors: tuple[Count, ...]


class Overview:
    """The part of a store that counts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def map(self, wanted: EventFilter, *, zoom: int, view: Box | None = None) -> MapView:
        """Group events by cells of a map.

        Args:
            wanted: Which events.
            zoom: Of the map, 0 (the world in one tile of 512 pixels) to 22.
            view: The part of the map to give cells for; all of it without.
        """
        size = max((1 << BITS >> zoom) // CELLS, 1)
        with reading(self._engine) as connection:
            cells = _cells(connection, wanted, view, size)
            rest = replace(wanted, box=None)
            return MapView(
                cells=cells,
                placed=sum(cell.n for cell in cells),
                countries=_countries(connection, rest),
                unplaced=_unplaced(connection, rest),
            )

    def extent(self, wanted: EventFilter) -> Box | None:
        """Find the part of the map that holds all placed events; None if there are none."""
        east, north = events.c.longitude, events.c.latitude
        query = select(func.min(east), func.min(north), func.max(east), func.max(north))
        with reading(self._engine) as connection:
            row = connection.execute(query.where(placed(), *event_conditions(wanted))).one()
        return None if row[0] is None else Box(*row)

    def timeline(self, wanted: EventFilter, unit: Unit | None = None) -> Timeline:
        """Group events by the day, week, month or year in which they began; the width fits the span without `unit`."""
        conditions = event_conditions(wanted)
        with reading(self._engine) as connection:
            ends = select(func.min(events.c.first), func.max(events.c.first)).where(*conditions)
            first, last = connection.execute(ends).one()
            chosen = unit or _fitting_unit(first, last)
            bars = _bars(connection, conditions, chosen)
            undated = select(func.count()).select_from(events).where(events.c.day == "", *conditions)
            return Timeline(chosen, bars, connection.execute(undated).scalar_one())

    def facets(self, wanted: EventFilter, *, top: int = 50) -> Facets:
        """Count events by what they have in common; of publishers, actors and countries the `top` most frequent."""
        with reading(self._engine) as connection:
            shared = _shared_counts(connection, wanted)
            return Facets(
                total=shared.total,
                types=_ranked(_chosen_among(connection, wanted, "types", shared), top),
                statuses=_ranked(_chosen_among(connection, wanted, "statuses", shared), top),
                countries=_ranked(_chosen_among(connection, wanted, "countries", shared), top),
                precisions=_ranked(_chosen_among(connection, wanted, "precisions", shared), top),
                disputed=_disputed(connection, wanted, shared.disputed),
                states=_states(connection, wanted),
                sectors=_terms(connection, replace(wanted, sectors=()), "sector", top),
                publishers=_terms(connection, replace(wanted, publishers=()), "publisher", top),
                actors=_terms(connection, replace(wanted, actors=()), "actor", top),
            )


# ---- the map


def _cells(connection: Connection, wanted: EventFilter, view: Box | None, size: int) -> tuple[Cell, ...]:
    column = events.c
    keys = (column.cell_x // size, column.cell_y // size, column.type)
    query = select(
        *keys,
        func.count(),
        func.sum(column.latitude),
        func.sum(column.longitude),
        func.min(column.longitude),
        func.min(column.latitude),
        func.max(column.longitude),
        func.max(column.latitude),
        func.max(column.place_precision),
        func.min(column.place_name),
        func.max(column.place_name),
        func.coalesce(func.sum(column.killed), 0),
        func.min(column.id),
    )
    seen = inside(view) if view else [placed()]
    query = query.where(*seen, *event_conditions(wanted)).group_by(*keys)
    groups: dict[tuple[int, int], list[Any]] = {}
    for row in connection.execute(query):
        groups.setdefault((row[0], row[1]), []).append(row[2:])
    return tuple(sorted(map(_cell, groups.values()), key=lambda cell: (-cell.n, cell.latitude, cell.longitude)))


def _cell(rows: Sequence[Any]) -> Cell:
    (types, counts, latitudes, longitudes, west, south, east, north, precisions, first, last, killed, ids) = zip(
        *rows, strict=True
    )
    n = sum(counts)
    places = {*first, *last}
    return Cell(
        n=n,
        latitude=round(sum(latitudes) / n, 5),
        longitude=round(sum(longitudes) / n, 5),
        west=min(west),
        south=min(south),
        east=max(east),
        north=max(north),
        precision=max((one for one in precisions if one), default=None),
        type=types[counts.index(max(counts))],
        place=places.pop() if len(places) == 1 else None,
        killed=sum(killed),
        id=ids[0] if n == 1 else None,
    )


def _countries(connection: Connection, wanted: EventFilter) -> tuple[CountryCount, ...]:
    column = events.c
    query = select(column.country, func.count(), func.coalesce(func.sum(column.killed), 0))
    query = query.where(column.country.is_not(None), not_(placed()), *event_conditions(wanted))
    found = [CountryCount(*row) for row in connection.execute(query.group_by(column.country))]
    return tuple(sorted(found, key=lambda one: (-one.n, one.country)))


def _unplaced(connection: Connection, wanted: EventFilter) -> int:
    query = select(func.count()).select_from(events)
    query = query.where(events.c.country.is_(None), not_(placed()), *event_conditions(wanted))
    return connection.execute(query).scalar_one()


# ---- the timeline


def _fitting_unit(first: str | None, last: str | None) -> Unit:
    start, end = _day(first), _day(last)
    days = (end - start).days if start and end else 0
    if days <= _DAYS:
        return "day"
    return "week" if days <= _WEEKS else "month" if days <= _MONTHS else "year"


def _bars(connection: Connection, conditions: Sequence[ColumnElement[bool]], unit: Unit) -> tuple[Bar, ...]:
    column = events.c
    key = func.substr(column.day, 1, _DATE_LENGTH[unit])
    vague = func.sum(case((column.date_precision > _FITS[unit], 1), else_=0))
    query = select(key, func.count(), vague, func.coalesce(func.sum(column.killed), 0))
    query = query.where(column.day != "", *conditions).group_by(key)
    sums: dict[tuple[str, str], list[int]] = {}
    for start, *numbers in connection.execute(query):
        span = _span(start, unit)
        if span is not None:
            sums[span] = [one + other for one, other in zip(sums.get(span, [0, 0, 0]), numbers, strict=True)]
    return tuple(Bar(*span, *numbers) for span, numbers in sorted(sums.items()))


def _span(start: str, unit: Unit) -> tuple[str, str] | None:
    """The days that a bar stands for; None for what is no date."""
    first = _day(start.ljust(10, "?").replace("??????", "-01-01").replace("???", "-01"))
    if first is None:
        return None
    if unit == "week":
        span = week_span(first)
        return span.first.isoformat(), span.last.isoformat()
    if unit == "day":
        return first.isoformat(), first.isoformat()
    following = first.replace(year=first.year + 1) if unit == "year" else _month_after(first)
    return first.isoformat(), (following - timedelta(days=1)).isoformat()


def _month_after(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


# ---- what they have in common


_SHARED: dict[str, Column[Any]] = {
    "types": events.c.type,
    "statuses": events.c.status,
    "countries": events.c.country,
    "precisions": events.c.place_precision,
}
"""Fields of the filter whose counts are taken in one reading of the table."""


@dataclass(slots=True)
class _Shared:
    total: int
    disputed: int
    counts: dict[str, Counter[str]]


def _shared_counts(connection: Connection, wanted: EventFilter) -> _Shared:
    """Count by several columns at once: the table is read once, and the few thousand groups are added up here."""
    keys = (events.c.disputed, *_SHARED.values())
    query = select(*keys, func.count()).where(*event_conditions(wanted)).group_by(*keys)
    found = _Shared(0, 0, {name: Counter() for name in _SHARED})
    for disputed, *values, count in connection.execute(query):
        found.total += count
        found.disputed += count if disputed else 0
        for name, value in zip(_SHARED, values, strict=True):
            found.counts[name][str(value or "")] += count
    return found


def _chosen_among(connection: Connection, wanted: EventFilter, field: str, shared: _Shared) -> Counter[str]:
    """The counts for one field when the filter's own choice in it is left out: what else could be chosen."""
    if not getattr(wanted, field):
        return shared.counts[field]
    free: dict[str, Any] = {field: ()}
    column = _SHARED[field]
    query = select(column, func.count()).where(*event_conditions(replace(wanted, **free))).group_by(column)
    return Counter({str(value or ""): count for value, count in connection.execute(query)})


def _disputed(connection: Connection, wanted: EventFilter, shared: int) -> int:
    if wanted.disputed is None:
        return shared
    query = select(func.count()).select_from(events)
    return connection.execute(query.where(*event_conditions(replace(wanted, disputed=True)))).scalar_one()


def _states(connection: Connection, wanted: EventFilter) -> tuple[Count, ...]:
    """Count by what people made of the events; those whose claims alone were judged are neither here nor unreviewed."""
    free = replace(wanted, states=())
    query = select(standings.c.state, func.count()).join(events, events.c.id == standings.c.record_id)
    query = query.where(standings.c.state != "unreviewed", *event_conditions(free)).group_by(standings.c.state)
    found: Counter[str] = Counter(dict(connection.execute(query).all()))
    waiting = select(func.count()).select_from(events)
    waiting = waiting.where(*event_conditions(replace(wanted, states=("unreviewed",))))
    found["unreviewed"] = connection.execute(waiting).scalar_one()
    return _ranked(found, len(found))


def _terms(connection: Connection, wanted: EventFilter, kind: str, top: int) -> tuple[Count, ...]:
    count = func.count()
    query = select(event_terms.c.value, count).where(event_terms.c.kind == kind)
    conditions = event_conditions(wanted)
    if conditions:
        query = query.where(event_terms.c.event_id.in_(select(events.c.id).where(*conditions)))
    query = query.group_by(event_terms.c.value).order_by(count.desc(), event_terms.c.value).limit(top)
    return tuple(Count(*row) for row in connection.execute(query))


def _ranked(counts: Counter[str], top: int) -> tuple[Count, ...]:
    named: Iterable[tuple[str, int]] = ((value, count) for value, count in counts.items() if value and count)
    return tuple(Count(*one) for one in sorted(named, key=lambda one: (-one[1], one[0]))[:top])
