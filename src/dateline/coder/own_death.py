"""The death by their own hand of those who killed others: "killed four people *before taking his own life*".

The count of their victims leaves them out, and the toll of the event does not: casualty recorders count them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.coder.predicates import Predicate
from dateline.coder.slots import surface_subject
from dateline.coder.tree import is_infinitive, is_verb, negated
from dateline.syntax import Word

_OWN = frozenset({"himself", "herself", "themselves"})
_SHORT = _OWN | {"self"}
"""What stands for the same person after a victim: "kills wife, *self*"."""
_KILLING = frozenset({"kill", "hang", "execute"})
_GUNS = frozenset({"gun", "weapon", "rifle", "pistol", "handgun", "shotgun", "firearm", "revolver"})
_BESIDE = frozenset({"appos", "conj"})
_LOOSE = frozenset({"dep", "npadvmod", "conj"})
_TRYING = frozenset({"try", "attempt", "threaten", "want", "plan", "fail", "vow", "intend"})


def own_death(predicate: Predicate) -> Word | None:
    """The word that says that who killed others died by his own hand; None where none does.

    Args:
        predicate: A killing, its roles assigned and folded.
    """
    killings = [part for part in (predicate, *predicate.absorbed) if _kills_others(part)]
    if not killings or negated(predicate.head):
        return None
    if (word := next(_listed([predicate, *killings]), None)) is not None:
        return word
    actors = predicate.roles.get("actor", [])
    for verb in predicate.head.sentence.words:
        word = word_of_own_death(verb)
        if word is not None and actors and not _is_wish(verb) and set(surface_subject(verb)) & set(actors):
            return word
    return None


def word_of_own_death(verb: Word) -> Word | None:
    """The word for the dead where a verb says that its subject died by his own hand: "killing *himself*"."""
    if not is_verb(verb):
        return None
    objects = [child for child in verb.children if child.dep == "dobj"]
    if verb.lemma in _KILLING or (verb.lemma == "shoot" and _is_fatal(verb)):
        return next((child for child in objects if child.lower in _OWN), None)
    if verb.lemma == "take":
        return next((one for one in objects if one.lemma == "life" and _has(one, "own")), None)
    if verb.lemma == "commit":
        return next((one for one in objects if one.lemma == "suicide"), None)
    if verb.lemma == "turn" and any(one.lemma in _GUNS for one in objects):
        aims = (
            inner for child in (verb, *objects) for on in child.children if on.lower == "on" for inner in on.children
        )
        return next((inner for inner in aims if inner.lower in _OWN), None)
    return None


def _kills_others(part: Predicate) -> bool:
    if part.frame.measure.get("recipient") != "killed" and not _is_fatal(part.head):
        return False
    return any(head.lower not in _SHORT for head in part.roles.get("recipient", ()))


def _is_fatal(verb: Word) -> bool:
    """As in "*fatally* shot", "shot *dead*", "shot *to death*"."""
    dead = any(child.lower in {"fatally", "dead"} for child in verb.children)
    return dead or any(child.lower == "to" and _has(child, "death") for child in verb.children)


def _listed(parts: Iterable[Predicate]) -> Iterator[Word]:
    """Reflexive words that stand beside a victim, or after the verb: "killed six people and then *himself*"."""
    for part in parts:
        for head in part.roles.get("recipient", ()):
            yield from (child for child in head.children if child.lower in _SHORT and child.dep in _BESIDE)
        yield from (child for child in part.head.children if child.lower in _SHORT and child.dep in _LOOSE)


def _is_wish(verb: Word) -> bool:
    if negated(verb):
        return True
    return is_infinitive(verb) or (verb.tag == "VBG" and verb.head.lemma in _TRYING)


def _has(word: Word, lower: str) -> bool:
    return any(child.lower == lower for child in word.children)
