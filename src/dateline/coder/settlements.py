"""Descriptions of places: what stands for one named before ("raided *the town*"), and what no gazetteer has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dateline.places import Toponym
from dateline.records import Place
from dateline.syntax import Sentence, Word

PLACE_NOUNS = frozenset(
    {"town", "city", "village", "country", "district", "neighbourhood", "neighborhood", "suburb", "capital"}
)
_REACH = 6
"""Sentences that a description looks back."""


def descriptions(sentence: Sentence) -> Iterator[Word]:
    """The nouns of a sentence that point at a place named before."""
    return (word for word in sentence.words if word.lemma in PLACE_NOUNS and _is_definite(word))


def last_named(noun: Word, named: Callable[[int], Iterable[Toponym]]) -> Toponym | None:
    """The last place named before a description: a country for "the country", an exact place for the others.

    Args:
        noun: The description.
        named: The places that a sentence names, by its number, in text order.
    """
    kind = "country" if noun.lemma == "country" else "place"
    sentence = noun.sentence.index
    for index in range(sentence, max(-1, sentence - _REACH), -1):
        for toponym in reversed(list(named(index))):
            exact = toponym.place.precision in {1, 6} and "capital" not in toponym.text.lower()
            if toponym.kind == kind and exact and toponym.last < noun.index:
                return toponym
    return None


def town_in(county: Toponym, named: Iterable[Toponym]) -> Toponym | None:
    """The town of a county, where a report names just one that lies in it; None for what is no county.

    Args:
        county: A place.
        named: All places that the report names.
    """
    if county.kind != "admin2":
        return None
    towns = [one for one in named if _is_town(one) and _lies_in(one.place, county.place)]
    return towns[0] if len({one.place.geonames_id for one in towns}) == 1 else None


def _is_town(toponym: Toponym) -> bool:
    return toponym.kind == "place" and toponym.place.precision == 1 and toponym.place.geonames_id is not None


def _lies_in(town: Place, county: Place) -> bool:
    name = county.admin2 or county.name
    return (town.country, town.admin1, town.admin2) == (county.country, county.admin1, name) and bool(name)


def in_words(words: Sequence[Word], text: str, confidence: float) -> Toponym:
    """A place of which nothing is known but the report's words for it.

    Args:
        words: These words, of one sentence.
        text: The report's text.
        confidence: How sure it is that they name the place, 0 to 1.
    """
    start, end = words[0].start, words[-1].end
    place = Place(text=text[start:end], start=start, end=end)
    ends = words[0].index, words[-1].index
    return Toponym(start, end, place.text, *ends, place, "unknown", confidence, "no place that the gazetteer has")


def _is_definite(noun: Word) -> bool:
    """Whether a noun points at something known, with no name of its own: "the town", "this village"."""
    named = any(child.dep in {"compound", "appos", "prep", "poss", "nmod"} for child in noun.children)
    return not named and any(child.lower in {"the", "this", "that"} for child in noun.children)
