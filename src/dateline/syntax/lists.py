"""Lists that the parser took for something else."""

from __future__ import annotations

from dateline.syntax.document import Word

_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS.split(), 1)}
_SEVERAL = 1000
"""More than any that are numbered in a list."""

_GENERAL = frozenset(
    "people persons person victims casualties dead others men women members suspects troops individuals".split()
)
"""Nouns that hold all that follows: "five people, a soldier and a nun among them"."""


def list_before(noun: Word) -> Word | None:
    """The first of a list whose second the parser took for another object, or for another name of the first.

    In "held the mayor, *three* of his aides and a driver" all are objects of the verb.
    """
    if noun.dep not in {"dobj", "appos"} or not comma_before(noun):
        return None
    if noun.child("conj") is None:
        return noun.head if _is_one_more(noun) else None
    words, covered = noun.sentence.words, [word.index for word in noun.subtree()]
    before, after = min(covered) - words[0].index - 2, max(covered) - words[0].index + 1
    if noun.dep == "dobj":
        ends = (one for one in noun.head.children if one.dep == "dobj" and one.index < noun.index)
        return next((one for one in ends if max(word.index for word in one.subtree()) == words[before].index), None)
    closed = after < len(words) and words[after].text == ","
    return noun.head if _are_others(noun, closed=closed) else None


def _is_one_more(noun: Word) -> bool:
    """The second of two in a headline, where a comma stands for "and": "blast kills five soldiers, *one civilian*"."""
    whole, end = noun.head, noun.sentence.words[-1].text
    if noun.dep != "appos" or end in {".", "?", "!"} or whole.lower in _GENERAL:
        return False
    counted = noun.child("nummod") is not None and whole.child("nummod") is not None
    return counted and _how_many(noun) != _how_many(whole)


def _are_others(noun: Word, *, closed: bool) -> bool:
    """Whether an apposition is none, but lists others: "two policemen, *a driver and three nuns* were killed".

    Those who are told by another name are as many; and a comma ends what is said of one person in between. Of somebody
    known by name one says "a lawyer and a poet", but not "his clerk and a guard".
    """
    whole = noun.head
    if whole.lower in _GENERAL or (whole.child("nummod") is None and whole.tag not in {"NN", "NNP"}):
        return False
    if noun.tag == "CD":
        return False  # "seven suspects, *two* of them women"
    if noun.child("poss") is None and whole.tag == "NNP":
        return False
    listed = [noun, *(child for child in noun.children if child.dep == "conj" and _begins_phrase(child))]
    those, these = _how_many(whole), sum(map(_how_many, listed))
    return those != these and not (closed and those == 1)


def _begins_phrase(noun: Word) -> bool:
    """Whether a conjunct is told by itself: "his uncle and *a* guard" are two, "his uncle and mentor" may be one."""
    return not noun.tag.startswith("NN") or noun.child("det", "nummod", "poss", "amod") is not None


def _how_many(noun: Word) -> int:
    """How many somebodies a noun names, as far as its number says; several for a plural or a vague word."""
    number = noun.child("nummod")
    if number is None:
        return 1 if noun.tag in {"NN", "NNP"} else _SEVERAL
    return _NUMBERS.get(number.lower) or (int(number.text) if number.text.isdecimal() else _SEVERAL)


def comma_before(noun: Word) -> bool:
    """Whether a comma stands before the phrase of a word."""
    words = noun.sentence.words
    left = min(word.index for word in noun.subtree()) - words[0].index
    return left > 0 and words[left - 1].text == ","
