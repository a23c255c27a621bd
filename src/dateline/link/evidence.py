"""Comparing two claims: each comparison says what it compared, what it found, and how much that weighs.

Weights are natural logarithms of likelihood ratios, as in Fellegi and Sunter (1969): how many times likelier the
finding is for two tellings of one event than for tellings of two. They are set by hand from the bundled reports and
are to be learned from data (`docs/decisions/0006-linking-by-weighed-evidence.md`). What one of the two does not say
weighs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.link.mention import Mention
from dateline.records import Figure, Participant, Place

IMPOSSIBLE = -math.inf
"""The two cannot be one event, whatever else agrees."""

_EARTH_KM = 6371.0
_COUNTRY, _ADMIN1, _ADMIN2, _EXACT = 6, 4, 3, 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison: what was compared, both values as words, the weight, and a phrase for people."""

    name: str
    left: str
    right: str
    weight: float
    phrase: str


def same_day(left: Mention, right: Mention) -> Evidence:
    """Compare when the two happened, at the coarser precision of the two."""
    shown = (_days(left), _days(right))
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return Evidence("time", *shown, 0.0, "one of them is undated")
    gap = max((left.first - right.last).days, (right.first - left.last).days)
    if gap > 0:
        return Evidence("time", *shown, _gap_weight(gap, left, right), f"{gap} day{'s' if gap > 1 else ''} apart")
    if not (left.dated and right.dated):
        return Evidence("time", *shown, 0.3, "may be the same time")
    width = max((left.last - left.first).days, (right.last - right.first).days)
    if width == 0:
        return Evidence("time", *shown, 2.0, "same day")
    return Evidence("time", *shown, 1.0 if width <= 3 else 0.3, "the spans overlap")  # noqa: PLR2004  # date_prec 2


def _gap_weight(gap: int, left: Mention, right: Mention) -> float:
    # News tells yesterday's night and this morning as different days; two days are two events.
    if gap == 1:
        return -1.5 if left.dated and right.dated else -0.5
    return -4.0 if gap == 2 else IMPOSSIBLE  # noqa: PLR2004


def same_place(left: Mention, right: Mention) -> Evidence:
    """Compare where they happened: by distance where both are points, else by the divisions they lie in."""
    here, there = left.claim.place, right.claim.place
    if here is None or there is None:
        return Evidence("place", _where(here), _where(there), 0.0, "one of them has no place")
    shown = (_where(here), _where(there))
    if here.country and there.country and here.country != there.country:
        return Evidence("place", *shown, IMPOSSIBLE, "different countries")
    if here.geonames_id is not None and here.geonames_id == there.geonames_id:
        return Evidence("place", *shown, _same_place_weight(here), "same place")
    distance = distance_km(here, there)
    if distance is not None and _precise(here) and _precise(there):
        return Evidence("place", *shown, _distance_weight(distance), f"{distance:.0f} km apart")
    return _same_division(here, there)


def _same_place_weight(place: Place) -> float:
    return {1: 2.5, 2: 2.2, 3: 1.5, 4: 1.0}.get(place.precision or 6, 0.4)


def _distance_weight(distance: float) -> float:
    for limit, weight in ((3, 2.5), (15, 1.2), (40, -0.5), (100, -2.0)):
        if distance <= limit:
            return weight
    return -5.0


def _same_division(here: Place, there: Place) -> Evidence:
    shown = (_where(here), _where(there))
    if here.admin1 and there.admin1:
        if here.admin1 != there.admin1:
            return Evidence("place", *shown, -3.0, "different provinces")
        if here.admin2 and there.admin2 and here.admin2 != there.admin2:
            return Evidence("place", *shown, -1.5, "different districts")
        return Evidence("place", *shown, 0.8, "same province")
    if (here.name or here.text).casefold() == (there.name or there.text).casefold():
        return Evidence("place", *shown, _same_place_weight(here), "same name")
    return Evidence("place", *shown, 0.2, "one may lie in the other")


def distance_km(here: Place, there: Place) -> float | None:
    """Great-circle distance in km, or None without coordinates."""
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        return None
    north, south = math.radians(here.latitude), math.radians(there.latitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(there.longitude - here.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _precise(place: Place) -> bool:
    return place.precision is not None and place.precision <= _EXACT


RELATED_MODES = frozenset(
    frozenset(pair)
    for pair in (
        ("aerial", "drone"), ("aerial", "explosives"), ("aerial", "destroy"), ("aerial", "heavy-weapons"),
        ("suicide-attack", "explosives"), ("heavy-weapons", "explosives"), ("heavy-weapons", "firearms"),
        ("targeted", "firearms"), ("targeted", "explosives"), ("destroy", "explosives"), ("destroy", "heavy-weapons"),
        ("demo", "riot"), ("troops", "weapons"), ("seize", "restrict"), ("withdraw", "ceasefire"),
    )
)  # fmt: skip
"""Modes that two reporters may choose for one event."""


def same_kind(left: Mention, right: Mention) -> Evidence:
    """Compare type and mode."""
    here, there = left.claim, right.claim
    shown = (f"{here.type}/{here.mode or '-'}", f"{there.type}/{there.mode or '-'}")
    if here.type != there.type:
        return Evidence("kind", *shown, IMPOSSIBLE, "different types")
    if here.mode is None or there.mode is None:
        return Evidence("kind", *shown, 0.0, "same type")
    if here.mode == there.mode:
        return Evidence("kind", *shown, 0.8, "same type and mode")
    related = frozenset((here.mode, there.mode)) in RELATED_MODES
    return Evidence("kind", *shown, -0.4 if related else -2.0, "related modes" if related else "different modes")


def same_status(left: Mention, right: Mention) -> Evidence:
    """Compare status: what happened is never one with what is planned, feared or denied."""
    here, there = left.claim.status, right.claim.status
    if here == there:
        return Evidence("status", here, there, 0.0, "same status")
    if {here, there} == {"asserted", "historical"}:
        return Evidence("status", here, there, -1.0, "news and background")
    return Evidence("status", here, there, IMPOSSIBLE, "different status")


def same_parties(left: Mention, right: Mention) -> Evidence:
    """Compare who did it to whom. In two-sided fighting reports swap the sides, so a swap costs little."""
    here, there = left.claim, right.claim
    shown = (_who(here.actors, here.recipients), _who(there.actors, there.recipients))
    straight = _party_weight(here.actors, there.actors) + _party_weight(here.recipients, there.recipients)
    both = _party_weight(here.actors + here.recipients, there.actors + there.recipients)
    weight = max(straight, both - 0.5) if here.type == "assault" else straight
    phrase = "same parties" if weight > 0.5 else "different parties" if weight < -0.5 else "parties may agree"  # noqa: PLR2004
    return Evidence("parties", *shown, weight, phrase)


def _party_weight(here: Sequence[Participant], there: Sequence[Participant]) -> float:
    if not here or not there:
        return 0.0
    best = [max(_likeness(one, other) for other in there) for one in here]
    best += [max(_likeness(one, other) for other in here) for one in there]
    return max(best) if max(best) > 0 else sum(best) / len(best)


def _likeness(one: Participant, other: Participant) -> float:
    if one.id is not None and one.id == other.id:
        return 1.4
    if _name(one) == _name(other):
        return 1.0
    if one.country and other.country and one.country != other.country:
        return -1.5
    if one.sector and other.sector and one.sector != other.sector:
        return -1.0
    if one.sector and one.sector == other.sector:
        return 0.8 if one.country and one.country == other.country else 0.4
    if one.head and other.head and one.head.casefold() == other.head.casefold():
        return 0.6
    return 0.0 if None in {one.sector, other.sector} else -0.3


def same_figures(left: Mention, right: Mention) -> Evidence:
    """Compare the counts of one measure. Sources of one event disagree often, so disagreement weighs little."""
    pairs = [
        (mine, other) for mine in left.claim.figures for other in right.claim.figures if mine.measure == other.measure
    ]
    if not pairs:
        return Evidence("figures", "", "", 0.0, "no count of the same thing")
    mine, other = max(pairs, key=lambda pair: (_figure_weight(*pair), pair[0].start, pair[1].start))
    weight = _figure_weight(mine, other)
    return Evidence("figures", mine.text, other.text, weight, "same count" if weight > 0 else "different counts")


def _figure_weight(mine: Figure, other: Figure) -> float:
    if mine.best is not None and mine.best == other.best:
        # The more there are, the less likely that two events have the same number.
        return 0.6 + 0.5 * math.log1p(mine.best)
    if (mine.low, mine.high) == (other.low, other.high):
        return 1.0
    if _reaches(mine, other) and _reaches(other, mine):
        return 0.3
    return -0.6


def _reaches(mine: Figure, other: Figure) -> bool:
    return mine.low is None or other.high is None or mine.low <= other.high


def _days(mention: Mention) -> str:
    def show(day: date | None) -> str:
        return day.isoformat() if day else "?"

    return show(mention.first) if mention.first == mention.last else f"{show(mention.first)}..{show(mention.last)}"


def _where(place: Place | None) -> str:
    return "" if place is None else ", ".join(part for part in (place.name or place.text, place.country) if part)


def _name(one: Participant) -> str:
    return (one.name or one.text).casefold()


def _who(actors: Sequence[Participant], recipients: Sequence[Participant]) -> str:
    def show(parties: Sequence[Participant]) -> str:
        return ", ".join(one.name or one.text for one in parties) or "?"

    return f"{show(actors)} -> {show(recipients)}"
