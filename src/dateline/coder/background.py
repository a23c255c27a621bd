"""Whether an event is told as background, or is to come, though no word says so: its own time does.

Reports tell what happened well before the news in the plain past, with a month, a year or a day that lies back; and
what is planned in the plain present, with a day to come. What a court judges happened well before, too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dateline.coder.attach import governor
from dateline.coder.predicates import Predicate
from dateline.coder.reading import Reading
from dateline.coder.status import Explained
from dateline.coder.times import TimeMention
from dateline.coder.tree import is_verb
from dateline.syntax import Word

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_MONTH_PRECISION = 4
LONG_PAST, LONG_PAST_MONTH = 45, 30
"""Days from the middle of its time to the day of writing after which an event is no news: told by its day or week, and
told by its month or a longer time. By hand, what is about two months back is background and what is under a month is
not; on the dev texts all limits from 30 to 45 give the same, more lose."""
OLD = 14
"""Days since the end of its time after which an event may be background if more than its time says so."""
_GOES_ON = re.compile(
    r"\b(?:hour|day|night|evening|morning)s?\b.*\b(?:later|earlier|before|after)\b|\b(?:previous|next|same|following)\b",
    re.IGNORECASE,
)
"""Times that count from the one told before, which they may have taken from another story: "an hour later"."""
_PRESENT = frozenset({"VBZ", "VBP"})
_PERFECT = frozenset({"has", "have", "'ve", "’ve"})
_VERDICT = "convict"
"""The mode of verdicts: months, as a rule, after what was judged."""
_FOR = frozenset({"for", "over", "of", "in"})


class Background:
    """What the times of a report's events say of their status.

    Args:
        reading: The report.
        events: Its events.
    """

    def __init__(self, reading: Reading, events: Sequence[Predicate]) -> None:
        self._words = reading.document.words
        self._today = reading.published
        self._crimes = tried_crimes(events)

    def status(self, predicate: Predicate, time: TimeMention | None) -> Explained | None:
        """The status of an event that its words assert, with the reason; None where it is news.

        Args:
            predicate: The event.
            time: Its time, if there is one.
        """
        if time is not None and (_names_year(time) or self._is_long_past(predicate, time)):
            return "historical", time.span.text
        if time is not None and self._is_to_come(predicate, time):
            return "future", time.span.text
        return ("historical", "judged") if predicate.head.index in self._crimes else None

    def is_old(self, time: TimeMention) -> bool:
        """Whether a time ended so long before the day of writing that what happened then may be background."""
        last, today = time.span.last, self._today
        if time.relation == "since":
            return False  # it goes on
        return last is not None and today is not None and (today - dt.date.fromisoformat(last)).days > OLD

    def _is_long_past(self, predicate: Predicate, time: TimeMention) -> bool:
        first, last, today = time.span.first, time.span.last, self._today
        if (
            today is None
            or first is None
            or last is None
            or time.relation not in {"on", "of"}
            or _GOES_ON.search(time.span.text)
        ):
            return False
        begun, ended = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        middle = begun + (min(ended, today) - begun) / 2
        least = LONG_PAST_MONTH if (time.span.precision or 0) >= _MONTH_PRECISION else LONG_PAST
        # "Have died *this year*" counts up to now, "has refused the deal *of March*" is of today.
        until_now = ended >= today - dt.timedelta(days=1)
        return (today - middle).days > least and (until_now or not _is_of_now(predicate)) and self._has(predicate, time)

    def _is_to_come(self, predicate: Predicate, time: TimeMention) -> bool:
        """As in "*meets* them tomorrow"."""
        first, today = time.span.first, self._today
        if today is None or first is None or first <= today.isoformat() or time.relation != "on":
            return False
        return not predicate.is_nominal and predicate.anchor.tag in _PRESENT and self._has(predicate, time)

    def _has(self, predicate: Predicate, time: TimeMention) -> bool:
        """Whether a time is the event's, and not that of something it is about: "rejected the plan *of March*"."""
        words = self._words[time.first : time.last + 1]
        holder = governor(words)
        if holder.sentence is not predicate.head.sentence or holder.index in _own(predicate):
            return True
        if is_verb(holder):
            return holder in predicate.anchor.ancestors()
        inside = {word.index for word in words}
        top = next(word for word in words if word.head is word or word.head.index not in inside)
        return top.dep not in {"compound", "nmod", "amod", "poss"} and top.head.lower != "of"


def tried_crimes(events: Sequence[Predicate]) -> frozenset[int]:
    """Find the crimes that somebody was sentenced for: "jailed for the *killing* of a trader".

    Returns:
        Indexes of the events' head words.
    """
    verdicts = {index for event in events if event.entry.mode == _VERDICT for index in _own(event)}
    found = set()
    for event in events:
        below = event.head
        for above in event.head.ancestors():
            if above.index in verdicts and below.dep == "prep" and below.lower in _FOR:
                found.add(event.head.index)
            below = above
    return frozenset(found - verdicts)


def _own(predicate: Predicate) -> set[int]:
    """Indexes of the event's words."""
    parts = (predicate, *predicate.absorbed)
    return {word.index for part in parts for word in (*part.words, part.anchor)}


def _names_year(time: TimeMention) -> bool:
    """A month or year with its number, or a "since" that reaches back to one."""
    precision = time.span.precision
    if precision is None or not _YEAR.search(time.span.text):
        return False
    return precision >= _MONTH_PRECISION or time.relation == "since"


def _is_of_now(predicate: Predicate) -> bool:
    """Whether the event's verb is in the present, or the present perfect."""
    verb: Word = predicate.anchor
    return is_verb(verb) and (verb.tag in _PRESENT or any(child.lower in _PERFECT for child in verb.children))
