"""Claim: one event as told in one report."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dateline.records.base import Quote, Record, Span

Status = Literal["asserted", "future", "hypothetical", "negated", "historical"]
SourceKind = Literal[
    "named",
    "official",
    "military",
    "police",
    "rebel",
    "witness",
    "medical",
    "media",
    "ngo",
    "anonymous",
    "document",
]
Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Participant(Quote):
    """Who did it, or to whom. `text` is the whole noun phrase as it stands in the report.

    `name` is the resolved name, `id` its entry in the actor registry, `country` ISO 3166-1 alpha-3,
    `sector` a PLOVER sector code, `head` the head word of the phrase. What is not known is null.
    """

    name: str | None = None
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    head: str | None = None


class Place(Quote):
    """Where it happened. `precision` is UCDP's where_prec, 1 (exact) to 7 (international waters).

    All but the words is null where they tell of a place that no gazetteer has: "at *the market*".
    """

    name: str | None = None
    admin2: str | None = None
    admin1: str | None = None
    country: str | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    geonames_id: int | None = None
    precision: Annotated[int, Field(ge=1, le=7)] | None = None

    @property
    def is_known(self) -> bool:
        """Whether more is known of it than the report's words."""
        return self.name is not None or self.country is not None


class TimeSpan(Quote):
    """When it happened. `first` and `last` are inclusive ISO dates; `precision` is UCDP's date_prec, 1 to 5."""

    first: str | None = None
    last: str | None = None
    precision: Annotated[int, Field(ge=1, le=5)] | None = None


class Figure(Quote):
    """A count that the report gives. "More than 100" is low 101, best and high null."""

    measure: str
    low: Annotated[int, Field(ge=0)] | None = None
    best: Annotated[int, Field(ge=0)] | None = None
    high: Annotated[int, Field(ge=0)] | None = None
    participant: str | None = None


class Source(Quote):
    """Who says so, and the cue ("said", "according to") that tells it.

    `name` is who a pronoun or a description stands for, where the report tells.
    """

    kind: SourceKind
    cue: str | None = None
    name: str | None = None


class Claim(Record):
    """One event as told in one report.

    `type` is a PLOVER type in lower case, `mode` and `contexts` PLOVER's; `status` keeps apart what is said
    to have happened from what is planned, feared, denied or past. `sources` is empty when the reporter
    vouches for it. `confidence` is calibrated: of the claims at 0.8, 80 % are right.
    """

    id: str
    report_id: str
    sentence: Span
    trigger: Quote
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: Status
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Place | None = None
    time: TimeSpan | None = None
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    confidence: Confidence
    coder: str
