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
    BASE: -4.54,
    "sure word": 0.12,
    "actor named": 0.35,
    "recipient named": 0.84,
    "many participants": -0.49,
    "noun": 0.17,
    "adverbial clause": -0.29,
    "not asserted": 0.34,
    "encoder: event": 0.26,
    "encoder: type": 0.16,
    "encoder: status": 0.28,
    "encoder: actors": 0.17,
    "encoder: recipients": 0.20,
    "encoder: no other actor": 0.17,
    "encoder: no other recipient": 0.11,
}
"""The same for claims that the second reader has read, too, whose signs are log odds; fitted on the reading halves of
`quality/own4`, `own5` and `own6` as well."""
SUREST = 0.99
"""Chances of the second reader beyond it tell nothing more."""


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
    """The signs that a claim bears, each 0 to 1; those of the second reader are log odds.

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
            "encoder: event": log_odds(view.event),
            "encoder: type": log_odds(view.type),
            "encoder: status": log_odds(view.status),
            "encoder: actors": log_odds(view.least["actor"]),
            "encoder: recipients": log_odds(view.least["recipient"]),
            "encoder: no other actor": log_odds(1 - view.missed["actor"]),
            "encoder: no other recipient": log_odds(1 - view.missed["recipient"]),
        }
    return signs


def confidence_of(claim: Claim, predicate: Predicate, view: SecondView | None = None) -> tuple[float, str]:
    """Probability that type, status and participants are right, 0 to 1, and the signs that moved it."""
    weights = WEIGHTS if view is None else WEIGHTS_READ
    signs = signs_of(claim, predicate, view)
    confidence = chance(signs, weights)
    return confidence, _told(confidence, signs, weights)


def log_odds(chance: float) -> float:
    """The log odds of a chance, 0 to 1, that is not taken for surer than `SUREST` either way."""
    bounded = min(max(chance, 1 - SUREST), SUREST)
    return math.log(bounded / (1 - bounded))


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
