"""What the readers of time phrases share.

A reader is given the words of one sentence and a position; it gives back where the phrase ends and a function
that works out its days once the day of writing is known. Readers know nothing of verbs or prepositions: what
those add (looking ahead or back, "since", "until") is in `times.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateline.coder.time_lexicon import TimeWords
from dateline.core.dates import (
    DateSpan,
)
from dateline.syntax import Word

# A report may bear yesterday's date where it was written, and today's where it happened.
TOLERANCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase is resolved against.

    `today` is the day of writing, `near` the day from which a weekday or a date without its year is counted
    (the other end of a range, or `today`), `prior` the time named before, for "the same day".
    """

    today: date | None
    near: date | None
    ahead: bool
    prior: DateSpan | None


When = Callable[[Frame], DateSpan | None]
Kind = Literal["time", "duration", "frequency"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase found: its end (exclusive), how to resolve it, the position of its chief word."""

    end: int
    when: When
    chief: int
    kind: Kind = "time"
    single: bool = False  # one calendar day, so that "and" may join it to the next


Reader = Callable[[Sequence[Word], int, TimeWords], Phrase | None]


def nowhere(_frame: Frame) -> DateSpan | None:
    """Resolve a phrase that has no dates."""
    return None


def lower_at(words: Sequence[Word], position: int) -> str:
    """The lower-case word at a position; empty outside the sentence."""
    return words[position].lower if 0 <= position < len(words) else ""


def clock_end(words: Sequence[Word], position: int) -> int | None:
    """The end of a clock time that begins here: "3 p.m.", "15:30", "0400 GMT"; None if there is none."""
    lower = lower_at(words, position)
    if not lower or not lower[0].isdigit():
        return None
    if lower_at(words, position + 1) in {"a.m.", "p.m.", "am", "pm", "a.m", "p.m", "gmt", "utc", "o'clock", "hours"}:
        return position + 2
    return position + 1 if ":" in lower and lower.replace(":", "").isdigit() else None


def after_part(words: Sequence[Word], end: int, lexicon: TimeWords) -> int:
    """Extend over a part of the day or a clock time: "Friday (night)", "Friday (at 3 p.m.)"."""
    if lower_at(words, end) in {"early", "late"} and lower_at(words, end + 1) in lexicon.parts:
        end += 1
    if lower_at(words, end) in lexicon.parts:
        return end + 1
    if lower_at(words, end) in {"at", "around", "about", "in"}:
        at = end + 1
        while lower_at(words, at) in {"about", "around", "approximately", "the", "local"}:
            at += 1
        if lower_at(words, at) in lexicon.parts:
            return at + 1
        clock = clock_end(words, at)
        if clock is not None:
            return clock
    return end


def nearest_year(in_year: Callable[[int], DateSpan | None], frame: Frame) -> DateSpan | None:
    """Choose the year: the last time that the days came, or the next time if the verb looks ahead."""
    if frame.near is None:
        return None
    choices = [span for by in (-2, -1, 0, 1, 2) if (span := in_year(frame.near.year + by)) is not None]
    if frame.ahead:
        return min((span for span in choices if span.last >= frame.near), default=None)
    return max((span for span in choices if span.first <= frame.near + TOLERANCE), default=None)


def from_today(first: int, last: int) -> When:
    """Resolve to the days from `first` to `last`, counted from the day of writing."""

    def when(frame: Frame) -> DateSpan | None:
        if frame.today is None:
            return None
        return DateSpan(frame.today + timedelta(days=first), frame.today + timedelta(days=last))

    return when
