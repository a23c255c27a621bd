"""Give upper-case text (old wires, FBIS transcripts) its case back, so that the parser can read it.

Only the parser sees the restored text; it has the same length, and every offset still points at the report's own
characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]['\"”’)]*\s+$|^\s*$|\[[^\]]*\]\s*$")
_UPPER_SHARE = 0.85
"""Ordinary text has under a tenth of its letters in upper case, headlines under a third; wires nearly all."""
_MIN_LETTERS = 20
"""Shorter stretches (an acronym, a heading) are left as they are."""
_LONGEST_TITLE = 160
"""Characters."""
_MIN_TITLE, _TITLE_SHARE = 4, 0.85
"""Words of four letters and more, and the share of them with a capital: a name or a byline has fewer words."""
_OF_NAMES = frozenset(
    "north south east west northern southern eastern western central new united nations security council saint great "
    "republic supreme court house white party union states kingdom ministry bank front army liberation national".split()
)
"""Common words that names are made of."""
_STOPS = frozenset({".", "?", "!", ":", ","})
_LOOK_BACK = 8
"""Characters before a word that tell whether it opens a sentence."""
_SHORT = 3
_ABBREVIATION = 5
"""Letters of the longest word that is taken for an abbreviation because it cannot be spoken: "FMLN"."""
_VOWELS = frozenset("aeiouy")
_COMMON_ENDINGS = (
    "ing",
    "ed",
    "ly",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ists",
    "ers",
    "ity",
    "ities",
    "ism",
    "ous",
    "ive",
)
_INFLECTIONS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""))


def is_upper(text: str) -> bool:
    """Whether nearly all letters of a text are upper case."""
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper + lower >= _MIN_LETTERS and upper >= _UPPER_SHARE * (upper + lower)


def is_titled(text: str) -> bool:
    """Whether a text is a headline with capitals for all but its small words: "Police Fire Tear Gas at Protesters"."""
    if len(text) > _LONGEST_TITLE or text.rstrip()[-1:] in _STOPS:
        return False
    long = [word for word in _LETTERS.findall(text) if len(word) > _SHORT]
    capital = sum(word[:1].isupper() and not word.isupper() for word in long)
    return len(long) >= _MIN_TITLE and capital >= _TITLE_SHARE * len(long)


class Recaser:
    """Restores case by how words are usually written.

    Args:
        usual: Lower-case word -> "l" (lower), "t" (title) or "u" (upper), as the words of `casing.txt` are marked.
    """

    def __init__(self, usual: Mapping[str, str]) -> None:
        self._usual = usual

    def __call__(self, text: str) -> str:
        """The text with its case restored, or unchanged when it is no upper-case text and no headline of capitals."""
        if not is_upper(text):
            return _LETTERS.sub(self._untitled, text) if is_titled(text) else text
        parts: list[str] = []
        position = 0
        for match in _LETTERS.finditer(text):
            start = match.start()
            parts.append(text[position:start])
            parts.append(self._word(match.group(), text[max(0, start - _LOOK_BACK) : start]))
            position = match.end()
        parts.append(text[position:])
        restored = "".join(parts)
        return restored if len(restored) == len(text) else text

    def _untitled(self, match: re.Match[str]) -> str:
        """A word of a headline as it is usually written; the first stays."""
        word = match.group()
        lower = word.lower()
        if match.start() == 0 or lower in _OF_NAMES or not word[1:].islower() or len(lower) != len(word):
            return word
        return lower if self._usual_of(lower) == "l" else word

    def _word(self, word: str, before: str) -> str:
        lower = word.lower()
        if len(lower) != len(word):
            return word
        capital = lower[:1].upper() + lower[1:]
        usual = self._usual_of(lower)
        if usual == "u":
            return word
        if usual == "t" or lower == "i" or _SENTENCE_END.search(before):
            return capital
        return lower

    def _usual_of(self, lower: str) -> str:
        """How a word is written: as listed, as its stem is listed, or by its ending; an unknown word is a name."""
        for form in (lower, *_stems(lower)):
            if form in self._usual:
                return self._usual[form]
        if _SHORT <= len(lower) <= _ABBREVIATION and not _VOWELS.intersection(lower):
            return "u"
        return "l" if len(lower) < _SHORT or lower.endswith(_COMMON_ENDINGS) else "t"


def _stems(lower: str) -> list[str]:
    """Forms that the word may be inflected from."""
    found = [lower.split("'", maxsplit=1)[0].split("’", maxsplit=1)[0]]
    for ending, instead in _INFLECTIONS:
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            found.append(lower[: -len(ending)] + instead)
    return found


@lru_cache(maxsize=1)
def load_recaser() -> Recaser:
    """The recaser with the word list that ships with the package."""
    lines = (files("dateline.syntax") / "casing.txt").read_text(encoding="utf-8").splitlines()
    return Recaser({word: kind for kind, word in (line.split() for line in lines)})
