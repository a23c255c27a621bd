"""The columns that a store keeps in memory: read once as a whole, then kept up with what is written.

Each event carries the number that `counters.events` had when it was written, so that those written since are a few rows
of an index. None tells of an event that was taken out; but then the number of events is not what it should be, and
their ids are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, cast

import numpy as np
from sqlalchemy import Connection, Select, func, select

from dateline.store.columns import NONE, Coded, Columns, Days, Figures, Mask, Numbers, Terms
from dateline.store.counters import pulse_of
from dateline.store.filters import COUNTRY_PRECISION
from dateline.store.tables import event_figures, event_terms, events

Places = Mapping[str, int]

NEVER = -1
"""Before anything was written."""

FETCHED = 1000
"""Rows fetched at a time. Were they fetched at once, Python's garbage collector would look through all of them again
and again, which took as long as the reading."""

_FEW = 4
"""Up to a fourth of the events are read apart; beyond, all are read anew, which is then no slower."""

_KINDS = ("publisher", "sector", "actor")
_TEXTS = ("type", "mode", "status", "country", "admin1", "place_name", "who", "place")
_NUMBERS = (
    "place_precision", "date_precision", "cell_x", "cell_y", "killed", "wounded", "reports", "sources", "disputed",
)  # fmt: skip
_OTHERS = ("latitude", "longitude", "confidence", "first", "last")


class KeptColumns:
    """The columns of a store, brought forward when events were written since."""

    def __init__(self) -> None:
        self._kept: Columns | None = None
        self._reading = Lock()

    def fresh(self, connection: Connection) -> Columns:
        """Give the columns as they are now."""
        generation = pulse_of(connection).events
        kept = self._kept
        if kept is not None and kept.generation >= generation:
            return kept
        with self._reading:  # one reads; the others wait, and take what it read
            kept = self._kept
            if kept is None or kept.generation < generation:
                self._kept = kept = caught_up(connection, kept) if kept else read_columns(connection)
            return kept


def caught_up(connection: Connection, kept: Columns) -> Columns:
    """Bring columns forward: the same as `read_columns` would give, for what little was written since."""
    written = select(func.count()).select_from(events).where(events.c.written > kept.generation)
    if connection.execute(written).scalar_one() * _FEW > kept.size:
        return read_columns(connection)
    new = read_columns(connection, since=kept.generation)
    found = kept.with_changes(new, np.zeros(kept.size, np.bool_))
    if found.size == connection.execute(select(func.count()).select_from(events)).scalar_one():
        return found
    return kept.with_changes(new, _gone(connection, kept))


def read_columns(connection: Connection, since: int = NEVER) -> Columns:
    """Read the columns of all events, or of those written since a generation."""
    generation = pulse_of(connection).events  # first: what is written from now on makes the columns stale
    names = ("id", *_TEXTS, *_NUMBERS, *_OTHERS)
    query = select(*(events.c[name] for name in names))
    read = dict(zip(names, _fetched(connection, query.where(*_written(since))), strict=True))
    ids = np.asarray(read["id"], np.str_)
    order = np.argsort(ids)  # by code points: databases have orders of their own
    ids = ids[order]
    places = {event_id: number for number, event_id in enumerate(ids.tolist())}
    whole = {name: _whole(read[name])[order] for name in _NUMBERS}
    floats = {name: np.asarray(read[name], np.float64)[order] for name in ("latitude", "longitude", "confidence")}
    texts = {name: Coded.of(read[name]) for name in _TEXTS}
    return Columns(
        generation=generation,
        ids=ids,
        texts={name: Coded(text.values, text.codes[order]) for name, text in texts.items()},
        numbers=whole,
        latitude=floats["latitude"],
        longitude=floats["longitude"],
        confidence=floats["confidence"],
        first=_days(read["first"])[order],
        last=_days(read["last"])[order],
        placed=(whole["cell_x"] != NONE) & (whole["place_precision"] < COUNTRY_PRECISION),
        terms={kind: _terms(connection, kind, places, since) for kind in _KINDS},
        figures=_figures(connection, places, since),
    )


def _gone(connection: Connection, kept: Columns) -> Mask:
    """Tell which of the events are no more."""
    (ids,) = _fetched(connection, select(events.c.id))
    there = set(ids)
    return np.fromiter((event_id not in there for event_id in kept.ids.tolist()), np.bool_, kept.size)


def _written(since: int) -> list[Any]:
    return [] if since == NEVER else [events.c.written > since]


def _fetched(connection: Connection, query: Select[Any]) -> list[list[Any]]:
    """Read the rows of a query column by column, as the driver gives them: no objects are made of rows."""
    columns: list[list[Any]] = [[] for _ in query.selected_columns]
    with connection.execute(query) as result:
        cursor = cast("Any", result.cursor)
        while rows := cursor.fetchmany(FETCHED):
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(values)
    return columns


def _terms(connection: Connection, kind: str, places: Places, since: int) -> Terms:
    query = select(event_terms.c.event_id, event_terms.c.value).where(event_terms.c.kind == kind)
    if since != NEVER:
        query = query.where(event_terms.c.event_id.in_(select(events.c.id).where(*_written(since))))
    ids, values = _fetched(connection, query)
    rows, there = _rows(ids, places)
    coded = Coded.of(values)
    return Terms(rows[there], Coded(coded.values, coded.codes[there]))


def _figures(connection: Connection, places: Places, since: int) -> dict[str, Figures]:
    columns = event_figures.c
    query = select(columns.event_id, columns.measure, columns.low, columns.high)
    if since != NEVER:
        query = query.where(columns.event_id.in_(select(events.c.id).where(*_written(since))))
    ids, measures, low, high = _fetched(connection, query)
    rows, there = _rows(ids, places)
    found = np.stack((rows, np.asarray(low, np.int64), np.asarray(high, np.int64)))
    measured = Coded.of(measures)
    return {
        measure: Figures(*found[:, there & (measured.codes == number)])
        for number, measure in enumerate(measured.values)
    }


def _rows(ids: Sequence[str], places: Places) -> tuple[Numbers, Mask]:
    """The rows of events, and which of the ids are events: another process may have written since they were read."""
    rows = np.fromiter((places.get(event_id, NONE) for event_id in ids), np.int64, len(ids))
    return rows, rows != NONE


def _whole(values: Sequence[int | None]) -> Numbers:
    return np.fromiter((NONE if value is None else value for value in values), np.int64, len(values))


def _days(values: Sequence[str | None]) -> Days:
    numbered = Coded.of(values)
    known = np.asarray([_day(value) for value in numbered.values] + [np.datetime64("NaT")], "datetime64[D]")
    return cast("Days", known[numbered.codes])  # the last stands for none: its number is NONE


def _day(value: str) -> np.datetime64:
    try:
        return np.datetime64(value, "D")
    except ValueError:
        return np.datetime64("NaT")
