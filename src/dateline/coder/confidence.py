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
CALIBRATION = (
    (0.00, 0.31),  # 72 claims
    (0.72, 0.56),  # 66
    (0.85, 0.63),  # 119
    (1.00, 0.77),  # 79
)
"""From a raw score on, the share of claims of which type, status, actors and recipients were all right.

Isotonic over the scores that occur, one added to either side of each bin, by `scripts/fit_confidence.py` on the test
half of `quality/own`, which no rule was tuned on, and the dev half of `quality/own2` (336 claims that the gold requires
or lacks). On the test half of `quality/own2`, whose reports are harder, the expected calibration error is 0.10: the
order holds, and every step is a little high.
"""


def raw_score(claim: Claim, predicate: Predicate) -> float:
    """A score that only ranks claims, 0 to 1: the word's weight, the sides that are named, the status."""
    score = 1.0 if predicate.entry.weight >= SURE_WORD else _UNSURE
    score *= _SIDES[bool(claim.actors) + bool(claim.recipients)]
    if predicate.is_nominal:
        score *= _NOUN
    if predicate.head.dep == "advcl":
        score *= _ASIDE
    return score if claim.status == "asserted" else score * _NOT_ASSERTED


def confidence_of(claim: Claim, predicate: Predicate) -> float:
    """Probability that type, status and participants are right, 0 to 1."""
    return calibrated(raw_score(claim, predicate))


def calibrated(score: float, table: Sequence[tuple[float, float]] = CALIBRATION) -> float:
    """The share of claims with about this raw score that were right."""
    return max(share for least, share in table if score >= least)
