"""Give upper-case text (old wires, FBIS transcripts) its case back, so that the parser can read it.

Only the parser sees the restored text; it has the same length, and every offset still points at the report's own
characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]['\"”’)]*\s+$|^\s*$|\[[^\]]*\]\s*$")
_UPPER_SHARE = 0.85
"""Ordinary text has under a tenth of its letters in upper case, headlines under a third; wires nearly all."""
_MIN_LETTERS = 20
"""Shorter stretches (an acronym, a heading) are left as they are."""
Capitals = Callable[[str], bool]


def is_upper(text: str) -> bool:
    """Whether nearly all letters of a text are upper case."""
    upper = sum(1 for char in text if char.isupper())
    lower = sum(1 for char in text if char.islower())
    return upper + lower >= _MIN_LETTERS and upper >= _UPPER_SHARE * (upper + lower)


class Recaser:
    """Restores case with word lists.

    Args:
        is_common: Whether a lower-case word is an ordinary word of the language.
        is_name: Whether a capitalised word is known as part of a name.
        is_acronym: Whether an upper-case word is a known acronym.
    """

    def __init__(self, is_common: Capitals, is_name: Capitals, is_acronym: Capitals) -> None:
        self._is_common = is_common
        self._is_name = is_name
        self._is_acronym = is_acronym

    def __call__(self, text: str) -> str:
        """The text with its case restored, or unchanged when it is not upper-case text."""
        if not is_upper(text):
            return text
        parts: list[str] = []
        position = 0
        for match in _LETTERS.finditer(text):
            parts.append(text[position : match.start()])
            parts.append(self._word(match.group(), text[: match.start()][-8:]))
            position = match.end()
        parts.append(text[position:])
        restored = "".join(parts)
        return restored if len(restored) == len(text) else text

    def _word(self, word: str, before: str) -> str:
        lower = word.lower()
        if len(lower) != len(word):
            return word
        capital = lower[:1].upper() + lower[1:]
        if lower == "i" or _SENTENCE_END.search(before):
            return capital
        if self._is_acronym(word):
            return word
        if self._is_name(capital) or not self._is_common(lower):
            return capital
        return lower
