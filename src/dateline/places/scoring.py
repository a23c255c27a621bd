"""How much speaks for each place that a name may mean: named features, and weights fitted on reports coded by people.

`weights.tsv` is made by `scripts/fit_places.py`, which says on what. A score is the sum of features times weights; the
option that the name means none of the known places has features of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from dateline.core.countries import countries
from dateline.places.areas import inside
from dateline.places.company import Others, Sense
from dateline.places.model import Candidate
from dateline.places.words import words

Features = list[tuple[str, float]]

CURATED = frozenset({"known_places", "conflict_places", "regions"})
BY_SOUND, BY_PART = "sound", "part"  # what was found by how the name sounds, or by a part of it
_WIDE = frozenset({"country", "region", "sea"})
_FAR_MORE, _FAR_MORE_THAN_A_TOWN = 50, 500  # times; the second for "Moscow" and "Toronto", cities themselves
_SEAT, _KNOWN_BY_ALIAS, _LARGE = 5_000, 50_000, 100_000  # people
_WELL_KNOWN_THERE = 1.7  # weight of the other names about: about two of them
_HARDLY = 0.1  # of the mass of the country spoken of most


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The fitted weights by feature."""
    table = (files("dateline.places") / "weights.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {name: float(weight) for name, weight, *_ in rows}


def total(features: Features) -> float:
    """The sum of features times weights."""
    held = weights()
    return sum(held[name] * value for name, value in features)


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return {country.iso3: country.capital or "" for country in countries()}


def seats(options: Iterable[Candidate]) -> set[tuple[str, str]]:
    """Divisions that hold a town of the name, which is what the bare name means there."""
    return {
        (one.country, one.admin1) for one in options if one.kind == "place" and one.exact and one.population >= _SEAT
    }


def namesake(options: Iterable[Candidate]) -> float:
    """How many people a town may have and still be put behind the largest country, state or city of its name."""
    own = [one for one in options if one.exact]
    areas = max((one.population for one in own if one.kind in {"country", "admin1"}), default=0)
    cities = max((one.population for one in own if one.kind == "place"), default=0)
    return max(areas / _FAR_MORE, cities / _FAR_MORE_THAN_A_TOWN)


def base_features(one: Candidate, sense: Sense, seated: set[tuple[str, str]], overshadowed: float) -> Features:
    """What is known of a place without the report, apart from the words beside its name."""
    found: Features = [("population", math.log10(one.population + 1)), (f"is {one.kind}", 1.0)]
    if one.exact:
        found.append(("own name", 1.0))
    elif one.population >= _LARGE:
        found.append(("alias of a large place", 1.0))
    if one.source in CURATED:
        found.append(("curated", 1.0))
    if one.kind == "place":
        if one.population < overshadowed:
            found.append(("overshadowed", 1.0))
        if one.population >= _LARGE and one.name in _capitals().get(one.country, ""):
            found.append(("capital", 1.0))
    if sense.container and (share := inside(one, sense.container)):
        found.append(("inside the area beside it", share))
    return found + _by_division(one, sense, seated)


def _by_division(one: Candidate, sense: Sense, seated: set[tuple[str, str]]) -> Features:
    """What the division word beside the name says; without one a bare name is the town's."""
    if sense.division is None:
        has_seat = one.kind in {"admin1", "admin2"} and (one.country, one.admin1) in seated
        return [("division with a seat", 1.0)] if has_seat else []
    said = words().divisions[sense.division]
    if said == one.kind or (said == "admin1" and one.kind == "admin2"):
        return [("said kind", 1.0)]
    other = one.kind == "place" if said == "admin1" else one.kind in {"place", "country"} if said == "admin2" else False
    return [("not the said kind", 1.0)] if other or (said == "place" and one.kind == "country") else []


def context_features(one: Candidate, sense: Sense, company: Others) -> Features:
    """What the rest of the report says of a place."""
    share = company.share(one.country)
    found: Features = [("country spoken of", math.sqrt(share))]
    if one.country in company.borders:
        found.append(("bordering country", 1.0))
    if one.kind not in _WIDE:
        if mass := company.division(one):
            found.append(("division", mass))
        if near := company.near(one):
            found.append(("near", near))
        if reach := company.reach(one):
            found.append(("reach", reach))
        if share < _HARDLY and one.country and company.total > 1.0:
            found.append(("country not spoken of", 1.0))
    if not thinkable(one, sense, share) or (is_dwarfed(one, sense) and company.near(one) < _WELL_KNOWN_THERE):
        found.append(("unthinkable", 1.0))
    return found


def thinkable(one: Candidate, sense: Sense, share: float) -> bool:
    """A sound, a part of a name or a small place's alias is too little where the report is silent on the country."""
    if one.exact or one.kind in {"country", "admin1"} or one.source in CURATED:
        return True
    spoken_of = share > _HARDLY or bool(sense.container and inside(one, sense.container))
    return spoken_of or (one.source not in {BY_SOUND, BY_PART} and one.population >= _KNOWN_BY_ALIAS)


def is_dwarfed(one: Candidate, sense: Sense) -> bool:
    """Whether a town has the name of a city of its country with so many more people that it needs its neighbours.

    On the train part of LGL the city was meant by 8 of 9 names with less than two neighbours of the town beside them,
    and by one of 10 with more.
    """
    largest = sense.cities.get(one.country, 0)
    small = one.kind == "place" and largest >= _LARGE and one.population * _FAR_MORE <= largest
    return small and not sense.container


def none_features(sense: Sense, company: Others) -> Features:
    """What speaks for the name being that of a place which no source has."""
    found: Features = [("none", 1.0), ("none, by names about", math.log1p(company.company.names))]
    largest = max((one.population for one in sense.options if one.source != BY_SOUND), default=0)
    found.append(("none, by the people of the largest", math.log10(largest + 1)))
    if sense.container:
        found.append(("none, though in an area", 1.0))
    if not any(one.exact for one in sense.options):
        found.append(("none, as no own name", 1.0))
    if company.most > 1.0:
        found.append(("none, by the main country", max(0.0, company.most) / company.total))
    return found
