"""Words cut to their stems."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{4,}")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s")
_SHORTEST_STEM = 4


def stem(word: str) -> str:
    """Cut an English word's ending: rough, but the same for "attack", "attacks" and "attacked"."""
    word = word.casefold()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of the longer words of a text."""
    return frozenset(stem(word) for word in _WORD.findall(text))
