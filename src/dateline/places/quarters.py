"""Names of parts of a town: "the Hillside section" of a city that the report is about, not a town far away.

What a report calls a neighbourhood is coded as UCDP codes it: at the town that it is a part of. A small town that
bears the name, and of whose surroundings the report says nothing, is not meant where the report is about another
division of its country: of 13 such names on the train parts of LGL and GeoVirus one was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dateline.places.areas import lies_within
from dateline.places.company import Others, Sense, distance_km
from dateline.places.model import Candidate, Mention
from dateline.places.names import key_of
from dateline.places.words import words

PART = "part"
"""Source of a candidate that is a part of the town whose name it bears."""
_SMALL = 100_000
"""People: what is larger is known by its bare name."""
_A_TOWN = 20_000
"""People: what is smaller has no parts that a report would name."""
_UNSUPPORTED, _NOBODY_NEAR = 0.05, 0.3
"""Mass of a division, and weight of names about, below which the report says nothing of a place's surroundings."""
_ELSEWHERE = 1.0
"""Names that tell of another division of the same country."""
_DOMINANT = 0.7
"""Share that one division has of what a report tells of a country, where it is of that division."""
_MANY = 3
"""Divisions of a country that have a place of the name: then a bare name tells little."""
_WITHIN_KM = 60.0
"""Farther than this from the town's middle nothing is a part of it."""
_DATELINE, _OFTEN = 2, 2
"""What standing in the dateline counts for, and how often a large home town is named."""


@dataclass(frozen=True, slots=True)
class Towns:
    """The towns that a report's parts of towns lie in, by the key of their names.

    `home` is the town that the report is about, `city` the same if it is large and named often enough.
    """

    by_key: Mapping[str, Candidate]
    home: Candidate | None
    city: Candidate | None

    def of(self, mention: Mention) -> Candidate | None:
        """The town of a name that the report somewhere says is a part of one."""
        return self.by_key.get(key_of(mention.name))


def towns_of_parts(mentions: Sequence[Mention], chosen: Sequence[Candidate | None], text: str, dateline: int) -> Towns:
    """Find the towns.

    Args:
        mentions: The names.
        chosen: What each of them means.
        text: The report.
        dateline: How many of them, from the first, stand in the dateline.
    """
    parts = {key_of(one.name) for one in mentions if one.division in words().quarters}
    home, often = _home(mentions, chosen, parts, dateline)
    by_key: dict[str, Candidate] = {}
    for number, mention in enumerate(mentions):
        if mention.division in words().quarters and (town := _town_of(number, mentions, chosen, text, home)):
            by_key.setdefault(key_of(mention.name), town)
    large = home is not None and home.population >= _SMALL and often >= _OFTEN
    return Towns(by_key, home, home if large else None)


def _home(
    mentions: Sequence[Mention], chosen: Sequence[Candidate | None], parts: AbstractSet[str], dateline: int
) -> tuple[Candidate | None, int]:
    """The town that at least half of the mentions of towns are of, and how many they are."""
    counted: Counter[Candidate] = Counter()
    for number, (mention, one) in enumerate(zip(mentions, chosen, strict=True)):
        if one is not None and one.kind == "place" and one.population >= _A_TOWN and key_of(mention.name) not in parts:
            counted[one] += _DATELINE if number < dateline else 1
    if not counted:
        return None, 0
    home, number = max(counted.items(), key=lambda entry: (entry[1], entry[0].population, entry[0].id))
    return (home, number) if 2 * number >= counted.total() else (None, 0)


def _town_of(
    number: int, mentions: Sequence[Mention], chosen: Sequence[Candidate | None], text: str, home: Candidate | None
) -> Candidate | None:
    """The town that a part of one lies in: that named after it ("the X quarter of Y"), else the home town."""
    following = chosen[number + 1] if number + 1 < len(mentions) else None
    if following is not None and lies_within(text[mentions[number].end : mentions[number + 1].start]):
        return following if following.kind == "place" and following.population >= _A_TOWN else None
    return home


def is_stray(one: Candidate, sense: Sense, rest: Others, towns: Towns) -> bool:
    """Whether a small town far from all else that the report names is not meant.

    It is not where what the report tells of its country is nearly all of another division or of a city there, or where
    it calls it a part of a town. What is known by one rare alias alone is left as it is.
    """
    if (
        one.kind != "place"
        or one.population >= _SMALL
        or sense.container
        or (not one.exact and len(sense.options) == 1)
    ):
        return False
    if rest.division(one) >= _UNSUPPORTED or rest.near(one) >= _NOBODY_NEAR:
        return False
    if sense.division in words().quarters:
        return True
    own = (one.country, one.admin1)
    told = [mass for key, mass in rest.company.divisions.items() if key[0] == one.country and key != own]
    homonyms = {other.admin1 for other in sense.options if other.exact and other.country == one.country}
    if max(told, default=0.0) < _DOMINANT * sum(told) and len(homonyms) < _MANY:
        return False  # the report is about all of the country, and its names are rarely another's
    in_city = towns.city is not None and towns.city.country == one.country and is_far(one, towns.city)
    return in_city or max(told, default=0.0) >= _ELSEWHERE


def as_part(town: Candidate) -> Candidate:
    """A part of a town: it lies at the town."""
    return town._replace(exact=False, source=PART, precision=1)


def is_far(one: Candidate, town: Candidate) -> bool:
    """Whether a place cannot be a part of a town."""
    apart = distance_km(one, town)
    return one.country != town.country or (apart is not None and apart > _WITHIN_KM)
