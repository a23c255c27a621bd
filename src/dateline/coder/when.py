"""The time of an event: the time expression that belongs to it by syntax."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.coder.attach import governor, nearest
from dateline.coder.predicates import Predicate
from dateline.coder.times import TimeMention
from dateline.syntax import Document, Word

_EVENT_RELATIONS = frozenset({"on", "since", "until", "before", "after"})


def event_time(
    predicate: Predicate,
    mentions: Sequence[TimeMention],
    document: Document,
    event_words: frozenset[int],
    *,
    is_cue: Callable[[Word], bool],
) -> TimeMention | None:
    """The time at which the event is said to have happened, or None.

    "Said *Saturday* that" is when it was said, and durations and frequencies are no dates.
    """
    sentence = predicate.head.sentence
    holders = []
    for number, mention in enumerate(mentions):
        if mention.relation not in _EVENT_RELATIONS or document.words[mention.first].sentence is not sentence:
            continue
        holder = governor(document.words[mention.first : mention.last + 1])
        if is_cue(holder) and holder is not predicate.head:
            continue
        holders.append((number, holder))
    chosen = nearest(holders, predicate, event_words)
    return mentions[chosen] if chosen is not None else None
