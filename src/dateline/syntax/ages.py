"""People told of by their age alone: "a *six-year-old* died".

The parser takes the "old" of such a phrase for an adjective of whatever comes next, "dead" or the verb.
"""

from __future__ import annotations

from dateline.syntax.document import Sentence, Word
from dateline.syntax.moves import move

AGED = "year-old"
"""The lemma that stands for somebody told of by age."""
_UNITS = frozenset({"year", "month", "week", "day"})
_OLD = frozenset({"old", "olds"})
_HYPHENS = frozenset("-\u2010\u2011")
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "appos", "poss", "dative"})


def name_ages(sentence: Sentence) -> None:
    """Make nouns of ages that no noun follows, in place."""
    for word in sentence.words:
        if word.lower in _OLD and _has_unit(word):
            if word.dep in _PLACES:
                _rename(word)
            elif word.dep == "amod" and not word.head.tag.startswith("NN") and word.head.index > word.index:
                _part_from(word.head, word)


def _has_unit(old: Word) -> bool:
    words = old.sentence.words
    at = old.index - words[0].index
    return at > 1 and words[at - 1].text in _HYPHENS and words[at - 2].lemma in _UNITS


def _part_from(following: Word, old: Word) -> None:
    """Give the age a place of its own before what the parser had it describe."""
    if following.tag.startswith("VB"):
        if following.child("nsubj", "nsubjpass") is None:
            old.dep = "nsubjpass" if following.child("auxpass") is not None else "nsubj"
            _rename(old)
    elif following.head.tag.startswith("VB") and following.head is not following:
        for child in [child for child in following.children if child.index < old.index]:
            move(child, old, child.dep)
        move(old, following.head, "dobj")
        _rename(old)


def _rename(old: Word) -> None:
    old.tag, old.pos, old.lemma = ("NNS" if old.lower == "olds" else "NN"), "NOUN", AGED
