"""Names brought to one form, so that spellings of the same name meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from dateline.syntax import Word

_BREAKS = re.compile(r"[^\w]+")
_SILENT = {ord(sign): None for sign in "'.\u2018\u2019\u02bc\u02bf\u0060\u00b4\u00b7"}
# Arabic articles as newspapers spell them; "as-", "ash-" and "ad-" are left, as they are also English words.
_ARTICLES = {"el": "al", "ul": "al"}
_LONGEST_ACRONYM = 7


@lru_cache(maxsize=1 << 16)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a name: lower case, without accents, dots and apostrophes; hyphens part words."""
    bare = text.translate(_SILENT)
    if not bare.isascii():
        spread = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    parts = _BREAKS.sub(" ", bare.lower()).split()
    return tuple(_ARTICLES.get(part, part) for part in parts)


def name_key(text: str) -> tuple[str, ...]:
    """The words of a whole name, without a leading "the" and a closing possessive."""
    for ending in ("'s", "\u2019s"):
        text = text.removesuffix(ending)
    words = tokens(text)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def is_acronym(text: str) -> bool:
    """Whether a name is written in capitals only, and so is no ordinary word ("IS", "U.N.")."""
    letters = text.replace(".", "")
    return letters.isupper() and len(letters) <= _LONGEST_ACRONYM and " " not in letters


def slug(text: str) -> str:
    """The part of an id that is made of a name."""
    return "-".join(tokens(text))


def joined(run: Sequence[Word]) -> str:
    """The words of a name as they stand in the text."""
    parts: list[str] = []
    for before, word in zip([None, *run], run, strict=False):
        if before is not None and before.end < word.start:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)
