"""The events' columns in memory: what an overview counts by, over and over, with another filter each time.

A database reads its rows anew for each count, and an overview takes a dozen. Read once, 100,000 events are some 60 MB
of numbers and texts, and a count is a few milliseconds. They are read again when `counters` tell that events were
written.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from dateline.store.counters import pulse_of
from dateline.store.filters import COUNTRY_PRECISION, Box, EventFilter, event_conditions
from dateline.store.people_tables import standings
from dateline.store.tables import event_claims, event_figures, event_terms, events

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]

NONE = -1
"""Stands for "not known" among whole numbers, none of which is negative."""

KEPT_ANSWERS = 32
"""Answers of the full-text index that are kept: 100 kB each with 100,000 events."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts: the distinct ones in order, and for each row the number of its own; `NONE` for none."""

    values: tuple[str, ...]
    codes: Numbers

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> Coded:
        """Number the texts."""
        values = sorted({text for text in texts if text is not None})
        numbers: dict[str | None, int] = {value: number for number, value in enumerate(values)}
        numbers[None] = NONE
        return cls(tuple(values), np.array([numbers[text] for text in texts], np.int64))

    def among(self, wanted: Sequence[str]) -> Mask:
        """Tell which rows have one of these texts."""
        return np.isin(self.codes, [number for number, value in enumerate(self.values) if value in wanted])

    def containing(self, part: str) -> Mask:
        """Tell which rows have a text with this part, whatever its case."""
        folded = part.casefold()
        return np.isin(self.codes, [number for number, value in enumerate(self.values) if folded in value.casefold()])

    def counts(self, rows: Mask) -> dict[str, int]:
        """Count the chosen rows by their text."""
        codes = self.codes[rows]
        found = np.bincount(codes[codes >= 0], minlength=len(self.values))
        return {value: int(count) for value, count in zip(self.values, found, strict=True) if count}


@dataclass(frozen=True, slots=True)
class Terms:
    """Values of which an event has several, such as publishers: pairs of a row and a value."""

    rows: Numbers
    value: Coded

    def having(self, wanted: Sequence[str], size: int) -> Mask:
        """Tell which events have one of these values."""
        return _marked(self.rows[self.value.among(wanted)], size)

    def counts(self, chosen: Mask) -> dict[str, int]:
        """Count the chosen events by their values."""
        return self.value.counts(chosen[self.rows])


@dataclass(frozen=True, slots=True)
class Figures:
    """The span of counts that the sources of an event give of one measure."""

    rows: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True)
class Columns:
    """All events, row by row in the order of their ids, as columns. `generation` tells how old they are."""

    generation: int
    ids: npt.NDArray[np.str_]
    texts: dict[str, Coded]
    numbers: dict[str, Numbers]
    latitude: Floats
    longitude: Floats
    confidence: Floats
    first: Days
    last: Days
    placed: Mask
    terms: dict[str, Terms]
    figures: dict[str, Figures]
    asked: OrderedDict[tuple[str | None, str | None], Mask] = field(default_factory=OrderedDict, repr=False)
    """What the database answered to words and reports: an overview asks the same several times over."""

    @property
    def size(self) -> int:
        """The number of events."""
        return len(self.ids)

    # ---- choosing

    def chosen(self, connection: Connection, wanted: EventFilter) -> Mask:
        """Tell which events the filter lets through; what only the database knows is asked of it."""
        rows = np.ones(self.size, np.bool_)
        for part in (self._by_texts(wanted), self._by_numbers(wanted), self._by_terms(wanted)):
            for condition in part:
                rows &= condition
        rows &= self._in_state(connection, wanted.states)
        if wanted.words is not None or wanted.report is not None:
            rows &= self._asked(connection, EventFilter(words=wanted.words, report=wanted.report))
        return rows

    def inside(self, box: Box) -> Mask:
        """Tell which events have their spot in this part of the map."""
        east, west = self.longitude >= box.west, self.longitude <= box.east
        across = east & west if box.west <= box.east else east | west
        return self.placed & across & (self.latitude >= box.south) & (self.latitude <= box.north)

    def _by_texts(self, wanted: EventFilter) -> list[Mask]:
        one_of = {"type": wanted.types, "mode": wanted.modes, "status": wanted.statuses, "country": wanted.countries}
        part_of = {"admin1": wanted.admin1, "who": wanted.actor, "place": wanted.place}
        found = [self.texts[name].among(values) for name, values in one_of.items() if values]
        return found + [self.texts[name].containing(part) for name, part in part_of.items() if part is not None]

    def _by_numbers(self, wanted: EventFilter) -> list[Mask]:
        found: list[Mask] = []
        if wanted.since is not None:
            found.append(self.last >= np.datetime64(wanted.since))
        if wanted.until is not None:
            found.append(self.first <= np.datetime64(wanted.until))
        if wanted.min_confidence is not None:
            found.append(self.confidence >= wanted.min_confidence)
        if wanted.max_confidence is not None:
            found.append(self.confidence <= wanted.max_confidence)
        if wanted.disputed is not None:
            found.append(self.numbers["disputed"] == wanted.disputed)
        if wanted.precisions:
            found.append(np.isin(self.numbers["place_precision"], wanted.precisions))
        if wanted.box is not None:
            found.append(self.inside(wanted.box))
        return found

    def _by_terms(self, wanted: EventFilter) -> list[Mask]:
        one_of = {"publisher": wanted.publishers, "sector": wanted.sectors, "actor": wanted.actors}
        found = [self.terms[kind].having(values, self.size) for kind, values in one_of.items() if values]
        if wanted.publisher is not None:
            publishers = self.terms["publisher"]
            found.append(_marked(publishers.rows[publishers.value.containing(wanted.publisher)], self.size))
        if wanted.measure is not None:
            found.append(self._with_figure(wanted.measure, wanted.at_least, wanted.at_most))
        return found

    def _with_figure(self, measure: str, at_least: int | None, at_most: int | None) -> Mask:
        figures = self.figures.get(measure)
        if figures is None:
            return np.zeros(self.size, np.bool_)
        fits = np.ones(len(figures.rows), np.bool_)
        if at_least is not None:
            fits &= figures.high >= at_least
        if at_most is not None:
            fits &= figures.low <= at_most
        return _marked(figures.rows[fits], self.size)

    def _in_state(self, connection: Connection, states: Sequence[str]) -> Mask:
        if not states:
            return np.ones(self.size, np.bool_)
        found = np.zeros(self.size, np.bool_)
        for state, rows in self.states(connection).items():
            found |= rows if state in states else False
        return found | ~self.judged(connection) if "unreviewed" in states else found

    def states(self, connection: Connection) -> dict[str, Mask]:
        """What people made of the events that they judged."""
        query = select(standings.c.state, standings.c.record_id).where(standings.c.state != "unreviewed")
        by_state: dict[str, list[str]] = {}
        for state, record_id in connection.execute(query):
            by_state.setdefault(state, []).append(record_id)
        return {state: self._rows(ids) for state, ids in by_state.items()}

    def judged(self, connection: Connection) -> Mask:
        """Tell which events were judged, or had a claim judged."""
        judged = select(standings.c.record_id).where(standings.c.state != "unreviewed")
        holding = select(event_claims.c.event_id).where(event_claims.c.claim_id.in_(judged))
        ids = [*connection.execute(judged).scalars(), *connection.execute(holding).scalars()]
        return self._rows(ids)

    def _asked(self, connection: Connection, wanted: EventFilter) -> Mask:
        key = (wanted.words, wanted.report)
        found = self.asked.get(key)
        if found is None:
            ids = connection.execute(select(events.c.id).where(*event_conditions(wanted))).scalars().all()
            found = self.asked[key] = self._rows(ids)
            while len(self.asked) > KEPT_ANSWERS:
                self.asked.popitem(last=False)
        return found

    def _rows(self, ids: Sequence[str]) -> Mask:
        return _marked(self._places(ids), self.size)

    def _places(self, ids: Sequence[str]) -> npt.NDArray[np.int64]:
        """The rows of those of the ids that are events."""
        if not self.size or not ids:
            return np.zeros(0, np.int64)
        asked = np.asarray(ids, np.str_)
        at: npt.NDArray[np.int64] = np.minimum(np.searchsorted(self.ids, asked), self.size - 1)
        return np.compress(self.ids[at] == asked, at)


class KeptColumns:
    """The columns of a store, read anew when events were written since."""

    def __init__(self) -> None:
        self._kept: Columns | None = None
        self._reading = Lock()

    def fresh(self, connection: Connection) -> Columns:
        """Give the columns as they are now."""
        generation = generation_of(connection)
        kept = self._kept
        if kept is not None and kept.generation >= generation:
            return kept
        with self._reading:  # one reads; the others wait, and take what it read
            if self._kept is None or self._kept.generation < generation:
                self._kept = read_columns(connection)
            return self._kept


_TEXTS = ("type", "mode", "status", "country", "admin1", "place_name", "who", "place")
_NUMBERS = (
    "place_precision", "date_precision", "cell_x", "cell_y", "killed", "wounded", "reports", "sources", "disputed",
)  # fmt: skip
_OTHERS = ("latitude", "longitude", "confidence", "first", "last")


def generation_of(connection: Connection) -> int:
    """Tell how often events were written: columns of another generation are stale."""
    return pulse_of(connection).events


def read_columns(connection: Connection) -> Columns:
    """Read the columns of all events."""
    generation = generation_of(connection)  # first: what is written from now on makes the columns stale
    names = ("id", *_TEXTS, *_NUMBERS, *_OTHERS)
    rows = connection.execute(select(*(events.c[name] for name in names))).all()
    ordered = sorted(rows, key=lambda row: cast("str", row[0]))  # by code points: databases have orders of their own
    columns: dict[str, Sequence[Any]] = dict.fromkeys(names, ())
    if ordered:
        columns = dict(zip(names, zip(*ordered, strict=True), strict=True))
    whole = {name: _whole(columns[name]) for name in _NUMBERS}
    places = {event_id: number for number, event_id in enumerate(columns["id"])}
    return Columns(
        generation=generation,
        ids=np.asarray(columns["id"], np.str_),
        texts={name: Coded.of(columns[name]) for name in _TEXTS},
        numbers=whole,
        latitude=np.asarray(columns["latitude"], np.float64),
        longitude=np.asarray(columns["longitude"], np.float64),
        confidence=np.asarray(columns["confidence"], np.float64),
        first=_days(columns["first"]),
        last=_days(columns["last"]),
        placed=(whole["cell_x"] != NONE) & (whole["place_precision"] < COUNTRY_PRECISION),
        terms={kind: _terms(connection, kind, places) for kind in ("publisher", "sector", "actor")},
        figures=_figures(connection, places),
    )


def _terms(connection: Connection, kind: str, places: dict[str, int]) -> Terms:
    query = select(event_terms.c.event_id, event_terms.c.value).where(event_terms.c.kind == kind)
    rows = [row for row in connection.execute(query).all() if row[0] in places]
    return Terms(np.array([places[row[0]] for row in rows], np.int64), Coded.of([row[1] for row in rows]))


def _figures(connection: Connection, places: dict[str, int]) -> dict[str, Figures]:
    columns = event_figures.c
    query = select(columns.measure, columns.event_id, columns.low, columns.high)
    by_measure: dict[str, list[tuple[int, int, int]]] = {}
    for measure, event_id, low, high in connection.execute(query).all():
        if event_id in places:
            by_measure.setdefault(measure, []).append((places[event_id], low, high))
    return {measure: Figures(*np.asarray(found, np.int64).T) for measure, found in by_measure.items()}


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


def _marked(rows: npt.NDArray[np.int64], size: int) -> Mask:
    found = np.zeros(size, np.bool_)
    found[rows] = True
    return found
