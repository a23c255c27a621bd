"""How sure a claim is: a raw score of what is known about it, read off a table of how often such claims were right."""

from __future__ import annotations

from dateline.coder.predicates import Predicate
from dateline.records import Claim

_SURE_WORD = 0.7
"""Entries of the lexicon from this weight on hardly ever misfire; below it their weights rank them no better."""
_UNSURE = 0.85
_SIDES = (0.5, 0.85, 1.0)
"""By how many of actor and recipient are named."""
_NOT_ASSERTED = 0.6
_CALIBRATION = (
    (0.00, 0.22),  # 7 claims
    (0.50, 0.47),  # 13
    (0.55, 0.72),  # 30
    (0.80, 0.80),  # 63
    (0.95, 0.84),  # 68
)
"""From a raw score on, the share of claims of which type, status, actors and recipients were all right.

Isotonic over the scores that occur, one added to either side of each bin; on the dev part of `quality/own` with 0.1.0
(181 claims that the gold requires or lacks), where the expected calibration error is 0.014. The word lists were written
with an eye on these reports, so that elsewhere claims are right less often: the order holds, the height is an upper
bound.
"""


def raw_score(claim: Claim, predicate: Predicate) -> float:
    """A score that only ranks claims, 0 to 1: the word's weight, the sides that are named, the status."""
    score = 1.0 if predicate.entry.weight >= _SURE_WORD else _UNSURE
    score *= _SIDES[bool(claim.actors) + bool(claim.recipients)]
    return score if claim.status == "asserted" else score * _NOT_ASSERTED


def confidence_of(claim: Claim, predicate: Predicate) -> float:
    """Probability that type, status and participants are right, 0 to 1."""
    return calibrated(raw_score(claim, predicate))


def calibrated(score: float) -> float:
    """The share of claims with about this raw score that were right."""
    return max(share for least, share in _CALIBRATION if score >= least)
