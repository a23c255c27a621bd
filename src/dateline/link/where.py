"""Comparing where two tellings say that it happened."""

from __future__ import annotations

import math

from dateline.link.evidence import Finding
from dateline.link.telling import Spot, Telling
from dateline.link.when import TOLD_APART
from dateline.records import Place

_EARTH_KM = 6371.0
_COUNTRY, _NEAR = 6, 2
_INHERITED, _MOST_FOR, _MOST_AGAINST = 0.5, 0.8, -2.0
SAME_COUNTRY, OTHER_COUNTRY, MOST_AGAINST_COUNTRY = 0.3, -9.0, -4.0
OTHER_PROVINCE, OTHER_DISTRICT, SAME_PROVINCE = -3.0, -1.5, 0.6
FAR = -7.5
PARTS = 0.5
OTHER = "different countries"
"""Log likelihood ratios, by trial on `examples/`; another country outweighs all else, unless it was misread."""


def same_place(left: Telling, right: Telling) -> Finding:
    """Compare where they happened; of several places that a telling names, the nearest count."""
    found = [_compared(here, there) for here in left.spots for there in right.spots]
    return max(found, default=Finding(0.0, "one of them has no place"))


def same_place_within(left: Telling, right: Telling) -> Finding:
    """Compare the places of two claims of one report: one that names two places tells them apart."""
    found = same_place(left, right)
    return Finding(TOLD_APART * found.weight, found.phrase) if found.weight < 0 else found


def _compared(here: Spot, there: Spot) -> Finding:
    """Compare two places. One that is only the one spoken of before counts for less."""
    weight, phrase = _place_weight(here, there)
    if here.own and there.own:
        return Finding(weight, phrase)
    most = MOST_AGAINST_COUNTRY if phrase == OTHER else _MOST_AGAINST
    return Finding(max(most, min(_MOST_FOR, weight * _INHERITED)), f"{phrase}, from what went before")


def _place_weight(here: Spot, there: Spot) -> tuple[float, str]:
    """By distance where both are points, else by the divisions that they lie in."""
    if here.country and there.country and here.country != there.country:
        return OTHER_COUNTRY, OTHER
    if here.geonames_id is not None and here.geonames_id == there.geonames_id:
        if _names_parts(here, there):
            return PARTS, "parts of one place, or what was taken for it"
        return _same_place_weight(here), "same place"
    distance = distance_km(here, there)
    if distance is not None and _precise(here) and _precise(there):
        return _distance_weight(distance), f"{distance:.0f} km apart"
    return _division_weight(here, there)


def _names_parts(here: Spot, there: Spot) -> bool:
    """Whether two reports have other words for one place, neither of them its name: "the north", "the old town"."""
    words = {here.text.casefold(), there.text.casefold()}
    return len(words) > 1 and (here.name or "").casefold() not in words


def _same_place_weight(place: Spot) -> float:
    return {1: 2.2, 2: 2.0, 3: 1.5, 4: 1.0}.get(place.precision or _COUNTRY, 0.3)


def _distance_weight(distance: float) -> float:
    for limit, weight in ((3, 2.2), (15, 1.0), (40, -0.7), (100, -2.0)):
        if distance <= limit:
            return weight
    return FAR


def _division_weight(here: Spot, there: Spot) -> tuple[float, str]:
    if (here.name or here.text).casefold() == (there.name or there.text).casefold():
        return _same_place_weight(here), "same name"
    if here.admin1 and there.admin1:
        if here.admin1 != there.admin1:
            return OTHER_PROVINCE, "different provinces"
        if here.admin2 and there.admin2 and here.admin2 != there.admin2:
            return OTHER_DISTRICT, "different districts"
        return SAME_PROVINCE, "same province"
    if _precise(here) and _precise(there):
        return OTHER_DISTRICT, "different places"
    if here.country and here.country == there.country:
        return SAME_COUNTRY, "same country"
    return 0.0, "one may lie in the other"


def distance_km(here: Spot | Place, there: Spot | Place) -> float | None:
    """Great-circle distance in km, or None without coordinates."""
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        return None
    north, south = math.radians(here.latitude), math.radians(there.latitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(there.longitude - here.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _precise(place: Spot) -> bool:
    return place.precision is not None and place.precision <= _NEAR


def place_shown(telling: Telling) -> str:
    """The first place of a telling, for people."""
    spot = next(iter(telling.spots), None)
    return "" if spot is None else ", ".join(part for part in (spot.name or spot.text, spot.country) if part)
