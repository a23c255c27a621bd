"""One spelling for the many that a place's name has.

Two keys are made of a name. The *key* forgives accents, case, hyphens, apostrophes and full stops. The *skeleton*
forgives transliteration too ("Bulo Marer", "Bulomarer", "Buulo Mareer"): it is asked only when the key finds
nothing, and trusted only for places that the report's other places make likely.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

from dateline.core.countries import fold

# Longer spans than this are no place names in GeoNames' English ("Saint Vincent and the Grenadines" has five).
MAX_WORDS = 6
_DROPPED = str.maketrans("-/_\u2013\u2014", "     ", ".'\"`,()\u02bb\u02bf\u02be")
_SHORT = {"st": "saint", "ste": "saint", "ft": "fort", "mt": "mount"}
# The Arabic article before sun and moon letters, as newspapers write it.
_ARTICLE = re.compile(r"^(?:al|el|ad|ed|an|en|ar|er|as|es|ash|esh|at|et|az|ez|ul|ath|adh)[ -]+(?=\w{3})")
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
_LATIN_MARKS = frozenset(
    chr(code) for code in (*range(0x1E00, 0x1F00), 0x2018, 0x2019, 0x2013, 0x02BB, 0x02BC, 0x02BE, 0x02BF)
)
_TWICE = re.compile(r"(.)\1+")
_SHORTEST_SKELETON = 5  # shorter ones hold too many different names


def key_of(name: str) -> str:
    """The key that a name is looked up by: lower case, no accents, full stops or apostrophes, blanks for hyphens."""
    folded = name.lower() if name.isascii() else fold(name)
    if folded.isalpha():
        return folded
    parts = folded.translate(_DROPPED).split()
    return (
        " ".join(_SHORT.get(part, part) for part in parts[:-1]) + " " + parts[-1] if len(parts) > 1 else "".join(parts)
    )


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


def is_latin(name: str) -> bool:
    """Whether a name is in the Latin script, as English reports write names."""
    return name.isascii() or all(letter < "\u0250" or letter in _LATIN_MARKS for letter in name)


# Four bits of the filter for each of a million keys: one unknown name in a hundred is looked up in vain.
FILTER_BYTES = 1 << 21
_SEED = 0x9747B28C


def filter_bits(key: str) -> tuple[int, int]:
    """The two bits of the filter that stand for a key."""
    data = key.encode()
    return zlib.crc32(data) % (FILTER_BYTES * 8), zlib.crc32(data, _SEED) % (FILTER_BYTES * 8)


def make_filter(keys: Iterable[str]) -> bytes:
    """A Bloom filter: tells most unknown names at once, without asking the database."""
    filled = bytearray(FILTER_BYTES)
    for key in keys:
        for bit in filter_bits(key):
            filled[bit >> 3] |= 1 << (bit & 7)
    return bytes(filled)


def passes_filter(filled: bytes, key: str) -> bool:
    """Whether a key may be known; False is certain."""
    return all(filled[bit >> 3] >> (bit & 7) & 1 for bit in filter_bits(key))
