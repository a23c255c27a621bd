"""Event: one thing that happened, put together from claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import Field

from dateline.records.base import Record
from dateline.records.claim import Confidence, Place, Status

Stance = Literal["supports", "updates", "disputes"]


class Side(Record):
    """A party to the event."""

    name: str | None = None
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    role: Literal["actor", "recipient"]


class Basis(Record):
    """The claims that gave a figure, and the rule behind `best`."""

    rule: str
    claims: tuple[str, ...]


class EventFigure(Record):
    """A count over all claims: lowest, chosen and highest, with the reason for the choice."""

    measure: str
    side: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    basis: Basis


class Toll(Record):
    """A count over all sides of an event."""

    low: int | None
    best: int | None
    high: int | None


class StancedClaim(Record):
    """A claim and how it stands to the event's record."""

    claim_id: str
    stance: Stance


class Acled(Record):
    """ACLED's event type and sub-type."""

    event_type: str
    sub_event_type: str


class Ucdp(Record):
    """UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided."""

    type_of_violence: Annotated[int, Field(ge=1, le=3)]


class Event(Record):
    """One thing that happened. Its id is stable while it keeps at least one of its claims."""

    id: str
    type: str
    mode: str | None = None
    status: Status
    first: str | None = None
    last: str | None = None
    date_precision: Annotated[int, Field(ge=1, le=5)] | None = None
    place: Place | None = None
    sides: tuple[Side, ...] = ()
    figures: tuple[EventFigure, ...] = ()
    claims: tuple[StancedClaim, ...]
    reports: int
    publishers: int
    independent_sources: int
    acled: Acled | None = None
    ucdp: Ucdp | None = None
    confidence: Confidence

    def toll(self, measure: str) -> Toll | None:
        """Count the people of all sides, as `toll_of` does."""
        return toll_of(self.figures, measure)


def toll_of(figures: Iterable[EventFigure], measure: str) -> Toll | None:
    """Count the people of all sides: how many were killed, wounded, … in all. None if no source gives a number.

    The figure without a side counts people whoever they are ("five people died"), and may hold those that are
    also counted by side: the toll is that figure or the sum of the sides, whichever is more, and never both.
    """
    given = [one for one in figures if one.measure == measure]
    of_sides = [one for one in given if one.side is not None]
    of_all = next((one for one in given if one.side is None), None)
    if not of_sides:
        return None if of_all is None else Toll(low=of_all.low, best=of_all.best, high=of_all.high)
    summed = Toll(
        low=_sum(one.low if one.low is not None else one.best for one in of_sides),
        best=_whole_sum([one.best for one in of_sides]),
        high=_whole_sum([one.high for one in of_sides]),
    )
    if of_all is None or (of_all.best or of_all.low or 0) < (summed.best or summed.low or 0):
        return summed
    return Toll(low=of_all.low, best=of_all.best, high=of_all.high)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _whole_sum(values: Sequence[int | None]) -> int | None:
    """The sum: open if one of them is."""
    return None if None in values else _sum(values)
