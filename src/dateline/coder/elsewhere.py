"""What another sentence of its report tells of an event: "A bomb went off in *Gao* on *Monday*. Four people died."

An event whose own sentence gives its day and place is left alone. For the others each day and each place that the
report names is weighed by signs: how far off it stands, and what the events told with it have in common with this one.
One is taken where the signs leave little doubt; else the report does not say. `elsewhere_weights.yaml` holds what each
sign adds, fitted by `training/fit_elsewhere.py`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal, TypeVar

import yaml

from dateline.coder.reading import Reading
from dateline.records import Claim

_NEAR = 3
"""Sentences back."""

Asked = Literal["day", "place"]
Signs = Mapping[str, float]
"""By name, how far a sign holds, 0 to 1; `base` always."""
Mention = TypeVar("Mention")


class Surroundings:
    """The claims and sentences of a report, as they stand to each other.

    Args:
        claims: The claims, in text order.
        reading: The report.
        material: The types of events that are deeds.
    """

    def __init__(self, claims: Sequence[Claim], reading: Reading, material: frozenset[str]) -> None:
        self.claims = claims
        self._material = material
        self._sentences = reading.document.sentences
        self._starts = [one.start for one in self._sentences]
        self._headlines = [(part.start, part.end) for part in reading.report.sections if part.kind == "headline"]

    def is_headline(self, offset: int) -> bool:
        """Whether a character is of a headline."""
        return any(start <= offset < end for start, end in self._headlines)

    def sentence(self, offset: int) -> int:
        """The number of the sentence of a character."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def before(self, claim: Claim) -> list[Claim]:
        """The claims before this one."""
        return [one for one in self.claims if one.trigger.start < claim.trigger.start]

    def standing(self, claim: Claim, at: int) -> dict[str, bool]:
        """Where a mention stands, seen from the claim.

        Args:
            claim: The claim.
            at: The mention's first character.
        """
        own, its = self.sentence(claim.trigger.start), self.sentence(at)
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

    def company(self, claim: Claim, others: Sequence[Claim]) -> dict[str, bool]:
        """What the events that are told with a mention have in common with the claim."""
        return {
            "of no event": not others,
            "of its type": any(one.type == claim.type for one in others),
            "of its status": any(one.status == claim.status for one in others),
            "shares a party": any(_parties(one) & _parties(claim) for one in others),
            "deed of words": self.is_deed(claim) and bool(others) and not any(self.is_deed(one) for one in others),
        }

    def is_deed(self, claim: Claim) -> bool:
        """Whether something was done, and not only said."""
        return claim.type in self._material


def status_signs(claim: Claim) -> dict[str, bool]:
    """What the claim's status says of whether it has a day or place at all."""
    return {
        "unreal": claim.status in {"future", "hypothetical"},
        "negated": claim.status == "negated",
        "background": claim.status == "historical",
    }


def likeliest(
    found: Sequence[tuple[Mention, Signs]], key: Callable[[Mention], Hashable], table: Signs
) -> tuple[int, float] | None:
    """The mention to take, by its position, and how likely what it names is right; None without mentions.

    Mentions of one day or place add up; of them the one whose own signs are best is given, the first of equals.

    Args:
        found: The mentions with their signs.
        key: What a mention names.
        table: What each sign adds to the log odds against "the report does not say"; a sign that is not there, nothing.
    """
    if not found:
        return None
    odds = [sum(table.get(name, 0.0) * value for name, value in signs.items()) for _, signs in found]
    whole = 1.0 + sum(math.exp(each) for each in odds)
    chances: dict[Hashable, float] = defaultdict(float)
    for (mention, _), each in zip(found, odds, strict=True):
        chances[key(mention)] += math.exp(each) / whole
    best = max(range(len(found)), key=lambda n: (chances[key(found[n][0])], odds[n], -n))
    return best, chances[key(found[best][0])]


@lru_cache(maxsize=1)
def weights() -> Mapping[Asked, Signs]:
    """For days and for places, what each sign adds to the log odds."""
    text = files("dateline").joinpath("coder", "elsewhere_weights.yaml").read_text(encoding="utf-8")
    loaded: dict[Asked, Signs] = yaml.safe_load(text)
    return loaded


def told(signs: Signs, table: Signs) -> str:
    """The signs that are there, the weightiest first."""
    there = [name for name, value in signs.items() if value and name in table and name != "base"]
    return ", ".join(f"{name} {table[name]:+.1f}" for name in sorted(there, key=lambda one: -abs(table[one])))


def _parties(claim: Claim) -> set[str]:
    return {(one.head or one.text).casefold() for one in (*claim.actors, *claim.recipients)}
