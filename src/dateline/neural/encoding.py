"""From words to what the encoder reads: pieces, the form of each word, the event marked, and hints.

The vocabulary has no capitals, so the form of each word goes in as a number of its own. The recipe that trains the
encoder (`training/`) uses this module, so that both see the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.neural.hints import HINTS, Hint, numbers

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_PIECES = 128
"""Longest input, both ends included; a longer sentence is cut to the pieces around the event."""
PLAIN, CAPITAL, CAPITALS, OTHER = range(4)
FORMS = 4
_UNTOLD = (0,) * HINTS
_LOWER_SHARE = 0.2
"""Below this share of words in small letters (a headline, an old wire), capitals say nothing and are left out."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence with one event, or none.

    Attributes:
        ids: Pieces, the two ends included.
        forms: The form of each piece's word, 0 to 3.
        events: 1 where the piece belongs to the event's word, else 0.
        hints: What is known of each piece's word, as `hints.numbers` gives it.
        words: The word of each piece; None at the ends.
    """

    ids: tuple[int, ...]
    forms: tuple[int, ...]
    events: tuple[int, ...]
    hints: tuple[tuple[int, ...], ...]
    words: tuple[int | None, ...]


def encode(
    tokenizer: Tokenizer, words: Sequence[str], event: int | None, hints: Sequence[Hint], types: Sequence[str]
) -> Encoded:
    """The pieces of a sentence, the event's word marked.

    Args:
        tokenizer: The encoder's own.
        words: The sentence's words; marks of punctuation are words, too.
        event: Index of the event's word among them; None to mark none.
        hints: What is known of each word; empty if nothing is.
        types: The encoder's own types.
    """
    pieces = tokenizer.encode(list(words), is_pretokenized=True)
    start, end = _window(pieces.word_ids, event)
    keep = [0, *range(start, end), len(pieces.ids) - 1]
    forms = word_forms(words)
    told = [numbers(hint, types) for hint in hints] or [_UNTOLD] * len(words)
    belongs = tuple(pieces.word_ids[place] for place in keep)
    return Encoded(
        ids=tuple(pieces.ids[place] for place in keep),
        forms=tuple(OTHER if word is None else forms[word] for word in belongs),
        events=tuple(int(word is not None and word == event) for word in belongs),
        hints=tuple(_UNTOLD if word is None else told[word] for word in belongs),
        words=belongs,
    )


def _window(words: Sequence[int | None], event: int | None) -> tuple[int, int]:
    """Which pieces to keep, without the two ends; without an event the first ones."""
    count, room = len(words) - 1, MAX_PIECES - 2
    if count - 1 <= room:
        return 1, count
    middle = next((place for place, word in enumerate(words) if word is not None and word == event), 1)
    start = max(1, min(middle - room // 2, count - room))
    return start, start + room


def word_forms(words: Sequence[str]) -> list[int]:
    """The form of each word; no capitals are told where nearly all words have them."""
    lettered = [word for word in words if word[:1].isalpha()]
    small = sum(word[0].islower() for word in lettered)
    if small < _LOWER_SHARE * len(lettered):
        return [PLAIN if word[:1].isalpha() else OTHER for word in words]
    return [_form(word) for word in words]


def _form(word: str) -> int:
    if not word[:1].isalpha():
        return OTHER
    if word[0].islower():
        return PLAIN
    return CAPITALS if len(word) > 1 and word.isupper() else CAPITAL
