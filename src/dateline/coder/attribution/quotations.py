"""Quotations: where they open and close, over sentences and over paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from dateline.syntax import Document, Word

OPENING = frozenset({"“", "``", "«", "„"})
CLOSING = frozenset({"”", "»"})
EITHER = frozenset({'"', "''"})
QUOTATION_MARKS = OPENING | CLOSING | EITHER
# A stretch without a closing mark is taken for a quotation to the end of its paragraph.
BRACKETS = frozenset("([{-/\u2013\u2014")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Word indexes of a quotation within one paragraph, its marks included. `open` if it has no closing mark."""

    first: int
    last: int
    open: bool

    def __contains__(self, index: int) -> bool:
        return self.first <= index <= self.last


def find_quotations(document: Document) -> list[Quotation]:
    """All double-quoted stretches, in text order; none runs over the end of its paragraph."""
    found: list[Quotation] = []
    for _, group in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        words = [word for sentence in group for word in sentence.words]
        found.extend(_in_paragraph(document.text, words))
    return found


def _in_paragraph(text: str, words: list[Word]) -> list[Quotation]:
    found: list[Quotation] = []
    first: int | None = None
    for word in words:
        side = _side(text, word, inside=first is not None)
        if side == "open":
            first = word.index
        elif side == "close" and first is not None:
            found.append(Quotation(first, word.index, open=False))
            first = None
    if first is not None and first < words[-1].index:
        found.append(Quotation(first, words[-1].index, open=True))
    return found


def _side(text: str, word: Word, *, inside: bool) -> str | None:
    """Whether a word opens or closes a quotation, by its mark and by the blanks around it."""
    mark = word.text
    if mark in OPENING:
        return None if inside else "open"
    if mark in CLOSING:
        return "close"
    if mark not in EITHER:
        return None
    if inside:
        # A mark after a blank and before a letter opens: the one before it was never closed.
        return "open" if _opens(text, word) and not _closes(text, word) else "close"
    return "open" if _opens(text, word) else None


def _opens(text: str, word: Word) -> bool:
    before = text[word.start - 1 : word.start]
    after = text[word.end : word.end + 1]
    return (not before or before.isspace() or before in BRACKETS) and bool(after) and not after.isspace()


def _closes(text: str, word: Word) -> bool:
    before = text[word.start - 1 : word.start]
    return bool(before) and not before.isspace() and before not in BRACKETS
