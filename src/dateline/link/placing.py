"""Where an event was: the place that most of its reports support, told as exactly as one of them does.

Each family of reports has one vote, shared among the places that it names in the event; where it names none, the place
that it spoke of before counts for a part of one. Who says "in the province" speaks for each town of it too. So a
town that one clause took from elsewhere does not stand against what all others say, and of places that agree the most
precise is taken. What a report spoke of before, or is mostly about, decides between places and makes a wide one
narrower; it places nothing that no claim of the event places. Words for a place that no gazetteer has ("the market")
are of the place spoken of before, and stand alone where there is none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from dateline.link.mention import Mention
from dateline.records import Place

SPOKEN_OF = 0.5
"""Vote of a family for the place that it spoke of before: it goes on holding, mostly."""
SCENE, MAINLY = 0.5, 0.5
"""Vote of a family for the town where most of what it tells happened, and how much of that the event must be."""
_DISTRICT, _PROVINCE, _COUNTRY = 3, 4, 6
"""UCDP's where_prec of second- and first-order divisions, and of a country."""
_UNKNOWN_PRECISION = 9  # sorts after UCDP's 1 to 7
_FINE = 1_000_000  # votes are compared as whole numbers of so many parts: a sum must not depend on the last bit


def best_place(mentions: Sequence[Mention]) -> Place | None:
    """The place that is best supported, and of those that agree the most precise.

    Args:
        mentions: The event's claims, in the order that names events.
    """
    votes, places = _votes(mentions)
    places = _located(places)
    support = {key: _support(places[key], votes, places) for key in places}
    return min(
        places.values(),
        key=lambda place: (
            -support[_key(place)],
            place.precision or _UNKNOWN_PRECISION,
            place.latitude is None,
            place.name or "",
            place.geonames_id or 0,
            place.text,
        ),
        default=_in_words(mentions),
    )


def _in_words(mentions: Sequence[Mention]) -> Place | None:
    """The words that most of the claims have for a place that is not known."""
    said = [one.claim.place for one in mentions if one.claim.place is not None and not one.claim.place.is_known]
    counted = Counter(place.text.casefold() for place in said)
    return min(said, key=lambda place: (-counted[place.text.casefold()], place.text, place.start), default=None)


def _located(places: dict[Hashable, Place]) -> dict[Hashable, Place]:
    """Without the names that no source has, where a town or district is given that one has."""
    known = {key: place for key, place in places.items() if place.latitude is not None}
    if any((place.precision or _UNKNOWN_PRECISION) <= _DISTRICT for place in known.values()):
        return known
    return places


def _votes(mentions: Sequence[Mention]) -> tuple[Mapping[Hashable, float], dict[Hashable, Place]]:
    """Votes for each place, and the place as it is told most precisely."""
    ballots: dict[str, tuple[Counter[Hashable], ...]] = defaultdict(lambda: (Counter(), Counter(), Counter()))
    shares: dict[str, float] = defaultdict(float)
    places: dict[Hashable, Place] = {}
    for one in mentions:
        shares[one.family] = max(shares[one.family], one.share)
        for place, counted in zip((one.claim.place, one.ground, one.scene), ballots[one.family], strict=True):
            if place is not None and place.is_known:
                counted[_key(place)] += 1
                places[_key(place)] = min(places.get(_key(place), place), place, key=_exactness)
    votes: dict[Hashable, float] = defaultdict(float)
    for family in sorted(ballots):
        own, before, scene = ballots[family]
        told_there = SCENE * (shares[family] >= MAINLY)
        for counted, weight in ((own or before, 1.0 if own else SPOKEN_OF), (scene, told_there)):
            for key, number in counted.items():
                votes[key] += weight * number / counted.total()
    return votes, {key: places[key] for key in places if votes[key] > 0 and _is_told(places[key], mentions)}


def _is_told(place: Place, mentions: Sequence[Mention]) -> bool:
    """Whether a claim of the event gives the place, or a district or province of it: no other place is guessed.

    Where a claim has but words for its place ("the market"), these are of the place that its report spoke of before.
    """
    given = [one.claim.place for one in mentions if one.claim.place is not None and one.claim.place.is_known]
    given += [one.ground for one in mentions if one.claim.place is not None and not given and one.ground is not None]
    within = (other for other in given if (other.precision or 1) <= _PROVINCE)
    return _key(place) in map(_key, given) or any(_holds(other, place) for other in within)


def _exactness(place: Place) -> tuple[int, str, int]:
    return place.precision or _UNKNOWN_PRECISION, place.text, place.start


def _key(place: Place) -> Hashable:
    return place.geonames_id or (place.name or place.text, place.country)


def _support(place: Place, votes: Mapping[Hashable, float], places: Mapping[Hashable, Place]) -> int:
    """Votes for a place and for those that it lies in."""
    return round(_FINE * sum(votes[key] for key, other in places.items() if key == _key(place) or _holds(other, place)))


def _holds(large: Place, small: Place) -> bool:
    wide, narrow = large.precision or 1, small.precision or 1
    if wide <= narrow or wide < _DISTRICT or not large.country or large.country != small.country:
        return False
    if wide >= _COUNTRY:
        return True
    if large.admin1 != small.admin1 or large.admin1 is None:
        return False
    return wide >= _PROVINCE or small.admin2 in {None, large.admin2, large.name}
