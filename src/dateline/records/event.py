"""Event: one thing that happened, put together from claims."""

from __future__ import annotations

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
