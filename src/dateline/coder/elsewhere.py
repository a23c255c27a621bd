"""The day of an event that another sentence of its report tells: "A bomb went off *on Monday*. Four people died."

A sentence that dates its event itself is left alone. For the others each day that the report names is weighed by signs:
how far off it stands, and what the events told with it have in common with this one. The day is taken where the signs
leave little doubt; else the report does not say.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.coder.explanation import Explanation
from dateline.coder.reading import Reading
from dateline.coder.times import TimeMention
from dateline.records import Claim

SURE = 0.6
"""Chance from which a day is taken. In five parts of the marked reports, each read with the weights of the others, .5,
.6 and .7 take 411, 312 and 212 days, of which .69, .76 and .80 are those that their writers gave."""
FRESH, LONG_AGO = 3, 60
"""Days before the publication, up to which an event is news, and from which it is background."""
_NEAR = 3
"""Sentences back."""
_WIDE = 4
"""UCDP's where_prec of a province."""
_EXACT = 2
"""UCDP's date_prec of a day, or of two to six days."""

WEIGHTS: Mapping[str, float] = {
    "base": -2.04,
    "sentence before": 0.76,
    "few sentences before": -0.08,
    "long before": -1.15,
    "sentence after": 0.05,
    "long after": -2.00,
    "same paragraph": 0.06,
    "first sentence": 1.60,
    "of no event": -0.21,
    "of its type": 0.88,
    "of its status": -0.20,
    "shares a party": 0.65,
    "shares its place": 0.23,
    "elsewhere": -0.18,
    "words": -1.36,
    "words of a deed": -0.39,
    "deed of words": -0.71,
    "wide": -1.60,
    "fresh": 0.59,
    "long ago": 0.77,
    "ahead": -0.48,
    "unreal": -1.88,
    "negated": 0.01,
    "background": -0.93,
    "day of the last dated": 0.82,
    "day of the last like it": 0.16,
}
"""What each sign adds to the log odds of a day against none, fitted by `scripts/fit_days.py` on the marked reports of
`training/sentences`."""

Day = tuple[str, str]


def with_days(told: Sequence[Explanation], reading: Reading, material: frozenset[str]) -> list[Explanation]:
    """Give events without a day the one that the rest of the report gives them.

    Args:
        told: The claims of a report, in text order.
        reading: The report.
        material: The types of events that are deeds.
    """
    days = DaysElsewhere([one.claim for one in told], reading, material)
    return [_with(one, days) for one in told]


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
        self._claims = claims
        self._material = material
        self._sentences = reading.document.sentences
        self._starts = [one.start for one in self._sentences]
        self._headlines = [(part.start, part.end) for part in reading.report.sections if part.kind == "headline"]
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
        odds = [sum(WEIGHTS[name] * value for name, value in signs.items()) for _, signs in found]
        whole = 1.0 + sum(math.exp(each) for each in odds)
        chances: dict[Day, float] = defaultdict(float)
        for (mention, _), each in zip(found, odds, strict=True):
            chances[_day(mention)] += math.exp(each) / whole
        best = max(chances, key=lambda day: (chances[day], day), default=None)
        if best is None or chances[best] < SURE:
            return None
        at = max((n for n, (mention, _) in enumerate(found) if _day(mention) == best), key=lambda n: (odds[n], -n))
        return found[at][0], chances[best], _told(found[at][1])

    def is_open(self, claim: Claim) -> bool:
        """Whether a claim is to be given a day: headlines tell what the text says again, with its day."""
        at = claim.trigger.start
        return claim.time is None and not any(start <= at < end for start, end in self._headlines)

    def candidates(self, claim: Claim) -> Iterator[tuple[TimeMention, dict[str, float]]]:
        """The days that a claim might have, each with its signs, 0 or 1."""
        last = self._last(claim, like=False)
        like = self._last(claim, like=True)
        own = self._sentence(claim.trigger.start)
        for mention in self._mentions:
            if self._sentence(mention.span.start) == own:
                continue  # syntax would have given it
            with_it = self._dated.get(mention.span.start, [])
            signs = {
                **self._standing(claim, mention),
                **self._company(claim, with_it),
                **self._age(claim, mention),
                "day of the last dated": last == _day(mention),
                "day of the last like it": like == _day(mention),
            }
            yield mention, {name: float(value) for name, value in signs.items()}

    def _standing(self, claim: Claim, mention: TimeMention) -> dict[str, bool]:
        """Where the day stands, seen from the claim."""
        own, its = self._sentence(claim.trigger.start), self._sentence(mention.span.start)
        back = own - its
        return {
            "base": True,
            "sentence before": back == 1,
            "few sentences before": 1 < back <= _NEAR,
            "long before": back > _NEAR,
            "sentence after": back == -1,
            "long after": back < -1,
            "same paragraph": back != 0 and self._sentences[own].paragraph == self._sentences[its].paragraph,
            "first sentence": its == 0,
        }

    def _company(self, claim: Claim, others: Sequence[Claim]) -> dict[str, bool]:
        """What the events that are told with the day have in common with the claim."""
        deed = claim.type in self._material
        own, places = _spot(claim), {spot for one in others if (spot := _spot(one))}
        return {
            "of no event": not others,
            "of its type": any(one.type == claim.type for one in others),
            "of its status": any(one.status == claim.status for one in others),
            "shares a party": any(_parties(one) & _parties(claim) for one in others),
            "shares its place": own is not None and own in places,
            "elsewhere": own is not None and bool(places) and own not in places,
            "words": not deed,
            "words of a deed": not deed and bool(others) and all(one.type in self._material for one in others),
            "deed of words": deed and bool(others) and all(one.type not in self._material for one in others),
        }

    def _age(self, claim: Claim, mention: TimeMention) -> dict[str, bool]:
        """How long ago the day is, and what the claim's status says of that."""
        last = dt.date.fromisoformat(mention.span.last or "")
        ago = (self._published - last).days if self._published else None
        return {
            "wide": (mention.span.precision or _EXACT + 1) > _EXACT,
            "fresh": ago is not None and 0 <= ago <= FRESH,
            "long ago": ago is not None and ago > LONG_AGO,
            "ahead": ago is not None and ago < 0,
            "unreal": claim.status in {"future", "hypothetical"},
            "negated": claim.status == "negated",
            "background": claim.status == "historical",
        }

    def _last(self, claim: Claim, *, like: bool) -> Day | None:
        """The day of the last claim before this one that has one."""
        before = (
            one
            for one in self._claims
            if one.trigger.start < claim.trigger.start and (not like or one.type == claim.type)
        )
        days = [(one.time.first, one.time.last) for one in before if one.time and one.time.first and one.time.last]
        return days[-1] if days else None

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)


def _day(mention: TimeMention) -> Day:
    return mention.span.first or "", mention.span.last or ""


def _spot(claim: Claim) -> tuple[int | None, str | None] | None:
    """The place of a claim, unless it is a whole province or wider, in which another place may lie."""
    place = claim.place
    return (place.geonames_id, place.name) if place and (place.precision or _WIDE) < _WIDE else None


def _parties(claim: Claim) -> set[str]:
    return {(one.head or one.text).casefold() for one in (*claim.actors, *claim.recipients)}


def _told(signs: Mapping[str, float]) -> str:
    """The signs that are there, the weightiest first."""
    there = sorted(
        (name for name, value in signs.items() if value and name != "base"), key=lambda name: -abs(WEIGHTS[name])
    )
    return ", ".join(f"{name} {WEIGHTS[name]:+.1f}" for name in there)
