"""Events named by words that no list has: how their arguments are read."""

from __future__ import annotations

from dateline.coder.predicates import Predicate
from dateline.coder.slots import slots_of
from dateline.coder.tree import is_noun, is_verb
from dateline.ontology import Frame, LexiconEntry, Ontology
from dateline.syntax import Word

READ = {"verb": "read-verb", "noun": "read-noun"}
"""The frames of words that the lexicon does not have, in `ontology/frames.yaml`."""
_TOLD = frozenset({"nsubj", "nsubjpass", "dobj", "ROOT"})
"""Where a noun tells of an event by itself; after a preposition it is mostly the setting of another."""


def unlisted(
    word: Word,
    kind: str,
    ontology: Ontology,
    *,
    mode: str | None = None,
    measure: str | None = None,
    weight: float = 1.0,
) -> Predicate | None:
    """The event that a word names; None for what heads no phrase.

    Args:
        word: The word.
        kind: Its type.
        ontology: Has the frames.
        mode: Its mode.
        measure: What it counts of those that it befalls; None where it counts nobody.
        weight: How sure it is that it names one.
    """
    frame = _frame(word, ontology)
    if frame is None:
        return None
    if measure is not None:
        frame = frame.model_copy(update={"measure": {"recipient": measure}})
    entry = LexiconEntry(type=kind, mode=mode, frame=frame.name, weight=weight)
    return Predicate(word, (word,), entry, frame, slots_of(word), word)


def tells_by_itself(word: Word) -> bool:
    """Whether a word stands where one that no list has may name an event."""
    return is_verb(word) or word.dep in _TOLD


def _frame(word: Word, ontology: Ontology) -> Frame | None:
    """How the arguments of the word are read."""
    if is_verb(word):
        return None if word.dep in {"aux", "auxpass"} else ontology.frames[READ["verb"]]
    return ontology.frames[READ["noun"]] if is_noun(word) else None
