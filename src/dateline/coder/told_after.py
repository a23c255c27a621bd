"""When and where, told in a sentence of its own: "A bomb killed four people. *It went off in Gao on Monday.*"

Such a sentence names no event; its verb only says of the one told just before that it happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.coder.predicates import Predicate
from dateline.coder.slots import slots_of, surface_subject
from dateline.syntax import Document, Sentence, Word

_VERBS = frozenset({"happen", "occur", "transpire", "unfold"})
_STANDS_FOR_THE_EVENT = frozenset({"it", "this", "that", "all", "incident", "event", "tragedy", "episode", "drama"})
_REACH = 2
"""Sentences that such a subject looks back: reports often put a sentence of how it was learned between."""


def told_after(document: Document, events: Sequence[Predicate]) -> dict[int, Predicate]:
    """Find the verbs that say when or where the events before them happened.

    Returns:
        For the index of an event's head word, the verb as if it were that event's own word.
    """
    found: dict[int, Predicate] = {}
    for number, sentence in enumerate(document.sentences):
        verb = _verb_of(sentence)
        if verb is None:
            continue
        for event in _last_told(document.sentences[max(0, number - _REACH) : number], events):
            echo = replace(
                event, head=verb, anchor=verb, words=(verb,), slots=slots_of(verb), roles={}, own={}, absorbed=[]
            )
            found.setdefault(event.head.index, echo)
    return found


def _verb_of(sentence: Sentence) -> Word | None:
    verbs = (word for word in sentence.words if word.pos == "VERB" and (word.lemma in _VERBS or _takes_place(word)))
    return next((verb for verb in verbs if any(map(_stands_for_the_event, surface_subject(verb)))), None)


def _takes_place(word: Word) -> bool:
    place = word.child("dobj")
    return word.lemma == "take" and place is not None and place.lower == "place"


def _stands_for_the_event(subject: Word) -> bool:
    return subject.lower in _STANDS_FOR_THE_EVENT


def _last_told(before: Sequence[Sentence], events: Sequence[Predicate]) -> list[Predicate]:
    """The events of the nearest of these sentences that tells of any."""
    for sentence in reversed(before):
        here = [event for event in events if event.head.sentence is sentence]
        if here:
            return here
    return []
