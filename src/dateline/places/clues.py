"""What a whole report tells of the names in it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.core.countries import country_of_adjective, country_of_name
from dateline.places.gazetteer import Gazetteer
from dateline.syntax.document import Document, Word


@dataclass(frozen=True, slots=True)
class Clues:
    """What the whole report tells: parts of persons' names, words that it also writes in lower case, its countries."""

    people: frozenset[str]
    lower_case: frozenset[str]
    countries: frozenset[str]
    gazetteer: Gazetteer


def clues_of(document: Document, gazetteer: Gazetteer) -> Clues:
    """Gather the clues."""
    return Clues(_people(document, gazetteer), _lower_case(document), _spoken_of(document), gazetteer)


def _people(document: Document, gazetteer: Gazetteer) -> frozenset[str]:
    """Words of the persons' names that the parser sees: "Hilton" once "Paris Hilton" was named.

    A whole name that is a place's ("Abu Kershola") tells of no person: the parser knows few villages.
    """
    found: set[str] = set()
    run: list[Word] = []
    for word in (*document.words, None):
        if word is not None and word.entity == "PERSON" and (not run or run[-1].sentence is word.sentence):
            run.append(word)
            continue
        if len(run) > 1 and not gazetteer.knows(document.text[run[0].start : run[-1].end]):
            found.update(one.lower for one in run)
        run = [word] if word is not None and word.entity == "PERSON" else []
    return frozenset(found)


def _spoken_of(document: Document) -> frozenset[str]:
    """Countries by their names (of one word) and adjectives."""
    capitalised = {word.text for word in document.words if word.text[:1].isupper()}
    codes = (country_of_name(text) or country_of_adjective(text) for text in capitalised)
    return frozenset(code for code in codes if code)


def _lower_case(document: Document) -> frozenset[str]:
    return frozenset(word.text for word in document.words if word.text.islower())
