"""A toll told by itself has day and place from the attack told just before: "A bomb hit Gao on Monday. *Six died*."

Only bare tolls are read so: to carry days and places on to whatever follows was tried, and lost on reports that
nothing was tuned on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coder.beat import Located
from dateline.coder.predicates import Predicate
from dateline.coder.times import TimeMention
from dateline.coder.tree import is_verb
from dateline.syntax import Sentence

_TOLLS = frozenset({"killed", "wounded", "casualties"})
_OWN_PLACE = ("in", "at", "near", "outside", "on")
_NAMES = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when the last attack was, and the sentence that tells of it."""

    sentence: Sentence
    located: Located | None
    time: TimeMention | None

    def goes_on_in(self, sentence: Sentence) -> bool:
        """Whether a sentence follows right after, in the same paragraph."""
        return sentence.index == self.sentence.index + 1 and sentence.paragraph == self.sentence.paragraph


def is_bare_toll(predicate: Predicate, actors: Sequence[object]) -> bool:
    """Whether an event only says who was killed or hurt: not by whom, and nowhere of its own."""
    if actors or not is_verb(predicate.head) or predicate.frame.measure.get("recipient") not in _TOLLS:
        return False
    return all(head.tag not in _NAMES for slot in _OWN_PLACE for head in predicate.slots.get(slot, ()))


def next_setting(before: Setting | None, told: Setting) -> Setting:
    """The setting after another attack was told: of one sentence the first that has a day."""
    same = before is not None and before.sentence is told.sentence
    return before if same and before is not None and before.time is not None else told
