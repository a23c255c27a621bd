"""When: the phrases of time in a report, with the days they stand for by the newspaper's conventions.

A weekday is that day's if the report bears it, otherwise the last one, or the coming one under a verb that looks
ahead; a date without its year is the last of that name. Precision is UCDP's date_prec. What needs the day of
writing has no dates when that is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, cast

from dateline.coder.time_base import Frame, Phrase, When, clock_end
from dateline.coder.time_calendar import is_attribute
from dateline.coder.time_lexicon import TimeWords, load_time_words
from dateline.coder.time_patterns import phrase_at
from dateline.core.dates import DateSpan
from dateline.records import TimeSpan
from dateline.syntax import Document, Sentence, Word

Relation = Literal["of", "on", "since", "until", "before", "after", "duration", "frequency"]

# A dateline is older than its report by some days at most; one farther off is a misreading.
DATELINE_DAYS = 31
# "A couple of hundred of the last ..." is as far as a phrase goes before a word of time.
REACH = 8
# Before a colon, what was done to the page then.
_STAMPS = frozenset("posted published updated created modified uploaded filed".split())
# "Thursday into Friday": ranges of days without "from" are joined when they are this short.
SHORT = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A phrase of time.

    `first` and `last` are the indexes of its words in `document.words`, inclusive. `relation` is how an event
    told with it stands to it: "on" it, "since", "until", "before" or "after" it, or it names it ("of": "the March
    blast"); or the phrase says how long ("duration") or how often ("frequency"), and has no dates.
    """

    first: int
    last: int
    span: TimeSpan
    relation: Relation


def find_times(
    document: Document,
    *,
    published: date | None,
    dateline_date: date | None = None,
    entry_day: Callable[[int], date | None] = lambda _: None,
) -> list[TimeMention]:
    """Find the phrases of time of a report, in text order, never overlapping.

    Args:
        document: The parsed report.
        published: The day on which it was published.
        dateline_date: The day of its dateline, which is the day of writing when it is near to `published`.
        entry_day: The day of the live-blog entry that holds an offset, which is the day of its writing.

    Returns:
        The mentions. Dates are null where the day of writing is needed and unknown, where the text leaves
        two readings open, and for durations and habits.
    """
    today = _day_of_writing(published, dateline_date)
    found: list[TimeMention] = []
    prior: DateSpan | None = None
    for sentence in document.sentences:
        now = entry_day(sentence.start) or today
        for start, phrase in phrases(sentence.words):
            if _is_stamp(sentence.words, start):
                continue
            mention, span = _mention(document, sentence, start, phrase, Frame(now, now, ahead=False, prior=prior))
            found.append(mention)
            if span is not None and mention.relation == "on":
                prior = span
    return found


def _is_stamp(words: Sequence[Word], start: int) -> bool:
    """Whether the phrase is when the page was made: "*Posted*: Sunday, 22 February"."""
    return start > 1 and words[start - 1].text == ":" and words[start - 2].lower in _STAMPS


def _day_of_writing(published: date | None, dateline_date: date | None) -> date | None:
    if published is None or dateline_date is None:
        return published or dateline_date
    return dateline_date if abs(published - dateline_date).days <= DATELINE_DAYS else published


def phrases(words: Sequence[Word]) -> list[tuple[int, Phrase]]:
    """Find the phrases of one sentence: (position of the first word, phrase), ranges already joined."""
    lexicon = load_time_words()
    # Every phrase has one of these among its first words; most sentences have none at all.
    telling = [word.lower in lexicon.telling or word.lower[0].isdigit() for word in words]
    if True not in telling:
        return []
    found, position, free = [], 0, 0
    while position < len(words):
        phrase = phrase_at(words, position) if True in telling[position : position + REACH] else None
        if phrase is None:
            position += 1
            continue
        clock = _with_clock(words, position)
        start = clock if clock >= free else position  # "February *3* p.m. Friday": the number is the first phrase's
        phrase = _joined(words, position, phrase, lexicon)
        found.append((start, phrase))
        position = free = max(phrase.end, position + 1)
    return found


def _with_clock(words: Sequence[Word], position: int) -> int:
    """Take in the clock time before a day: "3 p.m. Friday", "3 p.m. on Friday"."""
    on = position > 0 and words[position - 1].lower == "on"
    at = position - on
    for start in (at - 2, at - 1):
        if start >= 0 and clock_end(words, start) == at:
            return start
    return position


def _joined(words: Sequence[Word], position: int, phrase: Phrase, lexicon: TimeWords) -> Phrase:
    """Join the other end of a range: "Thursday into Friday", "from 3 May to 5 June", "between March and June 2019"."""
    if phrase.kind != "time" or phrase.end + 1 >= len(words):
        return phrase
    joint = words[phrase.end].lower
    opening = words[position - 1].lower if position else ""
    overnight = words[position].lower == "overnight"
    both = joint in {"and", "&"}
    dash = joint in {"-", "–", "—", "/"} and phrase.single
    if not (joint in lexicon.joints or both or dash):
        return phrase
    at = phrase.end + 1
    at += words[at].lower in {"on", "the"} and phrase_at(words, at) is None
    other = phrase_at(words, at) if at < len(words) else None
    if other is None or other.kind != "time" or (phrase.single and not other.single):
        return phrase
    loose = both and opening != "between" and not overnight
    if loose and not _consecutive(phrase, other):
        return phrase
    return replace(other, when=_range(phrase.when, other.when), single=False)


def _consecutive(left: Phrase, right: Phrase) -> bool:
    """Whether two times follow each other, seen from any day: "Monday and Tuesday", "May and June", "2015 and 2016"."""
    probe = date(2001, 6, 15)
    frame = Frame(probe, probe, ahead=False, prior=None)
    last = right.when(frame)
    first = left.when(replace(frame, near=last.first)) if last is not None else None
    return first is not None and last is not None and (last.first - first.last).days == 1


def _range(left: When, right: When) -> When:
    """The days from one phrase to another. The far end is settled first, and the near one counted from it."""

    def when(frame: Frame) -> DateSpan | None:
        last = right(frame)
        if last is None:
            return None
        first = left(replace(frame, near=last.first, ahead=False))
        if first is not None and first.first > last.last:
            last = right(replace(frame, near=first.last, ahead=True))
        if first is None or last is None or first.first > last.last:
            return None
        return DateSpan(first.first, last.last)

    return when


def _mention(
    document: Document, sentence: Sentence, start: int, phrase: Phrase, frame: Frame
) -> tuple[TimeMention, DateSpan | None]:
    words = sentence.words
    relation = _relation(words, start, phrase)
    span: DateSpan | None = None
    if phrase.kind == "time":
        ahead = frame.near is not None and relation != "since" and looks_ahead(words[phrase.chief])
        span = phrase.when(replace(frame, ahead=ahead))
    first, last = words[start], words[phrase.end - 1]
    quoted = TimeSpan(
        text=document.text[first.start : last.end],
        start=first.start,
        end=last.end,
        first=span.first.isoformat() if span is not None else None,
        last=span.last.isoformat() if span is not None else None,
        precision=span.precision if span is not None else None,
    )
    return TimeMention(first.index, last.index, quoted, relation), span


_TRANSPARENT = frozenset({"the", "early", "late", "about", "around", "at", "least", "roughly", "on", "mid", "-", "as"})


def _relation(words: Sequence[Word], start: int, phrase: Phrase) -> Relation:
    """How the preposition before the phrase relates an event to it."""
    if phrase.kind != "time":
        return cast("Relation", phrase.kind)
    lexicon = load_time_words()
    if phrase.end == start + 1 and words[start].lower in lexicon.months and is_attribute(words, start):
        return "of"
    at = start - 1
    while at >= 0 and words[at].lower in _TRANSPARENT:
        at -= 1
    if at < 0:
        return "on"
    lower = words[at].lower
    if lower == "to" and at and words[at - 1].lower == "prior":
        return "before"
    if lower == "of" and at and words[at - 1].lower == "ahead":
        return "before"
    relation = lexicon.relations.get(lower, "on")
    if relation == "until" and lower == "by" and words[at].dep == "agent":
        return "on"
    if relation in {"before", "after"} and words[at].head.index > words[phrase.chief].index:
        return "on"
    return cast("Relation", "on" if relation == "duration" else relation)


def looks_ahead(word: Word) -> bool:
    """Whether the verb above a word looks ahead: "will vote on Sunday", "is due to leave", "plans a march"."""
    lexicon = load_time_words()
    for above in word.ancestors():
        if above.lower in lexicon.future_cues or above.lemma in lexicon.future_cues:
            return above.pos != "VERB" or not _is_told_past(above) or above.tag == "VBN"
        if above.pos in {"VERB", "AUX"}:
            return _verb_ahead(above, lexicon)
    return False


def _is_told_past(verb: Word) -> bool:
    return verb.tag == "VBD"


def _verb_ahead(verb: Word, lexicon: TimeWords) -> bool:
    helpers = [child for child in verb.children if child.dep in {"aux", "auxpass"}]
    if any(child.lower in {"have", "has", "had", "'ve", "having"} for child in helpers):
        return False
    if any(child.lower in lexicon.future_modals for child in helpers):
        return True
    if any(child.tag == "TO" for child in helpers):
        return _purpose_ahead(verb, lexicon)
    return verb.tag == "VBG" and any(child.lower in {"is", "are", "'s", "'re", "am"} for child in helpers)


def _purpose_ahead(verb: Word, lexicon: TimeWords) -> bool:
    """Whether an infinitive is still to come: under "plans", "is due", "vowed", or a verb that looks ahead itself."""
    above = verb.head
    if above is verb:
        return True  # headlines: "Parliament to vote Sunday"
    if above.lemma == "be" or above.lemma in lexicon.future_cues or above.lower in lexicon.future_cues:
        return True
    return above.pos in {"VERB", "AUX"} and _verb_ahead(above, lexicon)
