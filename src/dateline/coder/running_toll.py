"""The toll of an attack as it stands: "the death toll has risen to *66*", "officials put the toll at *forty*"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coder.quantities import Quantity, count_of
from dateline.syntax import Word

_TOLLS = frozenset({"toll", "count"})
_MEASURES = {"casualty": "casualties", "injury": "wounded"}
"""What the word before "toll" says is counted; else the dead are."""
_NUMBER = "number"
_FATES = {
    "dead": "killed", "killed": "killed", "deaths": "killed", "fatalities": "killed",
    "wounded": "wounded", "injured": "wounded", "injuries": "wounded", "casualties": "casualties",
}  # fmt: skip
"""What stands after "the number of", and what is counted."""
_REACHED = frozenset({"to", "at"})
_OF = frozenset({"of"})


def running_toll(noun: Word) -> list[tuple[str, Quantity]]:
    """The number that a toll has reached, with its measure; empty for any other noun, or where none is told."""
    if noun.lemma == _NUMBER:
        measure = next((_FATES[word.lower] for word in _after(noun, _OF) if word.lower in _FATES), None)
    elif noun.lemma in _TOLLS:
        before = (child.lemma for child in noun.children if child.dep == "compound")
        measure = next((_MEASURES[word] for word in before if word in _MEASURES), "killed")
    else:
        measure = None
    return [(measure, quantity) for quantity in _number(noun)] if measure is not None else []


def number_of_such(participle: Word) -> list[Quantity]:
    """The number that those have reached of whom a participle tells: "the number of men *killed* rose to *12*"."""
    people = participle.head
    if participle.dep not in {"acl", "relcl"} or people.dep != "pobj" or people.head.lower not in _OF:
        return []
    noun = people.head.head
    return _number(noun) if noun.lemma == _NUMBER else []


def _number(noun: Word) -> list[Quantity]:
    return [quantity for word in _told(noun) for quantity in count_of(word) if quantity.explicit]


def _told(noun: Word) -> Iterator[Word]:
    """The words that may be the number: of the noun itself, and of the verb that it stands by."""
    yield from _after(noun, _OF)
    if noun.dep in {"nsubj", "nsubjpass", "dobj"}:
        verb = noun.head
        yield from _after(verb, _REACHED)
        for child in verb.children:
            if child.dep == "attr":
                yield child
            elif child.dep in {"acomp", "advmod"} or child.lower == "from":  # "nearer to thirty", "from 12 to 31"
                yield from _after(child, _REACHED)
                yield from (inner for inner in child.children if any(one.lower == "to" for one in inner.children))


def _after(word: Word, prepositions: frozenset[str]) -> Iterator[Word]:
    """What stands after one of the prepositions of a word."""
    for child in word.children:
        if child.dep == "prep" and child.lower in prepositions:
            yield from (inner for inner in child.children if inner.dep == "pobj")
