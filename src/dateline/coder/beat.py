"""The town whose own case a report tells: "Lakeview police are looking for ..." places what nothing else does.

A careful reader takes it that the police of a town, or a resident of it, tell of what happened there. This holds for
deeds alone: where somebody spoke or promised is another question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.places import Toponym
from dateline.syntax import Document, Word

_FORCES = frozenset("police policeman policewoman officer detective deputy sheriff constable cop patrolman".split())
"""Whose duty ends at the border of their town or county."""
_RESIDENTS = frozenset(
    "man woman teen teenager boy girl couple brother resident mother father student toddler family youth".split()
)
_DEEDS = frozenset(
    "shooting attack bombing blast explosion killing stabbing murder massacre raid ambush clash homicide slaying "
    "robbery siege standoff assault riot beating kidnapping abduction arson shootout".split()
)
_MATERIAL = frozenset({"assault", "coerce"})
_TOWNS = frozenset({"place", "admin2"})
_OF, _IN_OR_OF = frozenset({"of"}), frozenset({"in", "of"})


@dataclass(frozen=True, slots=True)
class Located:
    """The toponym of an event and why it was chosen."""

    toponym: Toponym
    why: str


@dataclass(frozen=True, slots=True)
class Beat:
    """The town or county of a report's own case, if it has one."""

    document: Document
    town: Toponym | None

    def here(self, kind: str, head: Word, named: Sequence[Toponym]) -> Located | None:
        """The place of an event by what its own sentence names: "the *Gao* shooting", "a man of *Gao* was shot".

        Args:
            kind: The type of the event.
            head: The word that names it.
            named: The places that its sentence names.
        """
        if kind not in _MATERIAL:
            return None
        towns = _known_towns(named)
        for one in towns:
            if _any(_after(self.document, one, 2), _DEEDS):
                return Located(one, f"the deed is named by {one.text}")
        names = {one.place.name for one in towns if one.kind == "place"}
        if len(names) == 1 and not _was_before(head) and _is_of(self.document, towns[0], _RESIDENTS, _OF):
            return Located(towns[0], f"it is told of people of {towns[0].text}, and nothing else says where")
        return None

    def elsewhere(self, kind: str, words: Iterable[Word], named: Sequence[Toponym]) -> Located | None:
        """The town whose police tell of the event, where its sentence names no other.

        Args:
            kind: The type of the event.
            words: Those that name it.
            named: The places that its sentence names.
        """
        if kind not in _MATERIAL or self.town is None or any(_was_before(word) for word in words):
            return None
        if {one.place.name for one in _known_towns(named) if one.kind == "place"} <= {self.town.place.name}:
            return Located(self.town, f"the police of {self.town.text} tell of it, and nothing else says where")
        return None


def find_beat(document: Document, toponyms: Sequence[Toponym]) -> Beat:
    """The one town whose police a report names, else the one county."""
    known = _known_towns(toponyms)
    forces = [one for one in known if _is_of(document, one, _FORCES, _IN_OR_OF)]
    towns = [one for one in forces if one.kind == "place"] or forces
    names = {(one.place.name, one.place.admin1, one.place.country) for one in towns}
    return Beat(document, towns[0] if len(names) == 1 else None)


def _known_towns(toponyms: Sequence[Toponym]) -> list[Toponym]:
    return [one for one in toponyms if one.kind in _TOWNS and one.place.latitude is not None]


def _is_of(document: Document, toponym: Toponym, nouns: frozenset[str], links: frozenset[str]) -> bool:
    """As in "*Gao* police", "the *Lake County* Sheriff's Office", "police in *Gao*"."""
    before = document.words[max(0, toponym.first - 2) : toponym.first]
    led = [word.lemma in nouns and link.lower in links for word, link in pairwise(before)]
    return any(led) or _any(_after(document, toponym, 1), nouns)


def _after(document: Document, toponym: Toponym, number: int) -> list[Word]:
    """The words after a name in its sentence, without a possessive ending."""
    sentence = document.words[toponym.first].sentence
    after = document.words[toponym.last + 1 : toponym.last + 2 + number]
    after = [word for word in after if word.sentence is sentence]
    return after[1:] if after and after[0].tag == "POS" else after[:number]


def _any(words: Iterable[Word], nouns: frozenset[str]) -> bool:
    return any(word.lemma in nouns or word.lower in nouns for word in words)


def _was_before(head: Word) -> bool:
    """As in "had been arrested": background, which may be from anywhere."""
    return any(child.lower == "had" for child in head.children)
