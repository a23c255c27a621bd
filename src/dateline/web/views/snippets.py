"""A piece of a text around the words that were searched for, with these words marked.

The databases find words by their stems, and their index does not say where in a text they stand. So they are found
again here, in the texts that are shown; a word is taken for one that was meant when both have the same stem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dateline.store.search import parse_query, plain

WIDTH: Final = 240
"""Characters of a piece: two lines of the page."""
_BEFORE: Final = 60
"""Characters before the first marked word, so that one sees in which sentence it stands."""

_MARKS: Final = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"  # accents and Arabic vowels that stand apart
_WORD: Final = re.compile(rf"\w[\w{_MARKS}]*")
_SPACES: Final = re.compile(r"\s+")
_ENDINGS: Final = ("ations", "ation", "ingly", "edly", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s")
_DOUBLED: Final = re.compile(r"([bdgmnprt])\1$")
_LEAST: Final = 3
"""Letters that are left of a word at the least."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text; `hit`: words that were searched for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    term: int


def snippet(text: str, query: str, *, width: int = WIDTH) -> tuple[Piece, ...]:
    """Cut out the piece of a text that has most of the words searched for; its beginning if it has none.

    Args:
        text: The text.
        query: What was searched for (`dateline.store.search`).
        width: About how many characters.
    """
    hits = list(_hits(text, [tuple(map(_stem, term.words)) for term in parse_query(query) if term.wanted]))
    start, end = _around(text, _best(hits, width), width)
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
    pieces = [Piece("…")] if start else []
    at = start
    for hit in inside:
        if hit.start < at:
            continue  # the end of a phrase that begins within another
        pieces += [Piece(text[at : hit.start]), Piece(text[hit.start : hit.end], hit=True)]
        at = hit.end
    pieces += [Piece(text[at:end]), Piece("…" if end < len(text) else "")]
    return tuple(Piece(_SPACES.sub(" ", one.text), one.hit) for one in pieces if one.text)


def _hits(text: str, terms: Sequence[tuple[str, ...]]) -> Iterator[_Hit]:
    first = {term[0] for term in terms}
    words = [(found.start(), found.end(), _stem(found.group())) for found in _WORD.finditer(text)] if terms else []
    for number, (start, _, stem) in enumerate(words):
        if stem not in first:
            continue
        for index, term in enumerate(terms):
            here = words[number : number + len(term)]
            if tuple(one[2] for one in here) == term:
                yield _Hit(start, here[-1][1], index)
                break


def _best(hits: Sequence[_Hit], width: int) -> int:
    """Where the piece is to begin that has the most different words; the first of equals."""
    best, most = 0, 0
    for number, hit in enumerate(hits):
        near = {one.term for one in hits[number:] if one.end <= hit.start + width - _BEFORE}
        if len(near) > most:
            best, most = hit.start, len(near)
    return best


def _around(text: str, at: int, width: int) -> tuple[int, int]:
    """The piece around a word; it begins and ends between words where there are any."""
    start = max(0, at - _BEFORE)
    if start:
        space = _SPACES.search(text, start, at)
        start = space.end() if space else start
    end = min(len(text), start + width)
    if end < len(text):
        space_before = text.rfind(" ", max(at, start) + 1, end)
        end = space_before if space_before > at + _BEFORE else end
    return start, end


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """What is left of a word without its English ending: "killed", "killings" and "kills" are one."""
    folded = plain(word).casefold()
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _LEAST:
            folded = folded.removesuffix(ending)
            break
    folded = _DOUBLED.sub(r"\1", folded) if len(folded) > _LEAST else folded
    return folded[:-1] if folded.endswith(("e", "y")) and len(folded) > _LEAST else folded
