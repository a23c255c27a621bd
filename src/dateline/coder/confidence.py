"""How sure a claim is."""

from __future__ import annotations

from dateline.coder.predicates import Predicate
from dateline.records import Claim

_NO_PARTICIPANT = 0.6
_ONE_SIDE = 0.85
_BACKGROUND = 0.9


def confidence_of(claim: Claim, predicate: Predicate) -> float:
    """Probability that type, status and participants are right, 0 to 1."""
    score = 0.9 * predicate.entry.weight
    if not claim.actors and not claim.recipients:
        score *= _NO_PARTICIPANT
    elif not claim.actors or not claim.recipients:
        score *= _ONE_SIDE
    if claim.status != "asserted":
        score *= _BACKGROUND
    return round(score, 3)
