"""Words cut to their stems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_LONGER = re.compile(r"[^\W\d_]{4,}")
_WORD = re.compile(r"[^\W_]{2,}")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s")
_SHORTEST_STEM = 4


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Cut an English word's ending: rough, but the same for "attack", "attacks" and "attacked"."""
    word = word.casefold()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of the longer words of a text."""
    return frozenset(stem(word) for word in _LONGER.findall(text))


def words_of(text: str) -> Sequence[str]:
    """The stems and numbers of a text, in its order."""
    return [stem(word) for word in _WORD.findall(text)]
