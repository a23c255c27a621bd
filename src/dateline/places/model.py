"""What the gazetteer gives and what is found in a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dateline.records.claim import Place


class Candidate(NamedTuple):
    """One place that a name may mean; a tuple, because tens of thousands are made in a second.

    `kind` is `place`, `admin1`, `admin2`, `country`, `region`, `sea` or `facility`. `country` is ISO 3166-1 alpha-3, or
    empty for what lies in several; `countries` then lists them. `precision` is UCDP's where_prec when nothing but the
    name is said. `exact` tells a place's own name from an alias. `latitude` and `longitude` are degrees, or None.
    """

    id: int
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str
    admin1: str
    admin2: str
    geonames_id: int | None
    population: int
    precision: int
    exact: bool
    source: str
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a report that may be a place's name, before it is known which place.

    `first` and `last` are word numbers (inclusive), `name` what is looked up, `division` the division word that stands
    with it ("province"), `belief` the odds-like score that it is a place at all.
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    division: str | None
    belief: float


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name found in a report and resolved.

    `start` and `end` are offsets into the report, `first` and `last` the numbers of its first and last word in
    `document.words`. `confidence` is 0–1, `why` a phrase for people. `core` is the
    span of the bare name within a longer phrase ("Mopti" of "10 km north of Mopti").
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    place: Place
    kind: str
    confidence: float
    why: str
    core: tuple[int, int] = (0, 0)
