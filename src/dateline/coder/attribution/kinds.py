"""What kind of source a noun phrase names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from dateline.coder.attribution.lexicon import Lexicon
from dateline.records import SourceKind
from dateline.syntax import Word

_MODIFIERS = ("compound", "amod", "poss", "nmod", "nummod")
_OFFICES_OF_GENERALS = frozenset(
    {
        "attorney",
        "surgeon",
        "secretary",
        "inspector",
        "director",
        "auditor",
        "solicitor",
        "postmaster",
        "consul",
        "comptroller",
    }
)
"""What makes a "general" no soldier: "*Attorney* General Marsh"."""
_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "his", "their", "it", "its", "himself", "herself"})


class Described(Protocol):
    """The part of `dateline.actors.ActorMatch` that decides the kind: the PLOVER sector, or None."""

    @property
    def sector(self) -> str | None:
        """PLOVER sector code."""


def kind_of(
    head: Word, lexicon: Lexicon, describe: Callable[[Word], Described] | None, before: SourceKind | None
) -> SourceKind:
    """The kind of the source that `head` names.

    Args:
        head: Head word of the source.
        lexicon: The words of saying.
        describe: Resolves a head to an actor with a sector.
        before: Kind of the source before, which a pronoun stands for.
    """
    if head.lower in _PRONOUNS:
        return before or "named"
    kind = _by_words(head, lexicon)
    if kind is not None and kind != "anonymous":
        return kind
    if describe is not None and (sector := describe(head).sector) in lexicon.sectors:
        return lexicon.sectors[sector or ""]
    return kind or _by_form(head, lexicon)


def _by_words(head: Word, lexicon: Lexicon) -> SourceKind | None:
    """The kind that the head word names, or what stands with it where the head only carries it."""
    own = _kind(head, lexicon)
    if own is not None and head.lemma not in lexicon.bearers and own != "anonymous":
        return own
    for word in _around(head):
        found = _kind(word, lexicon)
        if found is not None and found != "anonymous" and not (found == "official" and word.dep == "pobj" and own):
            return found
    return own


def _around(head: Word) -> Iterator[Word]:
    """Titles and modifiers, then appositions with theirs, then "of the army"."""
    for child in reversed(head.children):
        if child.dep in _MODIFIERS:
            yield child
            yield from (part for part in child.children if part.dep in _MODIFIERS)
    for child in head.children:
        if child.dep == "appos":
            yield child
            yield from (part for part in child.children if part.dep in _MODIFIERS)
        if child.dep == "prep" and child.lower in {"of", "for", "with", "in", "from", "at"}:
            for noun in (part for part in child.children if part.dep == "pobj"):
                yield noun
                yield from (part for part in noun.children if part.dep in _MODIFIERS)


def _kind(word: Word, lexicon: Lexicon) -> SourceKind | None:
    if word.lower == "general" and _before(word) in _OFFICES_OF_GENERALS:
        return "official"
    return lexicon.kinds.get(word.lemma) or lexicon.kinds.get(word.lower)


def _before(word: Word) -> str:
    at = word.index - word.sentence.words[0].index
    return word.sentence.words[at - 1].lower.rstrip("-") if at else ""


def _by_form(head: Word, lexicon: Lexicon) -> SourceKind:
    if head.lemma in lexicon.documents or head.lemma in lexicon.pictures:
        return "document"
    inside = head.dep == "ROOT" or head is not head.sentence.words[0]
    if (
        head.tag.startswith("NNP")
        or (inside and head.text[0].isupper())
        or head.entity in {"PERSON", "ORG", "NORP", "GPE"}
    ):
        return "named"
    return "anonymous"
