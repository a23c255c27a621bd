"""How many: the number phrases of a report, and the count that a noun phrase stands for.

A breakdown ("11 people, including four children") is a part of its whole and is never added to it; the parts of a
coordination ("two soldiers and a child") are given one by one, so that the caller can add them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.coder.number_sense import is_count
from dateline.coder.numbers import HYPHENS, Count, NumberWords, Reading, load_number_words, number_at
from dateline.coder.time_lexicon import load_time_words
from dateline.syntax import Document, Word

# The noun is at most this many words behind its number: "11 well - armed , masked al - Qaeda fighters".
NOUN_WINDOW = 10
_ZERO = Count(0, 0, 0)
_NOUNS = frozenset({"NOUN", "PROPN"})
_PARTS = _NOUNS | {"NUM", "PRON"}
_WITHIN = frozenset({"nummod", "quantmod", "compound", "amod", "advmod", "npadvmod", "nmod", "det", "predet"})
_SINGULAR = frozenset({"NN", "NNP"})
_FALLEN = frozenset("dead killed wounded injured missing hurt arrested captured detained slain".split())
# "No longer", "no comment": not a count of nothing.
_NO_IDIOMS = frozenset("longer more doubt matter comment way reason idea , .".split())
_KIN = frozenset(
    "father mother parent son daughter brother sister husband wife uncle aunt nephew niece cousin grandson "
    "granddaughter grandfather grandmother child boy girl baby infant toddler man woman".split()
)
"""Words of which no two hold for one person told of together."""
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "conj"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count as it is written.

    `low`, `best` and `high` are inclusive, and null where the words do not say. `first` and `last` are the
    indexes of the number phrase in `document.words`, inclusive. `head` is the counted noun, None when it is left
    out ("killing 12"). `explicit` is False where no number is written: "a pilot" is one.
    """

    low: int | None
    best: int | None
    high: int | None
    first: int
    last: int
    head: Word | None
    explicit: bool


def read_number(words: Sequence[Word]) -> tuple[int | None, int | None, int | None] | None:
    """Read words that are a number phrase from end to end, as (low, best, high); None if they are not one."""
    if not words:
        return None
    reading = number_at(words, 0)
    if reading is not None and reading.end == len(words):
        return reading.number
    return _ZERO if len(words) == 1 and words[0].lower in {"no", "none", "nobody"} else None


def find_quantities(document: Document) -> list[Quantity]:
    """Find the counts that are written as numbers, in text order.

    Dates, ages, money, shares, measures, ordinals, clock times and numbers of models, flights or laws are not counts.
    """
    return [quantity for sentence in document.sentences for quantity in _in_words(sentence.words)]


def count_of(head: Word) -> list[Quantity]:
    """The count that a noun phrase stands for.

    Args:
        head: The head word of the phrase; a number that stands for its noun ("12 were killed") will do.

    Returns:
        One quantity for each part of a coordination that has one, for the caller to add; empty where the
        phrase tells no number ("rebels", "the army").
    """
    return [part for word in _conjuncts(head) for part in _count_of_one(word)]


def _conjuncts(head: Word) -> Iterator[Word]:
    """The parts of a coordination: "six soldiers, two policemen and a child"."""
    yield head
    for child in head.children:
        if child.index < head.index or child.pos not in _PARTS or _is_same(child, head):
            continue
        if child.dep == "conj":
            yield from _conjuncts(child)


def _is_same(child: Word, head: Word) -> bool:
    """Whether one determiner holds both: "a leader and facilitator" is one person, "the mother and toddler" are two."""
    if child.lemma in _KIN and head.lemma in _KIN:
        return False
    bare = child.tag == "NN" and not any(below.dep in {"det", "poss", "nummod"} for below in child.children)
    return bare and head.tag in _SINGULAR and any(below.dep in {"det", "poss", "nummod"} for below in head.children)


def _count_of_one(head: Word) -> list[Quantity]:
    words = head.sentence.words
    offset = words[0].index
    found = _explicit(head, words, offset)
    if found is not None:
        return [found]
    inner = _group_members(head)
    if inner is not None:
        return count_of(inner)
    implied = _implied(head)
    return [implied] if implied is not None else []


def _explicit(head: Word, words: Sequence[Word], offset: int) -> Quantity | None:
    """The written number of which this noun, or this number word, is the head."""
    found = None
    for quantity in _in_words(words, 0, head.index - offset + 2):
        its = quantity.head is head or quantity.first <= head.index <= quantity.last
        between = words[found.last + 1 - offset : quantity.first - offset] if found is not None else ()
        if its and not (found is not None and _is_whole_of(found, between)):
            found = quantity  # the nearest before the noun
    both = next((child for child in head.children if child.lower == "both"), None) if found is None else None
    if both is not None and head.child("conj") is None:  # "*both* Marsh and his wife" are told of one by one
        return Quantity(2, 2, 2, both.index, both.index, head, explicit=True)
    return found


def _is_whole_of(part: Quantity, between: Sequence[Word]) -> bool:
    """Whether the next number is what a part is taken of: "*14* of 20 drones" are 14."""
    return part.best != 0 and [word.lower for word in between] in (["of"], ["of", "the"], ["out", "of"])


def _group_members(head: Word) -> Word | None:
    """The men in "a group of 12 men"."""
    if head.lower not in load_number_words().collectives:
        return None
    for child in head.children:
        if child.dep == "prep" and child.lower == "of":
            return child.child("pobj")
    return None


def _implied(head: Word) -> Quantity | None:
    """One for a singular noun phrase or a person's name: "a French pilot", "the minister", "he"."""
    lexicon = load_number_words()
    lower = head.lower
    if lower == "both":
        return Quantity(2, 2, 2, head.index, head.index, head, explicit=True)
    if lower in {"he", "she", "him", "her", "himself", "herself"}:
        return _one(head, head, 1)
    if head.tag not in _SINGULAR or lower in lexicon.mass or lower in lexicon.collectives:
        return None
    article = next((child for child in head.children if child.index < head.index and _is_singling(child)), None)
    if lower in lexicon.couples:
        return _one(head, article or head, lexicon.couples[lower])
    if head.tag == "NNP" and (article is None or article.lower == "the"):
        return _one(head, head, 1) if head.entity == "PERSON" else None
    if article is None and head.pos != "NOUN":
        return None
    return _one(head, article or head, 1) if article is not None or head.dep in _ARGUMENTS else None


def _is_singling(child: Word) -> bool:
    return child.dep in {"det", "poss"} and child.lower not in {"no", "any", "some", "all"}


def _one(head: Word, first: Word, number: int) -> Quantity:
    index = first.index if first.dep == "det" else head.index
    return Quantity(number, number, number, index, index if index != head.index else head.index, head, explicit=False)


# --- the numbers of a sentence ----------------------------------------------------------------------------------


def _in_words(words: Sequence[Word], low: int = 0, high: int | None = None) -> Iterator[Quantity]:
    """The written counts that begin within these positions of a sentence."""
    lexicon = load_number_words()
    position, top = low, len(words) if high is None else min(high, len(words))
    while position < top:
        lower = words[position].lower
        if lower in _NO_WORDS:
            none = _none_at(words, position)
            if none is not None:
                yield none
                position += none.last - none.first + 1
                continue
        elif lower in lexicon.starts or lower[0].isdigit():
            reading = number_at(words, position)
            if reading is not None:
                if is_count(words, position, reading, lexicon):
                    yield _quantity(words, position, reading, lexicon)
                position = reading.end
                continue
        position += 1


_NO_WORDS = frozenset({"no", "none", "nobody"})


def _none_at(words: Sequence[Word], position: int) -> Quantity | None:
    """Read "no casualties", "no one", "none of the soldiers", as nought."""
    word = words[position]
    following = words[position + 1] if position + 1 < len(words) else None
    if word.lower == "no":
        if following is None or following.lower in _NO_IDIOMS:
            return None
        if following.lower in {"one", "-"} and following.head.index <= following.index + 2:
            return Quantity(0, 0, 0, word.index, following.index, None, explicit=True)
        head = word.head
        if word.dep not in {"det", "neg"} or head.pos not in _NOUNS or head.index < word.index:
            return None
        return Quantity(0, 0, 0, word.index, word.index, head, explicit=True)
    return Quantity(0, 0, 0, word.index, word.index, _of_noun(words, position + 1), explicit=True)


def _quantity(words: Sequence[Word], position: int, reading: Reading, lexicon: NumberWords) -> Quantity:
    low, best, high = reading.number
    head = _head(words, position, reading.end, lexicon)
    return Quantity(low, best, high, words[position].index, words[reading.end - 1].index, head, explicit=True)


def _head(words: Sequence[Word], position: int, end: int, lexicon: NumberWords) -> Word | None:
    """The counted noun: by the parse where it is to the right, otherwise the noun that ends the words behind."""
    if end < len(words) and words[end].lower in {"of", "out"}:
        return _of_noun(words, end)
    number = words[end - 1]
    if end + 1 < len(words) and words[end].lower in HYPHENS and words[end + 1].lower in lexicon.suffixes:
        number, end = words[end + 1], end + 2
        if number.pos == "NOUN" and number.head.index < number.index:
            return number
    word = number
    while word.dep in _WITHIN and word.head.index >= words[position].index and word.head is not word:
        word = word.head
        if word.lower in load_time_words().telling:
            return None
        if word.pos in _NOUNS and word.index > number.index and word.dep not in {"compound", "nmod"}:
            return word
    return _next_noun(words, end)


def _of_noun(words: Sequence[Word], position: int) -> Word | None:
    """The people in "(dozens) of people", "(two) of the dead"."""
    if position < len(words) and words[position].lower == "out":
        position += 1
    if position >= len(words) or words[position].lower != "of":
        return None
    of = words[position]
    if of.dep == "quantmod" and of.head.head.pos in _NOUNS:
        return of.head.head  # "14 *of* 20 drones"
    noun = of.child("pobj")
    return noun if noun is not None else _next_noun(words, position + 1)


def _next_noun(words: Sequence[Word], position: int) -> Word | None:
    """The last noun of an unbroken noun phrase that begins here."""
    telling = load_time_words().telling
    found: Word | None = None
    for word in words[position : position + NOUN_WINDOW]:
        if word.lower in _FALLEN or word.lower in telling:
            break  # "12 dead", "12 Friday"
        if word.pos in _NOUNS:
            found = word
        elif found is not None or not (word.pos == "ADJ" or word.tag in {"VBN", "VBG"}):
            break
    return found


def _is_modifier(word: Word) -> bool:
    return word.pos in {"ADJ", "DET"} or word.tag in {"VBN", "VBG"}
