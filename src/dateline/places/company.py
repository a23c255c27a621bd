"""What the names of a report speak of together: countries, divisions and spots, each as probable as it is so far."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.core.countries import countries_by_code
from dateline.places.areas import Container
from dateline.places.model import Candidate

_LEAST = 0.01  # odds below this are too little to count
_EARTH_KM = 6371.0
_SPOTTED = frozenset({"place", "admin2", "facility", "admin1"})
_WIDE = frozenset({"country", "region", "sea"})
MOST_NEAR = 2.0
_SPOKEN_OF, _SHARE_OF_MOST = 0.3, 0.1  # mass that makes a country one that the report speaks of


@dataclass(slots=True, eq=False)
class Sense:
    """All mentions of one name that stand in the same company; they mean the same place."""

    key: str
    division: str | None
    container: Container
    options: list[Candidate]
    weight: int = 0
    base: list[float] = field(default_factory=list)
    odds: list[float] = field(default_factory=list)
    divisions: dict[tuple[str, str], float] = field(default_factory=dict)
    cities: dict[str, int] = field(default_factory=dict)

    @property
    def voice(self) -> float:
        """How much it says of the report's countries: as often as it is named, less and less for each time."""
        return math.sqrt(self.weight)


@dataclass(slots=True)
class Company:
    """What all senses together speak of; mass by country, by division and by spot, and who lent it.

    `reach` tells for each division how many names it has a place for, each by how few other divisions have one.
    """

    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]
    spots: dict[tuple[int, int], dict[str, float]]
    reach: dict[tuple[str, str], float]
    names: float
    around: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)


@dataclass(slots=True)
class Others:
    """A company without what one sense itself lends to it."""

    company: Company
    sense: Sense
    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]
    most: float
    total: float
    borders: frozenset[str]

    def share(self, country: str) -> float:
        """A country's mass against that of the country spoken of most; 0 to 1."""
        return max(0.0, self.countries.get(country, 0.0)) / max(self.most, 1.0)

    def division(self, one: Candidate) -> float:
        """The mass of a place's first-order division, up to 1."""
        key = (one.country, one.admin1)
        if not one.admin1:
            return 0.0
        return min(1.0, max(0.0, self.company.divisions.get(key, 0.0) - self.divisions.get(key, 0.0)))

    def reach(self, one: Candidate) -> float:
        """The share of the other names that the place's first-order division has a place for."""
        key, own = (one.country, one.admin1), self.sense.divisions
        if not one.admin1 or self.company.names <= 1.0:
            return 0.0
        return (self.company.reach.get(key, 0.0) - own.get(key, 0.0)) / (self.company.names - 1.0)

    def near(self, one: Candidate) -> float:
        """How many of the other names may well lie within a degree or two."""
        spot = spot_of(one)
        if spot is None:
            return 0.0
        around = self.company.around.get(spot)
        if around is None:
            around = self.company.around[spot] = _around(spot, self.company.spots)
        return min(MOST_NEAR, sum(weight for other, weight in around.items() if other != self.sense.key))


def divisions_of(options: Iterable[Candidate]) -> dict[tuple[str, str], float]:
    """The first-order divisions that have a place of the name, each weighing the less the more they are."""
    found = {(one.country, one.admin1) for one in options if one.admin1 and one.kind not in _WIDE}
    weight = 1.0 / math.sqrt(len(found)) if found else 0.0
    return dict.fromkeys(found, weight)


def largest(options: Iterable[Candidate]) -> dict[str, int]:
    """How many people the largest town of the name has, by country."""
    found: dict[str, int] = {}
    for one in options:
        if one.exact and one.kind == "place":
            found[one.country] = max(found.get(one.country, 0), one.population)
    return found


def company_of(senses: Sequence[Sense], context: Mapping[str, float]) -> Company:
    """Add up what the senses, as probable as they are so far, and the context speak of."""
    by_country: defaultdict[str, float] = defaultdict(float, context)
    by_division: defaultdict[tuple[str, str], float] = defaultdict(float)
    spots: defaultdict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    reach: defaultdict[tuple[str, str], float] = defaultdict(float)
    for sense in senses:
        for division, weight in sense.divisions.items():
            reach[division] += weight
        for one, odds in zip(sense.options, sense.odds, strict=True):
            if odds < _LEAST:
                continue
            by_country[one.country] += odds * sense.voice
            if one.admin1:
                by_division[one.country, one.admin1] += odds
            if spot := spot_of(one):
                held = spots[spot]
                held[sense.key] = held.get(sense.key, 0.0) + odds
    by_country.pop("", 0.0)
    names = float(sum(bool(sense.divisions) for sense in senses))
    return Company(by_country, by_division, spots, reach, names)


def others(sense: Sense, company: Company) -> Others:
    """The company less the sense's own contribution: a name never lends weight to itself."""
    mine: defaultdict[str, float] = defaultdict(float)
    own: defaultdict[tuple[str, str], float] = defaultdict(float)
    for one, odds in zip(sense.options, sense.odds, strict=True):
        mine[one.country] += odds * sense.voice
        own[one.country, one.admin1] += odds
    left = {code: mass - mine.get(code, 0.0) for code, mass in company.countries.items()}
    most = max(left.values(), default=0.0)
    spoken_of = {code for code, mass in left.items() if mass > _SPOKEN_OF and mass > most * _SHARE_OF_MOST}
    by_code = countries_by_code()
    borders = frozenset(near for code in spoken_of if code in by_code for near in by_code[code].neighbours)
    return Others(company, sense, left, own, most, sum(max(0.0, mass) for mass in left.values()), borders)


def spot_of(one: Candidate) -> tuple[int, int] | None:
    """A cell of one degree; what lies in the same or a neighbouring cell is near."""
    if one.latitude is None or one.longitude is None or one.kind not in _SPOTTED:
        return None
    return int(one.latitude + 90), int(one.longitude + 180)


def _around(spot: tuple[int, int], spots: dict[tuple[int, int], dict[str, float]]) -> dict[str, float]:
    """The names that may lie in this cell or the eight about it, and how likely (as roots: many half-likely count)."""
    best: dict[str, float] = {}
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            for other, odds in spots.get((spot[0] + north, spot[1] + east), {}).items():
                best[other] = max(best.get(other, 0.0), odds)
    return {other: math.sqrt(odds) for other, odds in best.items()}


def distance_km(left: Candidate, right: Candidate) -> float | None:
    """Great-circle distance, or None where one has no coordinates."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    a, b = math.radians(left.latitude), math.radians(right.latitude)
    turn = math.radians(right.longitude - left.longitude)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))
