"""What an overview shows: events counted by place, by time, and by what they have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Engine

from dateline.store.columns import NONE, Columns, Days, Mask
from dateline.store.engine import reading
from dateline.store.filters import Box, EventFilter
from dateline.store.grid import BITS
from dateline.store.kept import KeptColumns

Unit = Literal["day", "week", "month", "year"]

CELLS = 10
"""Cells across a map tile of 512 pixels: clusters stand about 50 pixels apart, so that their circles seldom touch."""

_DAYS, _WEEKS, _MONTHS = 92, 3 * 366, 15 * 366
"""Spans of days up to which a bar stands for a day, a week, a month: about a hundred bars fit a screen's width."""

_FITS: dict[Unit, int] = {"day": 1, "week": 3, "month": 4, "year": 5}
"""The coarsest UCDP date precision that still tells the bar."""

_NUMPY_UNITS: dict[Unit, Literal["D", "M", "Y"]] = {"day": "D", "month": "M", "year": "Y"}
_WEEK = 7
_MONDAY = 3
"""Days by which day 0, 1 January 1970, comes after a Monday."""


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
    """The part of a store that counts, over columns that it keeps in memory."""

    def __init__(self, engine: Engine, columns: KeptColumns) -> None:
        self._engine = engine
        self._columns = columns

    def count(self, wanted: EventFilter) -> int:
        """Count events."""
        with self._fresh() as (connection, columns):
            return int(columns.chosen(connection, wanted).sum())

    def map(self, wanted: EventFilter, *, zoom: int, view: Box | None = None) -> MapView:
        """Group events by cells of a map.

        Args:
            wanted: Which events.
            zoom: Of the map, 0 (the world in one tile of 512 pixels) to 22.
            view: The part of the map to give cells for; all of it without.
        """
        size = max((1 << BITS >> zoom) // CELLS, 1)
        with self._fresh() as (connection, columns):
            anywhere = columns.chosen(connection, replace(wanted, box=None))
        shown = anywhere & (columns.inside(view) if view else columns.placed)
        if wanted.box is not None:
            shown &= columns.inside(wanted.box)
        elsewhere = anywhere & ~columns.placed
        return MapView(
            cells=_cells(columns, np.flatnonzero(shown), size),
            placed=int(shown.sum()),
            countries=_countries(columns, elsewhere),
            unplaced=int((elsewhere & (columns.texts["country"].codes == NONE)).sum()),
        )

    def extent(self, wanted: EventFilter) -> Box | None:
        """Find the part of the map that holds all placed events; None if there are none."""
        with self._fresh() as (connection, columns):
            rows = columns.chosen(connection, wanted) & columns.placed
        if not rows.any():
            return None
        east, north = columns.longitude[rows], columns.latitude[rows]
        return Box(float(east.min()), float(north.min()), float(east.max()), float(north.max()))

    def timeline(self, wanted: EventFilter, unit: Unit | None = None) -> Timeline:
        """Group events by the day, week, month or year in which they began; the width fits the span without `unit`."""
        with self._fresh() as (connection, columns):
            rows = columns.chosen(connection, wanted)
        dated = rows & ~np.isnat(columns.first)
        days = columns.first[dated]
        chosen = unit or _fitting_unit(days)
        vague = columns.numbers["date_precision"][dated] > _FITS[chosen]
        killed = np.maximum(columns.numbers["killed"][dated], 0)
        return Timeline(chosen, _bars(days, vague, killed, chosen), int(rows.sum() - dated.sum()))

    def facets(self, wanted: EventFilter, *, top: int = 50) -> Facets:
        """Count events by what they have in common; the `top` most frequent values of each."""
        with self._fresh() as (connection, columns):
            rows = columns.chosen(connection, wanted)

            def without(field: str, free: object = ()) -> Mask:
                """The events when the filter's own choice in this field is left out: what else could be chosen."""
                if getattr(wanted, field) in ((), None):
                    return rows
                changed: dict[str, Any] = {field: free}
                return columns.chosen(connection, replace(wanted, **changed))

            texts, terms = columns.texts, columns.terms
            return Facets(
                total=int(rows.sum()),
                types=_ranked(texts["type"].counts(without("types")), top),
                statuses=_ranked(texts["status"].counts(without("statuses")), top),
                countries=_ranked(texts["country"].counts(without("countries")), top),
                precisions=_ranked(_by_precision(columns, without("precisions")), top),
                disputed=int((without("disputed", None) & (columns.numbers["disputed"] == 1)).sum()),
                states=_ranked(_by_state(connection, columns, without("states")), top),
                sectors=_ranked(terms["sector"].counts(without("sectors")), top),
                publishers=_ranked(terms["publisher"].counts(without("publishers")), top),
                actors=_ranked(terms["actor"].counts(without("actors")), top),
            )

    @contextmanager
    def _fresh(self) -> Iterator[tuple[Connection, Columns]]:
        with reading(self._engine) as connection:
            yield connection, self._columns.fresh(connection)


# ---- the map


def _cells(columns: Columns, rows: npt.NDArray[np.intp], size: int) -> tuple[Cell, ...]:
    """Group rows by cell: sorted by cell, each is a stretch of rows, which `reduceat` sums up at once."""
    if not len(rows):
        return ()
    keys = (columns.numbers["cell_x"][rows] // size << BITS) + columns.numbers["cell_y"][rows] // size
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    counts = np.diff(np.r_[starts, len(rows)])
    east, north = columns.longitude[rows], columns.latitude[rows]
    places = columns.texts["place_name"].codes[rows]
    same_place = np.minimum.reduceat(places, starts) == np.maximum.reduceat(places, starts)
    types = _most_frequent(columns.texts["type"].codes[rows], starts, counts)
    precision = np.maximum.reduceat(columns.numbers["place_precision"][rows], starts)
    killed = np.add.reduceat(np.maximum(columns.numbers["killed"][rows], 0), starts)
    found = [
        Cell(
            n=n,
            latitude=round(latitude / n, 5),
            longitude=round(longitude / n, 5),
            west=west,
            south=south,
            east=eastmost,
            north=northmost,
            precision=vaguest if vaguest > 0 else None,
            type=columns.texts["type"].values[kind],
            place=columns.texts["place_name"].values[place] if same and place != NONE else None,
            killed=deaths,
            id=str(columns.ids[row]) if n == 1 else None,
        )
        for n, latitude, longitude, west, south, eastmost, northmost, vaguest, kind, place, same, deaths, row in zip(
            counts.tolist(),
            np.add.reduceat(north, starts).tolist(),
            np.add.reduceat(east, starts).tolist(),
            np.minimum.reduceat(east, starts).tolist(),
            np.minimum.reduceat(north, starts).tolist(),
            np.maximum.reduceat(east, starts).tolist(),
            np.maximum.reduceat(north, starts).tolist(),
            precision.tolist(),
            types.tolist(),
            places[starts].tolist(),
            same_place.tolist(),
            killed.tolist(),
            rows[starts].tolist(),
            strict=True,
        )
    ]
    return tuple(sorted(found, key=lambda cell: (-cell.n, cell.latitude, cell.longitude)))


def _most_frequent(
    codes: npt.NDArray[np.int64], starts: npt.NDArray[np.intp], counts: npt.NDArray[np.intp]
) -> npt.NDArray[np.intp]:
    """The most frequent code of each stretch."""
    width = int(codes.max()) + 1
    stretch = np.repeat(np.arange(len(starts)), counts)
    table = np.bincount(stretch * width + codes, minlength=len(starts) * width).reshape(-1, width)
    most: npt.NDArray[np.intp] = table.argmax(axis=1)
    return most


def _countries(columns: Columns, rows: Mask) -> tuple[CountryCount, ...]:
    country = columns.texts["country"]
    known = rows & (country.codes != NONE)
    deaths = np.bincount(
        country.codes[known], np.maximum(columns.numbers["killed"][known], 0), minlength=len(country.values)
    )
    killed = dict(zip(country.values, deaths.tolist(), strict=True))
    found = [CountryCount(code, n, int(killed[code])) for code, n in country.counts(known).items()]
    return tuple(sorted(found, key=lambda one: (-one.n, one.country)))


# ---- the timeline


def _fitting_unit(days: npt.NDArray[np.datetime64]) -> Unit:
    span = int((days.max() - days.min()).astype(int)) if len(days) else 0
    if span <= _DAYS:
        return "day"
    return "week" if span <= _WEEKS else "month" if span <= _MONTHS else "year"


def _bars(days: npt.NDArray[np.datetime64], vague: Mask, killed: npt.NDArray[np.int64], unit: Unit) -> tuple[Bar, ...]:
    numbers = days.astype("datetime64[D]").astype(np.int64)
    if unit == "week":
        numbers = (numbers + _MONDAY) // _WEEK
    elif unit != "day":
        numbers = days.astype(f"datetime64[{_NUMPY_UNITS[unit]}]").astype(np.int64)
    bars, of_bar, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    vagues = np.bincount(of_bar, vague, minlength=len(bars))
    deaths = np.bincount(of_bar, killed, minlength=len(bars))
    return tuple(
        Bar(str(_begin(bar, unit)), str(_begin(bar + 1, unit) - 1), int(count), int(loose), int(dead))
        for bar, count, loose, dead in zip(bars, counts, vagues, deaths, strict=True)
    )


def _begin(bar: np.int64, unit: Unit) -> Days:
    """The first day of a bar."""
    if unit == "week":
        return np.asarray(int(bar) * _WEEK - _MONDAY, "datetime64[D]")
    return np.asarray(int(bar), f"datetime64[{_NUMPY_UNITS[unit]}]").astype("datetime64[D]")


# ---- what they have in common


def _by_precision(columns: Columns, rows: Mask) -> dict[str, int]:
    found = np.bincount(np.maximum(columns.numbers["place_precision"][rows], 0))
    return {str(precision): int(count) for precision, count in enumerate(found) if precision}


def _by_state(connection: Connection, columns: Columns, rows: Mask) -> dict[str, int]:
    """Count by what people made of the events; one whose claims alone were judged is neither here nor unreviewed."""
    found = {state: int((rows & judged).sum()) for state, judged in columns.states(connection).items()}
    return found | {"unreviewed": int((rows & ~columns.judged(connection)).sum())}


def _ranked(counts: Mapping[str, int], top: int) -> tuple[Count, ...]:
    named: Iterable[tuple[str, int]] = ((value, count) for value, count in counts.items() if value and count)
    return tuple(Count(*one) for one in sorted(named, key=lambda one: (-one[1], one[0]))[:top])
