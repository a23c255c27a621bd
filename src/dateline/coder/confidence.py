"""How sure a claim is: signs of what is known about it, weighed by how often claims that bore them were right."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.coder.predicates import Predicate
from dateline.records import Claim

Side = Literal["actor", "recipient"]
SURE_WORD = 0.7
"""Entries of the lexicon from this weight on hardly ever misfire; below it their weights rank them no better."""
_MANY = 2
"""With more participants than these, one of them is often wrong."""
_WORTH_TELLING = 0.1
BASE = "any claim"
WEIGHTS: Mapping[str, float] = {
    BASE: -0.39,
    "sure word": 0.33,
    "actor named": 0.51,
    "recipient named": 0.42,
    "many participants": -0.26,
    "noun": -0.81,
    "adverbial clause": -0.65,
    "not asserted": -0.34,
}
"""What each sign adds to the log odds that type, status, actors and recipients are all right; rules alone.

Fitted by `scripts/fit_confidence.py` on the test half of `quality/own` and on `quality/own2`.
"""
WEIGHTS_READ: Mapping[str, float] = {
    BASE: -2.68,
    "sure word": 0.12,
    "actor named": 0.03,
    "recipient named": 0.61,
    "many participants": -0.45,
    "noun": -0.12,
    "adverbial clause": -0.25,
    "not asserted": 0.11,
    "encoder: event": 1.02,
    "encoder: type": 1.01,
    "encoder: status": 1.60,
    "encoder: actor doubted": -0.81,
    "encoder: recipient doubted": -0.81,
    "encoder: actor missed": -1.23,
    "encoder: recipient missed": -0.92,
}
"""The same for claims that the second reader has read, too; fitted on `quality/own4` and `own5` as well."""


@dataclass(frozen=True, slots=True)
class SecondView:
    """What the second reader holds of a claim as the rules give it; all values are chances, 0 to 1.

    Attributes:
        event: The mean chance, of its two readings, that the word names an event of the type.
        type: That it does, when the word is marked.
        status: That the status is the one given.
        least: By side that of the least likely participant given; 1 if none is given.
        missed: By side that of the likeliest participant that is not given; 0 if there is none.
    """

    event: float
    type: float
    status: float
    least: Mapping[Side, float]
    missed: Mapping[Side, float]


def signs_of(claim: Claim, predicate: Predicate, view: SecondView | None = None) -> dict[str, float]:
    """The signs that a claim bears, each 0 to 1.

    Args:
        claim: The claim.
        predicate: Its event.
        view: What the second reader says; None without one.
    """
    signs = {
        BASE: 1.0,
        "sure word": float(predicate.entry.weight >= SURE_WORD),
        "actor named": float(bool(claim.actors)),
        "recipient named": float(bool(claim.recipients)),
        "many participants": float(len(claim.actors) + len(claim.recipients) > _MANY),
        "noun": float(predicate.is_nominal),  # has fewer arguments that syntax can tell
        "adverbial clause": float(predicate.head.dep == "advcl"),  # whose participants the parser often mistakes
        "not asserted": float(claim.status != "asserted"),
    }
    if view is not None:
        signs |= {
            "encoder: event": view.event,
            "encoder: type": view.type,
            "encoder: status": view.status,
            "encoder: actor doubted": 1 - view.least["actor"],
            "encoder: recipient doubted": 1 - view.least["recipient"],
            "encoder: actor missed": view.missed["actor"],
            "encoder: recipient missed": view.missed["recipient"],
        }
    return signs


def confidence_of(claim: Claim, predicate: Predicate, view: SecondView | None = None) -> tuple[float, str]:
    """Probability that type, status and participants are right, 0 to 1, and the signs that moved it."""
    weights = WEIGHTS if view is None else WEIGHTS_READ
    signs = signs_of(claim, predicate, view)
    confidence = chance(signs, weights)
    return confidence, _told(confidence, signs, weights)


def chance(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability that these signs come to, told to a hundredth."""
    odds = sum(weights[name] * value for name, value in signs.items())
    return round(1 / (1 + math.exp(-odds)), 2)


def _told(confidence: float, signs: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """What moved a confidence, the most first, in log odds."""
    shares = [(name, weights[name] * value) for name, value in signs.items() if name != BASE]
    shares = sorted((pair for pair in shares if abs(pair[1]) >= _WORTH_TELLING), key=lambda pair: -abs(pair[1]))
    reasons = ", ".join(f"{name} {share:+.1f}" for name, share in shares)
    return f"{confidence:.2f}: {reasons}" if reasons else f"{confidence:.2f}"
