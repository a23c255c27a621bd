"""Clean text: one character per character that a reader sees.

What stays is what the report says; what goes is what only a machine or a trick put there: soft hyphens,
zero-width marks, direction overrides, control characters, typographic ligatures, odd spaces.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# Joiners shape letters in Persian, Hindi and others; between Latin letters they only break words.
_LATIN_JOINER = re.compile("(?<=[\u0000-\u024f])[\u200c\u200d]")
_SPACES = re.compile("[^\\S\n]+")
_SPACED_BREAK = re.compile(" *\n *")
_SUSPECT = re.compile("[^\n\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0599\u2010-\u2015\u2018-\u201f\u2020-\u2027]")
_REPLACEMENT = "\ufffd"
_STRANGE = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]")


@lru_cache(maxsize=8192)
def _cleaned(character: str) -> str:
    if character in "\n\u200c\u200d":
        return character
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    if category in {"Cc", "Cf", "Co", "Cn"}:
        return ""
    if category == "Cs":
        return _REPLACEMENT
    if "\ufb00" <= character <= "\ufb06":  # the Latin ligatures, "ffi" and its like
        return unicodedata.normalize("NFKC", character)
    return character


def clean_lines(text: str) -> str:
    """Clean `text`, keeping its lines and the blanks that indent them."""
    text = _LINE_ENDS.sub("\n", text)
    if not text.isascii():
        text = _LATIN_JOINER.sub("", text)
    if _SUSPECT.search(text):
        text = _SUSPECT.sub(lambda found: _cleaned(found.group()), text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def clean_text(text: str) -> str:
    """Clean `text` and fold every run of blanks inside a line to one."""
    return _SPACED_BREAK.sub("\n", _SPACES.sub(" ", clean_lines(text))).strip()


def one_line(text: str) -> str:
    """Clean `text` onto one line: for headlines, names and captions."""
    return " ".join(clean_lines(text).split())


def count_strange(text: str) -> int:
    """How many characters of `text` no writer types: controls, surrogates and replacement characters."""
    return sum(1 for _ in _STRANGE.finditer(text))
