"""The events' columns in memory: what an overview counts by, over and over, with another filter each time.

A database reads its rows anew for each count, and an overview takes a dozen. Read once, 100,000 events are some 60 MB
of numbers and texts, and a count is a few milliseconds. `dateline.store.kept` reads them and keeps them up with what
is written.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from dateline.store.filters import Box, EventFilter, event_conditions
from dateline.store.people_tables import standings
from dateline.store.tables import event_claims, events

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]
Ids = Sequence[str] | npt.NDArray[np.str_]

NONE = -1
"""Stands for "not known" among whole numbers, none of which is negative."""

_PLAIN = ("ids", "latitude", "longitude", "confidence", "first", "last", "placed")
"""The columns that are one array each."""

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
        return cls(tuple(values), np.fromiter(map(numbers.__getitem__, texts), np.int64, len(texts)))

    def joined(self, other: Coded, order: Numbers) -> Coded:
        """Take these rows of both, numbered one after the other; texts that no row has any more are left out."""
        values = sorted({*self.values, *other.values})
        numbers = {value: number for number, value in enumerate(values)}
        codes = np.concatenate((self.renumbered(numbers), other.renumbered(numbers)))[order]
        used = np.zeros(len(values) + 1, np.bool_)
        used[codes] = True  # NONE marks the last, which stands for no text
        known = np.where(used[:-1], np.cumsum(used[:-1]) - 1, NONE)
        return Coded(tuple(compress(values, used[:-1])), np.append(known, NONE)[codes])

    def renumbered(self, numbers: Mapping[str, int]) -> Numbers:
        """Give the codes by other numbers of the texts."""
        known = np.array([*(numbers[value] for value in self.values), NONE], np.int64)
        return known[self.codes]

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

    def joined(self, other: Terms, first: int, places: Numbers) -> Terms:
        """Put both together.

        Args:
            other: Those of other events, numbered from 0.
            first: What their number 0 is, in `places`.
            places: The new row of each event; `NONE` for one that is left out.
        """
        rows = places[np.concatenate((self.rows, other.rows + first))]
        stay = np.flatnonzero(rows != NONE)
        return Terms(rows[stay], self.value.joined(other.value, stay))


@dataclass(frozen=True, slots=True)
class Figures:
    """The span of counts that the sources of an event give of one measure."""

    rows: Numbers
    low: Numbers
    high: Numbers

    @classmethod
    def none(cls) -> Figures:
        """Make an empty span."""
        return cls(*np.zeros((3, 0), np.int64))

    def joined(self, other: Figures, first: int, places: Numbers) -> Figures:
        """Put both together, as with `Terms.joined`."""
        rows = places[np.concatenate((self.rows, other.rows + first))]
        stay = rows != NONE
        low, high = np.concatenate((self.low, other.low)), np.concatenate((self.high, other.high))
        return Figures(rows[stay], low[stay], high[stay])


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

    # ---- changing

    def with_changes(self, new: Columns, gone: Mask) -> Columns:
        """Give the columns with events added, changed (those that have the id of a new one) and taken out.

        Args:
            new: The events that are new or changed; its generation is the result's.
            gone: Which of the old rows to leave out.
        """
        stay = np.flatnonzero(~(gone | self._rows(new.ids)))
        added = self.size + np.arange(new.size)
        order = np.insert(stay, np.searchsorted(self.ids[stay], new.ids), added)  # both are in the order of ids
        places = np.full(self.size + new.size, NONE, np.int64)
        places[order] = np.arange(len(order))

        def both(name: str) -> Any:
            return np.concatenate((getattr(self, name), getattr(new, name)))[order]

        numbers = {name: np.concatenate((old, new.numbers[name]))[order] for name, old in self.numbers.items()}
        return Columns(
            generation=new.generation,
            texts={name: old.joined(new.texts[name], order) for name, old in self.texts.items()},
            numbers=numbers,
            terms={kind: old.joined(new.terms[kind], self.size, places) for kind, old in self.terms.items()},
            figures=self._figures_with(new, places),
            **{name: both(name) for name in _PLAIN},
        )

    def _figures_with(self, new: Columns, places: Numbers) -> dict[str, Figures]:
        none = Figures.none()
        found = {
            measure: self.figures.get(measure, none).joined(new.figures.get(measure, none), self.size, places)
            for measure in sorted({*self.figures, *new.figures})
        }
        return {measure: figures for measure, figures in found.items() if len(figures.rows)}

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

    def _rows(self, ids: Ids) -> Mask:
        return _marked(self._places(ids), self.size)

    def _places(self, ids: Ids) -> npt.NDArray[np.int64]:
        """The rows of those of the ids that are events."""
        if not self.size or not len(ids):
            return np.zeros(0, np.int64)
        asked = np.asarray(ids, np.str_)
        at: npt.NDArray[np.int64] = np.minimum(np.searchsorted(self.ids, asked), self.size - 1)
        return np.compress(self.ids[at] == asked, at)


def _marked(rows: npt.NDArray[np.int64], size: int) -> Mask:
    found = np.zeros(size, np.bool_)
    found[rows] = True
    return found
