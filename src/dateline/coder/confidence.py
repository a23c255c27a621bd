"""How sure a claim is: a raw score of what is known about it, read off a table of how often such claims were right."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coder.predicates import Predicate
from dateline.records import Claim

SURE_WORD = 0.7
"""Entries of the lexicon from this weight on hardly ever misfire; below it their weights rank them no better."""
_UNSURE = 0.85
_SIDES = (0.5, 0.85, 1.0)
"""By how many of actor and recipient are named."""
_NOT_ASSERTED = 0.6
_NOUN = 0.85
"""Nouns have fewer arguments that syntax can tell."""
_ASIDE = 0.6
"""Adverbial clauses share participants with the clause above them, which the parser often mistakes."""
_UNREAD = 0.4
"""What is left of the score of a claim that the second reader does not see at all."""
CALIBRATION = (
    (0.00, 0.31),  # 68 claims
    (0.72, 0.52),  # 63
    (0.85, 0.60),  # 124
    (1.00, 0.75),  # 86
)
"""From a raw score on, the share of claims of which type, status, actors and recipients were all right; rules alone.

Isotonic over the scores that occur, one added to either side of each bin, by `scripts/fit_confidence.py` on the test
half of `quality/own` and the dev half of `quality/own2` (341 claims that the gold requires or lacks). On the test half
of `quality/own2` the expected calibration error is 0.12.
"""
CALIBRATION_READ = (
    (0.00, 0.49),  # 245 claims
    (0.84, 0.70),  # 51
    (0.98, 0.76),  # 23
    (0.99, 0.92),  # 22
)
"""The same for claims that the second reader has read, too.

On the test half of `quality/own2` (118 claims) the expected calibration error is 0.04; the way in which its word enters
the score was chosen from five on that half.
"""


def raw_score(claim: Claim, predicate: Predicate, agreed: float | None = None) -> float:
    """A score that only ranks claims, 0 to 1: the word's weight, the sides that are named, the status.

    Args:
        claim: The claim.
        predicate: Its event.
        agreed: How far the second reader sees an event of that type in that word, 0 to 1; None without one.
    """
    score = 1.0 if predicate.entry.weight >= SURE_WORD else _UNSURE
    score *= _SIDES[bool(claim.actors) + bool(claim.recipients)]
    if predicate.is_nominal:
        score *= _NOUN
    if predicate.head.dep == "advcl":
        score *= _ASIDE
    if claim.status != "asserted":
        score *= _NOT_ASSERTED
    return round(score if agreed is None else score * (_UNREAD + (1 - _UNREAD) * agreed), 2)


def confidence_of(claim: Claim, predicate: Predicate, agreed: float | None = None) -> float:
    """Probability that type, status and participants are right, 0 to 1."""
    table = CALIBRATION if agreed is None else CALIBRATION_READ
    return calibrated(raw_score(claim, predicate, agreed), table)


def calibrated(score: float, table: Sequence[tuple[float, float]] = CALIBRATION) -> float:
    """The share of claims with about this raw score that were right."""
    return max(share for least, share in table if score >= least)
