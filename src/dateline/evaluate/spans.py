"""Scores of spans: strict, partial, and by token."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from dateline.evaluate.counts import Counts, compare_sets
from dateline.evaluate.system import Offsets

TOKEN = re.compile(r"\w+|[^\w\s]")


def tokens(text: str) -> list[Offsets]:
    """Words and marks, as offsets."""
    return [match.span() for match in TOKEN.finditer(text)]


def covered(words: Sequence[Offsets], pieces: Iterable[Offsets]) -> set[int]:
    """Which of the tokens, given in text order, touch one of the pieces."""
    starts, ends = [start for start, _ in words], [end for _, end in words]
    found: set[int] = set()
    for left, right in pieces:
        found.update(range(bisect_right(ends, left), bisect_left(starts, right)))
    return found


def by_token(words: Sequence[Offsets], gold: Iterable[Offsets], ours: Iterable[Offsets]) -> Counts:
    """Tokens in the gold spans against tokens in ours."""
    return compare_sets(covered(words, gold), covered(words, ours))


def exact(gold: Iterable[Offsets], ours: Iterable[Offsets]) -> Counts:
    """Spans with the same start and end."""
    return compare_sets(set(gold), set(ours))


def partial(gold: Iterable[Offsets], ours: Iterable[Offsets]) -> Counts:
    """Spans that touch: a span of ours is right if it touches any of the gold, and the other way about."""
    gold, ours = set(gold), set(ours)
    right = sum(any(touch(one, other) for other in gold) for one in ours)
    seen = sum(any(touch(one, other) for other in ours) for one in gold)
    return Counts(p_num=right, p_den=len(ours), r_num=seen, r_den=len(gold))


def touch(one: Offsets, other: Offsets) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def trimmed(text: str, start: int, end: int) -> Offsets:
    """The span without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
