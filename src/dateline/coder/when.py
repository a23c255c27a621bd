"""The time of an event: the time expression that belongs to it by syntax."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.coder.attach import governor, nearest
from dateline.coder.predicates import Predicate
from dateline.coder.times import TimeMention
from dateline.coder.tree import first_conjunct, is_noun, is_verb
from dateline.core.dates import DateSpan
from dateline.syntax import Document, Word

_EVENT_RELATIONS = frozenset({"on", "since", "until", "before", "after", "of"})
_AFTER = ("later", "afterwards", "the next day", "the following day")
_REASONS = frozenset({"for", "over"})
_REASON_TYPES = frozenset({"assault", "coerce"})
_ASIDE = frozenset({"relcl", "acl"})
"""Clauses that tell of a noun: what stands in them belongs to them, and what stands above them does not."""


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
    own = _own_words(predicate)
    then = _then(predicate, mentions, document)
    if then is not None:
        return then
    holders = []
    for number, mention in enumerate(mentions):
        if mention.relation not in _EVENT_RELATIONS or document.words[mention.first].sentence is not sentence:
            continue
        holder = governor(document.words[mention.first : mention.last + 1])
        if mention.relation == "of" and not _names(holder, predicate):
            continue  # "rejected the *May* offer"
        if is_cue(holder) and holder is not predicate.head and not _says_what_it_was(holder):
            continue
        if _is_reason_of(predicate, holder, own, event_words):
            continue  # "was jailed on *Friday* for the murder"
        if _tells_order(mention) and holder.index in event_words and holder.index not in own:
            continue  # "were abducted and released *three days later*"
        if not _aside(holder, own) and not _under_another(predicate, holder, own, event_words):
            holders.append((number, holder))
    chosen = nearest(holders, predicate, event_words)
    if chosen is None:
        return None
    holder = next(word for number, word in holders if number == chosen)
    return _as_begun(mentions[chosen], holder, own)


def _then(predicate: Predicate, mentions: Sequence[TimeMention], document: Document) -> TimeMention | None:
    """The time of which a clause tells what happened then: "quiet since *2001*, when a protester lost an eye"."""
    when = first_conjunct(predicate.anchor).child("advmod")
    if when is None or when.lower != "when" or when.index == 0:
        return None
    before = document.words[when.index - 1]
    last = before.index - 1 if before.text == "," else before.index
    told = next((one for one in mentions if one.last == last and one.span.first is not None), None)
    return replace(told, relation="on") if told is not None else None


def _names(noun: Word, predicate: Predicate) -> bool:
    """Whether a noun names the event itself: "the March *blast*"."""
    return is_noun(noun) and any(noun is part.head for part in (predicate, *predicate.absorbed))


def _says_what_it_was(verb: Word) -> bool:
    """As in "were killed in what police *called* a feud on Monday": the day is not when they said so."""
    return verb.dep == "pcomp" and any(child.lower == "what" for child in verb.children)


def _own_words(predicate: Predicate) -> frozenset[int]:
    parts = (predicate, *predicate.absorbed)
    return frozenset(word.index for part in parts for word in (*part.words, part.anchor))


def _aside(holder: Word, own: frozenset[int]) -> bool:
    """Whether a phrase stands in a clause that tells of something else: "the man *held since May* was killed"."""
    for word in (holder, *holder.ancestors()):
        if word.index in own:
            return False
        if word.dep in _ASIDE and is_verb(word) and word.head.index not in own:
            return True
    return False


def _under_another(predicate: Predicate, holder: Word, own: frozenset[int], event_words: frozenset[int]) -> bool:
    """Whether the event is told aside, of a party to another event, which has the phrase: "men who fled struck"."""
    others = event_words - own
    verb = predicate.anchor
    if verb.dep != "relcl" or verb.head.index in own or holder is verb or verb in holder.ancestors():
        return False
    return any(word.index in others for word in verb.ancestors() if word is holder or word in holder.ancestors())


def _tells_order(mention: TimeMention) -> bool:
    """Whether a phrase says how long after another event something was: it dates the one verb that it stands by."""
    return mention.span.first is None and mention.span.text.lower().endswith(_AFTER)


def _is_reason_of(predicate: Predicate, holder: Word, own: frozenset[int], event_words: frozenset[int]) -> bool:
    """Whether the event is what another was done for, at the phrase's time: it came before."""
    reason = first_conjunct(predicate.head)
    if predicate.entry.type not in _REASON_TYPES:
        return False  # "flew in on *Friday* for talks"
    if reason.dep not in {"pobj", "pcomp"} or reason.head.lower not in _REASONS or reason.head.head is not holder:
        return False
    light = predicate.light
    judged = light is not None and (light.told or light.object == "actor") and holder is predicate.anchor
    return judged or (holder.index in event_words and holder.index not in own)


def _as_begun(mention: TimeMention, holder: Word, own: frozenset[int]) -> TimeMention:
    """A day since which something goes on: "since the uprising *began on 5 February*"."""
    if mention.relation == "on" and holder.index not in own:
        marked = any(child.lower == "since" and child.dep == "mark" for child in holder.children)
        return replace(mention, relation="since") if marked else mention
    return mention


def until_now(mention: TimeMention, today: dt.date | None) -> TimeMention:
    """What has gone on "since Friday" has the days from then to the day of writing."""
    span = mention.span
    if mention.relation != "since" or span.first is None or today is None or today.isoformat() < span.first:
        return mention
    days = DateSpan(dt.date.fromisoformat(span.first), today)
    return replace(mention, span=span.model_copy(update={"last": today.isoformat(), "precision": days.precision}))
