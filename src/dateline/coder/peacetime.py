"""Event words that tell of illness, mishap, opinion polls or fiction: no events of conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.coder.predicates import Predicate
from dateline.coder.tree import SUBJECTS
from dateline.syntax import Word

CLASSES = ("sickness", "mishap", "violence", "polls", "fiction")
"""The ontology's classes of words that are asked for."""
_HARM = frozenset({"killed", "wounded", "casualties", "missing"})
_OPINIONS = frozenset({"support", "reject"})
"""Types that polls measure: "*support* for the senator fell by four points"."""


def without_peacetime(found: Sequence[Predicate], classes: Mapping[str, frozenset[str]]) -> list[Predicate]:
    """The predicates that tell of conflict, roles assigned.

    Args:
        found: The predicates of a report.
        classes: The ontology's classes of words.
    """
    violent = classes["violence"]
    attacked = {one.head.sentence.index for one in found if one.entry.type == "assault" and not _measures_harm(one)}
    mishaps = classes["sickness"] | classes["mishap"]
    told = []
    for predicate in found:
        words = {word.lemma for word in predicate.head.sentence.words}
        calm = predicate.head.sentence.index not in attacked and words.isdisjoint(violent)
        suffered = _measures_harm(predicate) and not _has_agent(predicate, classes["human"])
        if calm and suffered and not words.isdisjoint(mishaps):
            continue
        if predicate.entry.type in _OPINIONS and not words.isdisjoint(classes["polls"]):
            continue
        if not _is_of_fiction(predicate.head, classes["fiction"]):
            told.append(predicate)
    return told


def _measures_harm(predicate: Predicate) -> bool:
    return predicate.frame.measure.get("recipient") in _HARM


def _has_agent(predicate: Predicate, human: frozenset[str]) -> bool:
    """Whether somebody is said to have done the harm."""
    return any(head.entity or head.lemma in human or head.tag == "PRP" for head in predicate.roles.get("actor", ()))


def _is_of_fiction(word: Word, fiction: frozenset[str]) -> bool:
    """As in "a *film* about a soldier who kills", "her *novel* tells of a massacre"."""
    for above in word.ancestors():
        subject = above.child(*SUBJECTS)
        if above.lemma in fiction or (subject is not None and subject is not word and subject.lemma in fiction):
            return True
    return False
