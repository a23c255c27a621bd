"""What a claim asks of its event's words: what to call it, how it was done, and whether it is told as news."""

from __future__ import annotations

import datetime as dt

from dateline.coder.content import WORDS
from dateline.coder.means import with_means
from dateline.coder.occurrence import occurs
from dateline.coder.predicates import Predicate
from dateline.coder.times import TimeMention
from dateline.coder.tree import is_infinitive
from dateline.ontology.model import Role

_LIVING_MEMORY = 50
"""Years after which an event is history: the wars that reports give as background are within them."""
_TOLD = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})
"""Clauses that tell of an event by themselves: "a shell *fell* near the palace"."""
_THINGS: tuple[Role, ...] = ("instrument", "force", "content")
"""What an event may be told of though nobody is named: "*reservists* were called up", "the *border* was reopened"."""


def tells_of_own_side(predicate: Predicate) -> bool:
    """Whether an event without an actor is, in an official's mouth, one of the official's own side.

    So are deployments ("planes had been sent") and plans that nobody is said to have ("no plans to extend").
    """
    if "force" in predicate.frame.measure:
        return True
    verb = predicate.anchor
    planned = verb.dep == "acl" and is_infinitive(verb) and not predicate.slots.get("subject")
    return planned and verb.head.dep != "dobj"  # "said police had foiled a plot to attack": not a plot of their own


def happens(predicate: Predicate, time: TimeMention | None) -> bool:
    """Whether an event is told without participants: "a march is planned for Sunday", "a bomb exploded"."""
    if predicate.is_nominal:
        return time is not None and occurs(predicate.head.head)
    things = _THINGS[:-1] if predicate.entry.type in WORDS else _THINGS
    return predicate.head.dep in _TOLD and any(predicate.roles.get(role) for role in things)


def trigger(predicate: Predicate) -> tuple[int, int]:
    """The event's words, when they stand together; else the head alone."""
    words = sorted(predicate.words, key=lambda word: word.index)
    if words[-1].index - words[0].index == len(words) - 1:
        return words[0].start, words[-1].end
    return predicate.head.start, predicate.head.end


def mode(predicate: Predicate) -> str | None:
    """The event's own mode; a word folded into it tells more where its own says only what came of it."""
    own = predicate.entry.type
    inner = next((item.entry.mode for item in predicate.absorbed if item.entry.mode and item.entry.type == own), None)
    if predicate.frame.measure and inner:
        return inner
    return with_means(predicate, predicate.entry.mode or inner)


def is_remote(mention: TimeMention, today: dt.date | None) -> bool:
    """Whether a time is that of history rather than of a conflict that is still told of."""
    last = mention.span.last
    return today is not None and last is not None and int(last[:4]) < today.year - _LIVING_MEMORY
