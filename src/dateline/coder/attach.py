"""How closely a time, a place or a number belongs to an event, by syntax."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coder.predicates import Predicate
from dateline.syntax import Word

# Costs are steps in the tree. Calibrated on own sentences (tests/coder/test_attach.py): what hangs on another event
# is farther than anything of one's own clause, and what hangs on the governing clause lies between.
OTHER_EVENT = 6
GOVERNING_CLAUSE = 3
FAR = 8
"""Beyond this cost a phrase is not the event's."""


def governor(words: list[Word]) -> Word:
    """The word that a phrase hangs on: "killed" for "on Friday" in "killed on Friday"."""
    inside = {word.index for word in words}
    top = words[0]
    while top.head.index in inside and top.head is not top:
        top = top.head
    if top.head is top:
        return top
    above = top.head
    while above.dep in {"prep", "agent", "pcomp"} and above.head is not above and above.pos in {"ADP", "SCONJ", "ADV"}:
        above = above.head
    return above


def belongs(holder: Word, predicate: Predicate, event_words: frozenset[int]) -> int | None:
    """Cost of a phrase that hangs on `holder`, seen from the event; None when they share no sentence.

    Args:
        holder: The word that the phrase hangs on.
        predicate: The event.
        event_words: Indexes of the head and anchor words of all events of the document.
    """
    if holder.sentence is not predicate.head.sentence:
        return None
    own = [predicate.head, predicate.anchor, *(item.head for item in predicate.absorbed)]
    own.extend(item.anchor for item in predicate.absorbed)
    mine = {word.index for word in own}
    return min(_cost(holder, word, event_words - mine) for word in dict.fromkeys(own))


def _cost(holder: Word, event: Word, others: frozenset[int]) -> int:
    above_holder = [holder, *holder.ancestors()]
    position = {word.index: steps for steps, word in enumerate(above_holder)}
    for down, word in enumerate([event, *event.ancestors()]):
        steps = position.get(word.index)
        if steps is None:
            continue
        passed = above_holder[:steps] if down == 0 else above_holder[: steps + 1]
        cost = steps + (GOVERNING_CLAUSE + down if down else 0)
        if any(item.index in others for item in passed):
            cost += OTHER_EVENT if down == 0 else OTHER_EVENT // 3
        return cost
    return FAR + 1


def nearest(holders: Iterable[tuple[int, Word]], predicate: Predicate, event_words: frozenset[int]) -> int | None:
    """Of some phrases, each given as (its number, the word it hangs on), the number of the one that belongs most.

    Ties go to the first in the text. None when all are too far.
    """
    best: tuple[int, int] | None = None
    for number, holder in holders:
        cost = belongs(holder, predicate, event_words)
        if cost is not None and cost <= FAR and (best is None or cost < best[0]):
            best = (cost, number)
    return best[1] if best is not None else None
