"""Weekdays, dates, months, years and holidays: phrases that name their day in the calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from dateline.coder.numbers import HYPHENS
from dateline.coder.time_base import Frame, Phrase, When, after_part, clock_end, lower_at, nearest_year, nowhere
from dateline.coder.time_lexicon import TimeWords
from dateline.core.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    DateSpan,
    easter,
    make_day,
    month_span,
    one_day,
    shift_month,
    weekday_after,
    weekday_before,
    year_span,
)
from dateline.syntax import Word

# A report may bear yesterday's date where it was written, and today's where it happened.
TOLERANCE = timedelta(days=1)
YEAR_DIGITS = 4
TWO_DIGITS = 2
MAX_DAY = 31


def _near_weekday(weekday: int) -> When:
    def when(frame: Frame) -> DateSpan | None:
        if frame.near is None:
            return None
        return one_day((weekday_after if frame.ahead else weekday_before)(frame.near, weekday))

    return when


def read_weekday(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "Friday", "Friday night", "Friday, Jan. 11, 2013"."""
    lower = lower_at(words, position)
    if lower in lexicon.plural_weekdays:
        return Phrase(position + 1, nowhere, position, "frequency")
    weekday = lexicon.weekdays.get(lower)
    if weekday is None:
        return None
    end = after_part(words, position + 1, lexicon)
    comma = end + (lower_at(words, end) in {",", "(", "."})
    dated = read_calendar(words, comma, lexicon) if comma < len(words) else None
    if dated is not None and dated.single:
        return Phrase(dated.end, dated.when, position, single=True)
    if lower in lexicon.weak or not _is_day_name(words, position, lexicon):
        return None
    return Phrase(end, _near_weekday(weekday), position, single=True)


def _is_day_name(words: Sequence[Word], position: int, lexicon: TimeWords) -> bool:
    if lower_at(words, position - 1) in lexicon.not_before:
        return False
    following = lower_at(words, position + 1)
    return not (following in lexicon.not_after and words[position + 1].text[0].isupper())


def year_of(word: Word) -> int | None:
    """The year that a word of four digits is, or None."""
    text = word.lower
    if len(text) != YEAR_DIGITS or not text.isdecimal() or not text.isascii():
        return None
    year = int(text)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _day_number(lower: str) -> int | None:
    """The day of the month in "12", "12th", "1st"."""
    digits = lower[:-2] if lower.endswith(("st", "nd", "rd", "th")) else lower
    if not digits.isdecimal() or not digits.isascii() or len(digits) > TWO_DIGITS:
        return None
    return int(digits) if 1 <= int(digits) <= MAX_DAY else None


YearOf = Callable[[Frame], int | None]
"""The year of a date, as the text tells it."""
_YEARS_FROM_NOW = {"last": -1, "this": 0, "next": 1}


def _year_near(position: int, words: Sequence[Word]) -> tuple[YearOf | None, int]:
    """A year after a date, with or without a comma, or "last year"; gives (year, end)."""
    at = position + (lower_at(words, position) in {",", "of"})
    if at < len(words) and (year := year_of(words[at])) is not None and lower_at(words, at + 1) not in HYPHENS:
        return _stated(year), at + 1
    by = _YEARS_FROM_NOW.get(lower_at(words, at)) if lower_at(words, position) != "," else None
    if by is not None and lower_at(words, at + 1) == "year":
        return _from_now(by), at + 2
    return None, position


def _stated(year: int) -> YearOf:
    return lambda _: year


def _from_now(years: int) -> YearOf:
    return lambda frame: frame.today.year + years if frame.today is not None else None


def _two_digit_year(words: Sequence[Word], position: int) -> tuple[YearOf | None, int]:
    """The year in "15 JAN 90" and "Jan. 15, '90"."""
    text = lower_at(words, position).lstrip("'’")
    if len(text) != TWO_DIGITS or not text.isdecimal() or not text.isascii():
        return None, position
    following = words[position + 1] if position + 1 < len(words) else None
    if following is not None and following.tag in {"NNS", "NN", "NNPS", "HYPH", "SYM"}:
        return None, position
    # A window of a century: no report of this kind is older than the typewritten wires of 1950.
    return _stated((1900 if int(text) >= 50 else 2000) + int(text)), position + 1  # noqa: PLR2004


def _in(year: YearOf | None, in_year: Callable[[int], DateSpan | None]) -> When:
    """The days in the year that is told; without one, those nearest to the frame's day."""

    def when(frame: Frame) -> DateSpan | None:
        if year is None:
            return nearest_year(in_year, frame)
        told = year(frame)
        return in_year(told) if told is not None else None

    return when


def _dated(month: int, first: int, last: int, year: YearOf | None) -> When:
    """Days of a month."""

    def in_year(year: int) -> DateSpan | None:
        start, end = make_day(year, month, first), make_day(year, month, last)
        return DateSpan(start, end) if start is not None and end is not None and start <= end else None

    return _in(year, in_year)


def _month(words: Sequence[Word], position: int, lexicon: TimeWords) -> int | None:
    """The month that a word is; "may" and "march" are verbs as well."""
    lower = lower_at(words, position)
    month = lexicon.months.get(lower)
    if month is None or lower not in {"may", "march"}:
        return month
    word = words[position]
    following = words[position + 1].tag if position + 1 < len(words) else ""
    return None if word.text.islower() or (word.tag == "MD" and following in {"VB", "RB"}) else month


def _day_range(words: Sequence[Word], position: int) -> tuple[int, int, int] | None:
    """Read "14", "14-15", "14 and 15", "14 to 15"; gives (first, last, end)."""
    lower = lower_at(words, position)
    if "-" in lower or "–" in lower:
        left, _, right = lower.replace("–", "-").partition("-")
        a, b = _day_number(left), _day_number(right)
        return (a, b, position + 1) if a and b and a < b else None
    first = _day_number(lower)
    if first is None:
        return None
    listed = _listed_days(words, position + 1, first)
    if listed is not None:
        return (first, *listed)
    joint = lower_at(words, position + 1)
    if joint in HYPHENS or joint in {"and", "to", "or", "through", "until", "/", "&"}:
        last = _day_number(lower_at(words, position + 2))
        if last is not None and last > first:
            return first, last, position + 3
    return first, first, position + 1


def _listed_days(words: Sequence[Word], position: int, first: int) -> tuple[int, int] | None:
    """Read the rest of "13, 14 and 15 September"; gives (last, end). Without "and" it is no list."""
    last, at = first, position
    while lower_at(words, at) == ",":
        at += 1
        if lower_at(words, at) == "and":
            break
        day = _day_number(lower_at(words, at))
        if day is None or day <= last:
            return None
        last, at = day, at + 1
    closing = _day_number(lower_at(words, at + 1)) if at > position and lower_at(words, at) == "and" else None
    return (closing, at + 2) if closing is not None and closing > last else None


def read_month_first(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "January 12", "Jan. 14-15, 2013"."""
    month = _month(words, position, lexicon)
    if month is None:
        return None
    days = _day_range(words, position + 1)
    if days is None:
        return None
    first, last, end = days
    year, end = _year_near(end, words)
    if year is None and first == last and _counts_things(words, end, lexicon):
        return None
    return Phrase(end, _dated(month, first, last, year), position, single=first == last)


def _counts_things(words: Sequence[Word], end: int, lexicon: TimeWords) -> bool:
    """Whether the number before `end` counts what follows: "in May 12 soldiers were killed"."""
    if end >= len(words) or end < TWO_DIGITS:
        return False
    number, following = words[end - 1], words[end]
    return following.tag == "NNS" and number.head is following and following.lower not in lexicon.parts


def read_day_first(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "12 January", "14-15 June 2013", "15 JAN 90", "the 12th of March"."""
    days = _day_range(words, position)
    if days is None:
        return None
    first, last, end = days
    end += lower_at(words, end) == "of"
    end += lower_at(words, end) in HYPHENS
    month = _month(words, end, lexicon)
    if month is None:
        return None
    end += 1
    year, after = _year_near(end, words)
    if year is None:
        year, after = _two_digit_year(words, end)
    if lower_at(words, after) in lexicon.not_after_date:
        return None
    return Phrase(after, _dated(month, first, last, year), position, single=first == last)


_PREPOSITIONS = frozenset(
    "in since of by until till from to during before after early late mid between through last next this on "
    "around about end beginning middle start - – throughout, into".split()
)


_ARTICLES = frozenset({"the", "a", "an", "that", "this"})


def read_month(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "(in) March", "March 2012", "the *May* election"; not "March" alone."""
    month = _month(words, position, lexicon)
    if month is None:
        return None
    year, end = _year_near(position + 1, words)
    if year is None:
        following = lower_at(words, position + 1)
        attribute = is_attribute(words, position)
        known = (
            (attribute and lower_at(words, position - 1) in _ARTICLES)
            or lower_at(words, position - 1) in _PREPOSITIONS
            or (lower_at(words, position - 1) in {"and", "&"} and _month(words, position - 2, lexicon) is not None)
            or following in {"'s", "’s"}
        )
        if not known or (lower_at(words, position) in lexicon.weak and words[position].tag in {"MD", "VB", "VBP"}):
            return None
        if attribute and lower_at(words, position - 1) not in _ARTICLES:
            return None

    return Phrase(end, _in(year, lambda at: month_span(at, month)), position)


def is_attribute(words: Sequence[Word], position: int) -> bool:
    """Whether the word stands before the noun it belongs to: "the May election"."""
    word = words[position]
    return (
        word.dep in {"compound", "nmod", "amod"}
        and word.head.index == word.index + 1
        and word.head.pos in {"NOUN", "PROPN"}
    )


def read_numeric(words: Sequence[Word], position: int, _lexicon: TimeWords) -> Phrase | None:
    """Read "2013-01-12", "12/01/2013", "12.01.2013", "1/12/13"."""
    text = lower_at(words, position)
    if not text or not text[0].isdigit():
        return None
    end = position + 1
    if len(text) <= YEAR_DIGITS and text.isdecimal() and lower_at(words, end) in {*HYPHENS, "/"}:
        pieces = [lower_at(words, position + by) for by in range(5)]
        if not (pieces[3] in {*HYPHENS, "/"} and pieces[2].isdecimal() and pieces[4].isdecimal()):
            return None
        parts, end = [pieces[0], pieces[2], pieces[4]], position + 5
    else:
        parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isdecimal() and part.isascii() for part in parts):  # noqa: PLR2004 - day, month, year
        return None
    return _numeric_date(parts, position, end)


def _numeric_date(parts: Sequence[str], position: int, end: int) -> Phrase | None:
    if len(parts[0]) == YEAR_DIGITS:
        year, month, day = (int(part) for part in parts)
        if make_day(year, month, day) is None:
            return None
        return Phrase(end, _dated(month, day, day, _stated(year)), position, single=True)
    if len(parts[2]) not in {2, 4} or len(parts[0]) > TWO_DIGITS or len(parts[1]) > TWO_DIGITS:
        return None
    left, right, year = (int(part) for part in parts)
    if len(parts[2]) == TWO_DIGITS:
        year += 1900 if year >= 50 else 2000  # noqa: PLR2004 - as for "15 JAN 90"
    choices = {day for day in (make_day(year, right, left), make_day(year, left, right)) if day is not None}
    if not choices:
        return None
    return Phrase(end, _ambiguous(frozenset(choices)), position, single=True)


# An ambiguous date within two months of the report is meant as that one: 12/01/2013 in a report of 13 January.
_CLOSE = timedelta(days=62)


def _ambiguous(choices: frozenset[date]) -> When:
    def when(frame: Frame) -> DateSpan | None:
        if len(choices) == 1:
            return one_day(min(choices))
        if frame.today is None:
            return None
        today = frame.today
        close = [day for day in choices if abs(day - today) <= _CLOSE and (day <= today + TOLERANCE or frame.ahead)]
        return one_day(close[0]) if len(close) == 1 else None

    return when


_YEAR_LEADS = frozenset(
    "in since of by until till from to during before after early late mid between through last next around about end "
    "beginning start - – the and or throughout into circa year a his their its".split()
)


def read_year(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "2009", "the 1980s", "2009-10"; not "2000 people" or "Mirage 2000"."""
    lower = lower_at(words, position)
    decade = lower.rstrip("s") if lower.endswith("s") else ""
    if len(decade) == YEAR_DIGITS and decade.isdecimal() and decade.isascii() and decade.endswith("0"):
        first = int(decade)
        return (
            Phrase(position + 1, lambda _frame: year_span(first, first + 9), position)
            if FIRST_YEAR <= first <= LAST_YEAR
            else None
        )
    year = year_of(words[position])
    if year is None or lower_at(words, position - 1) not in _YEAR_LEADS or clock_end(words, position):
        return None
    word = words[position]
    following = words[position + 1] if position + 1 < len(words) else None
    if following is not None and (following.lower in _NOT_AFTER_YEAR or following.lower in lexicon.units):
        return None
    counts = following is not None and following.tag == "NNS" and word.head is following
    if counts and lower_at(words, position - 1) != "the":
        return None
    if following is not None and following.lower in HYPHENS and position + 2 < len(words):
        until = year_of(words[position + 2]) or _short_year(year, lower_at(words, position + 2))
        if until is not None and until > year:
            return Phrase(position + 3, lambda _frame: year_span(year, until), position)
    return Phrase(position + 1, lambda _frame: year_span(year), position)


# "2000 percent", "the 1900 block of Main Street".
_NOT_AFTER_YEAR = frozenset({"%", "percent", "people", "block"})


def _short_year(year: int, text: str) -> int | None:
    """The end of "2009-10"."""
    if len(text) != TWO_DIGITS or not text.isdecimal() or not text.isascii():
        return None
    return year // 100 * 100 + int(text)


def read_ordinal_day(words: Sequence[Word], position: int, _lexicon: TimeWords) -> Phrase | None:
    """Read "(on) the 15th", a day of the month that is under way or just over."""
    lower = lower_at(words, position + 1)
    if lower_at(words, position) != "the" or lower_at(words, position - 1) not in {"on", "since", "until", "by"}:
        return None
    day = _day_number(lower)
    if lower_at(words, position + 2) in {"of", *HYPHENS}:
        return None
    following = words[position + 2] if position + 2 < len(words) else None
    if day is None or lower.isdigit() or (following is not None and following.pos in {"NOUN", "PROPN", "ADJ"}):
        return None

    def when(frame: Frame) -> DateSpan | None:
        if frame.near is None:
            return None
        for by in (0, 1) if frame.ahead else (0, -1, -2):
            found = make_day(*shift_month(frame.near.year, frame.near.month, by), day)
            if found is not None and (found >= frame.near if frame.ahead else found <= frame.near):
                return one_day(found)
        return None

    return Phrase(position + 2, when, position + 1, single=True)


def read_calendar(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read a date that names its day or days."""
    return (
        read_numeric(words, position, lexicon)
        or read_month_first(words, position, lexicon)
        or read_day_first(words, position, lexicon)
    )


def read_holiday(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "Christmas Day", "New Year's Eve 2012", "Easter"; "Eid" is known but has no date."""
    if lower_at(words, position) not in lexicon.holiday_starts or words[position].text[0].islower():
        return None
    for size in (5, 4, 3, 2, 1):
        name = tuple(word.lower.replace("’", "'") for word in words[position : position + size])
        if len(name) < size:
            continue
        year, end = _year_near(position + size, words)
        if name in lexicon.holidays:
            month, day = lexicon.holidays[name]
            return Phrase(end, _dated(month, day, day, year), position, single=True)
        if name in lexicon.movable:
            return Phrase(end, _movable(lexicon.movable[name], year), position, single=True)
        if name in lexicon.undated:
            return Phrase(end, nowhere, position)
    return None


def _movable(days: int, year: YearOf | None) -> When:
    return _in(year, lambda at: one_day(easter(at) + timedelta(days=days)))
