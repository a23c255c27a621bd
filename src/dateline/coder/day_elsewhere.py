"""The day of an event that another sentence of its report tells: "A bomb went off *on Monday*. Four people died."."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.coder.elsewhere import Signs, Surroundings, likeliest, status_signs, told, weights
from dateline.coder.explanation import Explanation
from dateline.coder.reading import Reading
from dateline.coder.times import TimeMention
from dateline.records import Claim

SURE = 0.6
"""Chance from which a day is taken: `training/fit_elsewhere.py` prints what other limits take and get right."""
FRESH, LONG_AGO = 3, 60
"""Days before the publication, up to which an event is news, and from which it is background."""
_WIDE = 4
"""UCDP's where_prec of a province."""
_EXACT = 2
"""UCDP's date_prec of a day, or of two to six days."""

Day = tuple[str, str]


def with_days(explained: Sequence[Explanation], reading: Reading, material: frozenset[str]) -> list[Explanation]:
    """Give events without a day the one that the rest of the report gives them.

    Args:
        explained: The claims of a report, in text order.
        reading: The report.
        material: The types of events that are deeds.
    """
    days = DaysElsewhere([one.claim for one in explained], reading, material)
    return [_with(one, days) for one in explained]


def _with(one: Explanation, days: DaysElsewhere) -> Explanation:
    found = days.of(one.claim)
    if found is None:
        return one
    mention, chance, why = found
    note = ("time", mention.span.text, f"told in another sentence, chance {chance:.2f}: {why}")
    return replace(one, claim=one.claim.model_copy(update={"time": mention.span}), notes=(*one.notes, note))


class DaysElsewhere:
    """The days that a report names, as candidates for those of its claims that have none.

    Args:
        claims: The claims, in text order.
        reading: The report.
        material: The types of events that are deeds.
    """

    def __init__(self, claims: Sequence[Claim], reading: Reading, material: frozenset[str]) -> None:
        self._around = Surroundings(claims, reading, material)
        self._published = reading.published
        self._mentions = [one for one in reading.times if one.relation == "on" and one.span.first and one.span.last]
        self._dated: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.time is not None:
                self._dated[claim.time.start].append(claim)

    def of(self, claim: Claim) -> tuple[TimeMention, float, str] | None:
        """The day of a claim that has none of its own, how likely it is the one, and by which signs."""
        if not self.is_open(claim):
            return None
        found = list(self.candidates(claim))
        taken = likeliest(found, day_of, weights()["day"])
        if taken is None or taken[1] < SURE:
            return None
        mention, signs = found[taken[0]]
        return mention, taken[1], told(signs, weights()["day"])

    def is_open(self, claim: Claim) -> bool:
        """Whether a claim is to be given a day: headlines tell what the text says again, with its day."""
        return claim.time is None and not self._around.is_headline(claim.trigger.start)

    def candidates(self, claim: Claim) -> Iterator[tuple[TimeMention, Signs]]:
        """The days that a claim might have, each with its signs."""
        around = self._around
        dated = [day for one in around.before(claim) if (day := _day(one))]
        alike = [day for one in around.before(claim) if one.type == claim.type and (day := _day(one))]
        for mention in self._mentions:
            if around.sentence(mention.span.start) == around.sentence(claim.trigger.start):
                continue  # syntax would have given it
            with_it = self._dated.get(mention.span.start, [])
            words = not around.is_deed(claim)
            signs = {
                **around.standing(claim, mention.span.start),
                **around.company(claim, with_it),
                **_places(claim, with_it),
                **self._age(mention),
                **status_signs(claim),
                "words": words,
                "words of a deed": words and bool(with_it) and all(around.is_deed(one) for one in with_it),
                "day of the last dated": dated[-1:] == [day_of(mention)],
                "day of the last like it": alike[-1:] == [day_of(mention)],
            }
            yield mention, {name: float(value) for name, value in signs.items()}

    def _age(self, mention: TimeMention) -> dict[str, bool]:
        """How long ago the day is."""
        last = dt.date.fromisoformat(mention.span.last or "")
        ago = (self._published - last).days if self._published else None
        return {
            "wide": (mention.span.precision or _EXACT + 1) > _EXACT,
            "fresh": ago is not None and 0 <= ago <= FRESH,
            "long ago": ago is not None and ago > LONG_AGO,
            "ahead": ago is not None and ago < 0,
        }


def day_of(mention: TimeMention) -> Day:
    """The first and last day that a mention names."""
    return mention.span.first or "", mention.span.last or ""


def _day(claim: Claim) -> Day | None:
    time = claim.time
    return (time.first, time.last) if time and time.first and time.last else None


def _places(claim: Claim, others: Sequence[Claim]) -> dict[str, bool]:
    own, places = _spot(claim), {spot for one in others if (spot := _spot(one))}
    return {
        "shares its place": own is not None and own in places,
        "elsewhere": own is not None and bool(places) and own not in places,
    }


def _spot(claim: Claim) -> tuple[int | None, str | None] | None:
    """The place of a claim, unless it is a whole province or wider, in which another place may lie."""
    place = claim.place
    return (place.geonames_id, place.name) if place and (place.precision or _WIDE) < _WIDE else None
