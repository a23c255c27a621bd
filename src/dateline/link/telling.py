"""What one report tells of one event, as far as comparing needs it: small, and kept in the store beside the records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dateline.records import Figure, Participant, Place

DaySpan = tuple[int, int]
"""First and last day, as numbers of days (`date.toordinal`), inclusive."""

HAPPENED = frozenset({"asserted", "historical"})


class Party(NamedTuple):
    """Of a `Participant`, what tells it apart."""

    text: str
    name: str | None
    id: str | None
    country: str | None
    sector: str | None
    head: str | None

    @classmethod
    def of(cls, one: Participant) -> Party:
        """Take it from the record."""
        return cls(one.text, one.name, one.id, one.country, one.sector, one.head)


class Spot(NamedTuple):
    """Of a `Place`, what tells it apart. `own` is false for one that the report spoke of before."""

    text: str
    name: str | None
    admin2: str | None
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    precision: int | None
    own: bool
    start: int
    end: int

    @classmethod
    def of(cls, one: Place, *, own: bool) -> Spot:
        """Take it from the record."""
        return cls(
            one.text, one.name, one.admin2, one.admin1, one.country, one.latitude, one.longitude, one.geonames_id,
            one.precision, own, one.start, one.end,
        )  # fmt: skip

    @property
    def place(self) -> Place:
        """The record that it was taken from."""
        values = self._asdict()
        del values["own"]
        return Place.model_validate(values)


class Count(NamedTuple):
    """Of a `Figure`, what tells it apart."""

    measure: str
    low: int | None
    best: int | None
    high: int | None
    text: str
    participant: str | None

    @classmethod
    def of(cls, one: Figure) -> Count:
        """Take it from the record."""
        return cls(one.measure, one.low, one.best, one.high, one.text, one.participant)


_NEAR, _COUNTRY = 2, 6
"""UCDP's where_prec of what is near a place, and of a country: too wide to tell two events apart."""


def is_narrow(spot: Spot) -> bool:
    """Whether a place is smaller than a country."""
    return (spot.precision or 1) < _COUNTRY


def is_point(spot: Spot) -> bool:
    """Whether a place is a town or near one."""
    return (spot.precision or 1) <= _NEAR


@dataclass(frozen=True, slots=True)
class Telling:
    """All that one report says of one event; of a single claim at first.

    Attributes:
        id: Its first claim's.
        members: All its claims.
        trigger, stem: The word of the first claim that names the event, and its stem.
        words: The stems of its sentences.
        acts: What was done (`acts.yaml`).
        spots: Where; the first is the most precise of its own.
        spans: The days that it gives.
        window: When it can have happened, where it gives no day.
        day: Its report's day of publication.
        start, end: Its first sentence's, in the report.
        headline: Whether it stands in the headline.
        share: How much of what its report tells of this type it is.
        mass: How much its words tell: the sum of their squared rarities.
        scene: Where most of what its report tells happened; for the event's record alone.
        several: Whether it sums up several incidents.
    """

    id: str
    report_id: str
    members: tuple[str, ...]
    type: str
    mode: str | None
    status: str
    trigger: str
    stem: str
    words: frozenset[str]
    acts: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    figures: tuple[Count, ...]
    spots: tuple[Spot, ...]
    spans: tuple[DaySpan, ...]
    window: DaySpan | None
    day: int | None
    start: int
    end: int
    headline: bool
    share: float = 1.0
    mass: int = 0
    scene: Spot | None = None
    several: bool = False

    @property
    def days(self) -> Sequence[DaySpan]:
        """The days that it gives, or else when it can have happened."""
        return self.spans or ((self.window,) if self.window else ())

    @property
    def happened(self) -> bool:
        """Whether it is said to have happened, now or earlier."""
        return self.status in HAPPENED


def packed(telling: Telling) -> str:
    """Write it for the store; the same for equal tellings."""
    values = [
        telling.id, telling.report_id, telling.members, telling.type, telling.mode, telling.status, telling.trigger,
        telling.stem, sorted(telling.words), sorted(telling.acts), telling.actors, telling.recipients, telling.figures,
        telling.spots, telling.spans, telling.window, telling.day, telling.start, telling.end, telling.headline,
        telling.share, telling.mass, telling.scene, telling.several,
    ]  # fmt: skip
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Telling:
    """Read what `packed` wrote."""
    (
        one, report_id, members, kind, mode, status, trigger, stem, words, acts, actors, recipients, figures, spots,
        spans, window, day, start, end, headline, share, mass, scene, several,
    ) = json.loads(text)  # fmt: skip
    return Telling(
        id=one, report_id=report_id, members=tuple(members), type=kind, mode=mode, status=status, trigger=trigger,
        stem=stem, words=frozenset(words), acts=frozenset(acts), actors=tuple(Party(*each) for each in actors),
        recipients=tuple(Party(*each) for each in recipients), figures=tuple(Count(*each) for each in figures),
        spots=tuple(Spot(*each) for each in spots), spans=tuple((first, last) for first, last in spans),
        window=tuple(window) if window else None, day=day, start=start, end=end, headline=headline, share=share,
        mass=mass, scene=Spot(*scene) if scene else None, several=several,
    )  # fmt: skip


def day_number(text: str | None) -> int | None:
    """The day of an ISO date or date-time; None for what is neither."""
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None
