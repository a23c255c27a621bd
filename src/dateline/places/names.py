"""One spelling for the many that a place's name has.

Two keys are made of a name. The *key* forgives accents, case, hyphens, apostrophes and full stops. The *skeleton*
forgives transliteration too ("Bulo Marer", "Bulomarer", "Buulo Mareer"): it is asked only when the key finds
nothing, and trusted only for places that the report's other places make likely.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.core.countries import fold

# Longer spans than this are no place names in GeoNames' English ("Saint Vincent and the Grenadines" has five).
MAX_WORDS = 6
_DROPPED = re.compile(r"[.'\"`,()ʿʾ]")
_BLANKS = re.compile(r"[\s/_–—]+")
# The Arabic article before sun and moon letters, as newspapers write it.
_ARTICLE = re.compile(r"^(?:al|el|ad|ed|an|en|ar|er|as|es|ash|esh|at|et|az|ez|ul|ath|adh)[ -]+(?=\w{3})")
_SAINT = re.compile(r"\b(?:st|ste)\b(?= \w)")
_FORT = re.compile(r"\b(?:ft)\b(?= \w)")
_MOUNT = re.compile(r"\b(?:mt)\b(?= \w)")
_SOUNDS = (
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("dj", "j"),
    ("ou", "u"),
    ("oo", "u"),
    ("ck", "k"),
    ("tch", "ch"),
    ("q", "k"),
    ("w", "u"),
    ("v", "u"),
    ("y", "i"),
    ("e", "i"),
    ("o", "u"),
    ("z", "s"),
)
_C = re.compile(r"c(?!h)")
_TWICE = re.compile(r"(.)\1+")
_SHORTEST_SKELETON = 5  # shorter ones hold too many different names


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """The key that a name is looked up by: lower case, no accents, full stops or apostrophes, blanks for hyphens."""
    folded = _BLANKS.sub(" ", _DROPPED.sub("", fold(name))).strip()
    folded = _SAINT.sub("saint", folded)
    return _MOUNT.sub("mount", _FORT.sub("fort", folded))


def without_article(key: str) -> str | None:
    """The key less an Arabic article ("al hasakah" -> "hasakah"), or None where there is none."""
    bare = _ARTICLE.sub("", key)
    return bare if bare != key else None


def skeleton_of(key: str) -> str | None:
    """What is left of a key when transliterations are made one; None where that would be too little to go by."""
    bare = (without_article(key) or key).replace(" ", "")
    for written, sound in _SOUNDS:
        bare = bare.replace(written, sound)
    bare = _TWICE.sub(r"\1", _C.sub("k", bare)).removesuffix("h")
    return bare if len(bare) >= _SHORTEST_SKELETON and bare.isalpha() else None


def is_latin(key: str) -> bool:
    """Whether a folded key is in the Latin script, as English reports write names."""
    return key.isascii() and any(letter.isalpha() for letter in key)
