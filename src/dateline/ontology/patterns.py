"""The words of a pattern in the order in which a matcher looks for them: the head first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dateline.ontology.model import LexiconEntry

PartOfSpeech = Literal["verb", "noun", "adjective"]

_LINKS = frozenset({"of", "in", "on", "for", "from", "to", "against", "by", "with", "at", "unto"})
"""Prepositions inside a noun pattern: its head stands before the first of them ("loss of life")."""


def patterns(entry: LexiconEntry) -> Iterator[tuple[PartOfSpeech, str]]:
    """All patterns of an entry with their part of speech: ``("verb", "shoot down")``."""
    yield from (("verb", pattern) for pattern in entry.verbs)
    yield from (("noun", pattern) for pattern in entry.nouns)
    yield from (("adjective", pattern) for pattern in entry.adjectives)


def pattern_words(part: PartOfSpeech, pattern: str) -> tuple[str, ...]:
    """The words of a pattern, its head first, split as the parser splits them.

    >>> pattern_words("verb", "carpet-bomb"), pattern_words("noun", "rocket-propelled grenade attack")
    (('bomb', 'carpet'), ('attack', 'grenade', 'propelled', 'rocket'))
    >>> pattern_words("noun", "loss of life")
    ('loss', 'of', 'life')

    A hyphenated word is several tokens to the parser, with the last one as head; each further word hangs on one
    named before it.
    """
    words = pattern.split()
    if part == "verb":
        return tuple(piece for word in words for piece in _pieces(word))
    cut = next((place for place, word in enumerate(words) if word in _LINKS), len(words))
    before = [piece for word in reversed(words[:cut]) for piece in _pieces(word)]
    return (*before, *(piece for word in words[cut:] for piece in _pieces(word)))


def _pieces(word: str) -> list[str]:
    """A hyphenated word from its last piece to its first; without hyphens, or with a digit ("f-16"), itself."""
    whole = not all(piece.isalpha() for piece in word.split("-"))
    return [word] if whole else word.split("-")[::-1]
