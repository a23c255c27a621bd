"""From the words that the encoder marks as a place to the name that they are, as annotators mark names.

The encoder decides word by word, and may mark half of a name or the common noun after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.neural import Span
from dateline.syntax import Word

_INSIDE = frozenset({"'s", "\u2019s", "of", "de", "-"})
"""What may stand inside a name: "Joseph's Tomb", "University of Malaya"."""
_OPENING = frozenset("([{#/\"'\u201c\u2018")

_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
"""Which stand right behind a name and are none of it: "patrolled *Harare* Saturday"."""
_PROPER = frozenset({"NNP", "NNPS"})
_PARTS = frozenset({"compound", "nmod"})


def marked_names(words: Sequence[Word], spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The first and last words of the names marked; what has no capital letter is none.

    Args:
        words: Those of the sentence.
        spans: What the encoder marks, in order.
    """
    found: list[tuple[int, int]] = []
    for marked_first, marked_last, _ in spans:
        first, last = _whole(words, marked_first, marked_last)
        if found and _goes_on(words, found[-1][1], first):
            first = found.pop()[0]
        found.append((first, last))
    return [(first, last) for first, last in found if any(map(_has_capital, words[first : last + 1]))]


def _whole(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Without the article before it and the noun after it ("the Gereida area"), and with the rest of the name."""
    while last > first and (_is_no_name(words[last]) and words[last].text != ")"):
        last -= 1
    if last > first and words[first].lower == "the":
        first += 1
    while first and (_glued(words[first - 1], words[first]) or _of_one_name(words[first - 1], words[first : last + 1])):
        first -= 1
    while last + 1 < len(words) and _of_one_name(words[last], [words[last + 1]]) and not _is_no_name(words[last + 1]):
        last += 1
    return first, last


def _of_one_name(word: Word, rest: Sequence[Word]) -> bool:
    """Whether a word is a part of the name that `rest` ends: "Mount" of "Mount Elgon"."""
    proper = all(one.tag in _PROPER and one.text[:1].isupper() for one in (word, rest[-1]))
    return proper and word.dep in _PARTS and any(word.head is one for one in rest)


def _glued(left: Word, right: Word) -> bool:
    """Two pieces of one written word: "al", "-" and "Bab"."""
    return left.end == right.start and left.text not in _OPENING and left.text[-1:].isalnum() | (left.text == "-")


def _goes_on(words: Sequence[Word], last: int, first: int) -> bool:
    """Whether what begins at `first` carries on the name that ended at `last`."""
    if first <= last + 1:
        return True
    return first == last + 2 and words[last + 1].lower in _INSIDE and words[first].text[:1].isupper()


def _is_no_name(word: Word) -> bool:
    return not _has_capital(word) or word.lower in _DAYS


def _has_capital(word: Word) -> bool:
    return any(letter.isupper() for letter in word.text)
