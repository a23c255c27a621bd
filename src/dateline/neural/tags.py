"""From the chances of single words to spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Span: TypeAlias = tuple[int, int, float]
"""First and last word, both included, and the score."""


def spans_of(chances: Sequence[tuple[float, float]], threshold: float) -> list[Span]:
    """The runs of words that belong to a place.

    Args:
        chances: For each word the probabilities that a span begins with it and that it carries one on.
        threshold: A word belongs to a span if the two together are above this.

    Returns:
        Spans in order, each scored by its least certain word.
    """
    found: list[Span] = []
    for word, (begins, goes_on) in enumerate(chances):
        chance = begins + goes_on
        if chance <= threshold:
            continue
        if found and found[-1][1] == word - 1 and goes_on >= begins:
            first, _, score = found[-1]
            found[-1] = (first, word, min(score, chance))
        else:
            found.append((word, word, chance))
    return found
