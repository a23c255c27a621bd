"""Phrases that count from the day of writing or from the time named before: "yesterday", "two weeks ago"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateline.coder.numbers import HYPHENS, Count, number_at
from dateline.coder.time_base import Frame, Phrase, When, after_part, from_today, lower_at, nowhere
from dateline.coder.time_calendar import read_calendar, read_weekday
from dateline.coder.time_lexicon import TimeWords
from dateline.core.dates import (
    WEEK,
    DateSpan,
    month_span,
    one_day,
    shift_month,
    week_span,
    weekday_after,
    weekday_before,
    year_span,
)
from dateline.syntax import Word

HOURS_PER_DAY = 24


def read_deictic(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "yesterday", "today", "tomorrow night", "tonight", "yesterday, Jan. 11"."""
    days = lexicon.days.get(lower_at(words, position))
    if days is None:
        return None
    end = after_part(words, position + 1, lexicon)
    dated = read_calendar(words, end + 1, lexicon) if lower_at(words, end) in {",", "("} else None
    if dated is not None and dated.single:
        return Phrase(dated.end, dated.when, position, single=True)
    return Phrase(end, from_today(days, days), position, single=True)


def read_overnight(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "overnight", "overnight Thursday", "overnight Thursday into Friday" (the range is made in `times.py`)."""
    if lower_at(words, position) != "overnight":
        return None
    at = position + 1
    while lower_at(words, at) in {"from", "on", "between"}:
        at += 1
    inner = read_weekday(words, at, lexicon) or read_calendar(words, at, lexicon)
    if inner is None or not inner.single:
        if words[position].dep in {"amod", "compound", "nmod"} and words[position].head.index > position:
            return Phrase(position + 1, from_today(-1, 0), position)
        return Phrase(position + 1, from_today(-1, 0), position)

    def when(frame: Frame) -> DateSpan | None:
        span = inner.when(frame)
        if span is None:
            return None
        # The night of a day ends on the next; that of the day of writing has not come yet.
        first = span.first - timedelta(days=int(span.first == frame.today))
        return DateSpan(first, first + timedelta(days=1))

    return Phrase(inner.end, when, inner.chief)


def read_modified(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "last week", "this morning", "next Friday", "last March", "the past month", "that night"."""
    at = position + (lower_at(words, position) == "the")
    lower, following = lower_at(words, at), lower_at(words, at + 1)
    side = -1 if lower in lexicon.last else 1 if lower in lexicon.next else 0 if lower == "this" else None
    if side is None:
        return None
    if following in lexicon.weekdays and following not in lexicon.weak:
        end = after_part(words, at + 2, lexicon)
        return Phrase(end, _shifted_weekday(lexicon.weekdays[following], side), at + 1, single=True)
    if following in lexicon.months and (following not in lexicon.weak or words[at + 1].tag != "MD"):
        return Phrase(at + 2, _shifted_month_name(lexicon.months[following], side), at + 1)
    if following in lexicon.parts:
        days = -1 if side < 0 else 1 if side > 0 else 0
        return Phrase(at + 2, from_today(days, days), at + 1, single=True) if side <= 0 else None
    if following in lexicon.seasons:
        return Phrase(at + 2, _season(lexicon.seasons[following], side), at + 1)
    unit = lexicon.units.get(following)
    if unit is None or following.endswith("s"):
        return None
    past = lower == "past" or (lower in {"last", "coming"} and at > position)
    when = _running(unit, side) if past else _shifted_unit(unit, side, lower)
    return Phrase(at + 2, when, at + 1) if when is not None else None


def _shifted_weekday(weekday: int, side: int) -> When:
    """Resolve "last Friday" (before today), "this Friday" (near), "next Friday" (after today)."""

    def when(frame: Frame) -> DateSpan | None:
        if frame.today is None:
            return None
        if side < 0:
            return one_day(weekday_before(frame.today - timedelta(days=1), weekday))
        if side > 0:
            return one_day(weekday_after(frame.today + timedelta(days=1), weekday))
        return one_day((weekday_after if frame.ahead else weekday_before)(frame.today, weekday))

    return when


def _shifted_month_name(month: int, side: int) -> When:
    def when(frame: Frame) -> DateSpan | None:
        if frame.today is None:
            return None
        year = frame.today.year
        if side < 0 and month >= frame.today.month:
            year -= 1
        if side > 0 and month <= frame.today.month:
            year += 1
        return month_span(year, month)

    return when


def _season(months: tuple[int, int], side: int) -> When:
    """Northern seasons by whole months (meteorological)."""

    def in_year(year: int) -> DateSpan:
        last = month_span(year + (months[1] < months[0]), months[1]).last
        return DateSpan(date(year, months[0], 1), last)

    def when(frame: Frame) -> DateSpan | None:
        if frame.today is None:
            return None
        today = frame.today
        choices = [in_year(today.year + by) for by in (-2, -1, 0, 1, 2)]
        if side < 0:
            return max(span for span in choices if span.last < today)
        if side > 0:
            return min(span for span in choices if span.first > today)
        return min(choices, key=lambda span: max((span.first - today).days, (today - span.last).days, 0))

    return when


def _shifted_unit(unit: str, side: int, word: str) -> When | None:
    """Resolve "last week", "this month", "next year": the calendar's unit, up to today when it is under way."""

    def when(frame: Frame) -> DateSpan | None:
        if unit == "day":  # "the following day": from the time named before
            base = frame.prior.last if side > 0 and frame.prior else frame.prior.first if frame.prior else None
            return one_day(base + timedelta(days=side)) if base is not None and word not in {"last", "this"} else None
        if frame.today is None:
            return None
        span = unit_span(unit, frame.today, side)
        if span is None or side != 0 or frame.ahead:
            return span
        return DateSpan(span.first, max(span.first, min(span.last, frame.today)))

    return when if unit not in {"hour", "minute"} else None


def unit_span(unit: str, today: date, by: int) -> DateSpan | None:
    """The calendar unit that lies `by` units after that of a day (before, if negative)."""
    if unit == "day":
        return one_day(today + timedelta(days=by))
    if unit in {"week", "fortnight"}:
        return week_span(today + timedelta(days=by * WEEK * (2 if unit == "fortnight" else 1)))
    if unit == "weekend":
        return _weekend(today, by)
    if unit == "month":
        return month_span(*shift_month(today.year, today.month, by))
    if unit == "year":
        return _years(today.year + by, today.year + by)
    scale = {"decade": 10, "century": 100}.get(unit)
    if scale is None:
        return None
    first = (today.year // scale + by) * scale
    return _years(first, first + scale - 1)


def _years(first: int, last: int) -> DateSpan | None:
    return year_span(first, last) if 1 <= first <= last <= 9999 else None  # noqa: PLR2004 - years that Python knows


def _weekend(today: date, by: int) -> DateSpan:
    """Saturday and Sunday; "last weekend" is over, "this weekend" is under way or to come."""
    saturday = weekday_before(today, 5) if by < 0 else weekday_after(today, 5)
    if by < 0 and (today - saturday).days <= 1:
        saturday -= timedelta(days=WEEK)
    if by >= 0 and today.weekday() == 6:  # noqa: PLR2004 - Sunday
        saturday = today - timedelta(days=1)
    if by > 0 and today.weekday() >= 5:  # noqa: PLR2004 - at the weekend, the next is another
        saturday += timedelta(days=WEEK)
    return DateSpan(saturday, saturday + timedelta(days=1))


def _running(unit: str, side: int, count: int = 1) -> When | None:
    """Resolve "the past week", "the last 24 hours": the days that end today."""
    days = _length(unit, count)
    if days is None:
        return None
    return from_today(-days + 1 if days > 1 else -1, 0) if side < 0 else from_today(0, days - 1)


def _length(unit: str, count: int) -> int | None:
    """About how many days a number of units takes; hours count as the days they touch."""
    per = {"day": 1, "week": 7, "fortnight": 14, "weekend": 2, "month": 30, "year": 365, "decade": 3652}.get(unit)
    if per is None:
        return 1 + -(-count // HOURS_PER_DAY) if unit == "hour" and count <= HOURS_PER_DAY * WEEK else None
    return per * count if count < 1000 else None  # noqa: PLR2004 - no report looks back a thousand years


def read_units(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "two days ago", "three weeks" (a duration), "the past two days", "a day earlier", "a second day"."""
    at = position + (lower_at(words, position) in {"the", "these", "over"})
    side = -1 if lower_at(words, at) in lexicon.last else 1 if lower_at(words, at) in lexicon.next else 0
    if side:
        at += 1
    elif lower_at(words, at) == "recent":
        side = -1  # "in recent days"
    counted = _count(words, at, lexicon)
    if counted is None:
        return None
    count, at = counted
    at += lower_at(words, at) in HYPHENS
    unit = lexicon.units.get(lower_at(words, at))
    if unit is None:
        return None
    end = at + 1
    if lower_at(words, end) in HYPHENS or lower_at(words, end) == "old":
        return Phrase(end, nowhere, at, "duration")
    if side:
        number = count.best or count.high or 1
        return Phrase(end, _running(unit, side, number) or nowhere, at)
    closing = lower_at(words, end)
    if closing == "ago":
        return Phrase(end + 1, _ago(count, unit, today=True), at)
    if closing in {"earlier", "before", "previously"} and not _opens_noun(words, end + 1):
        return Phrase(end + 1, _ago(count, unit, today=False), at)
    if closing in {"later", "afterwards", "afterward"}:
        return Phrase(end + 1, _ago(count, unit, today=False, side=1), at)
    return Phrase(end, nowhere, at, "duration")


_NOMINAL = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "VBG", "CD"})


def _opens_noun(words: Sequence[Word], position: int) -> bool:
    return position < len(words) and words[position].tag in _NOMINAL


def _count(words: Sequence[Word], at: int, lexicon: TimeWords) -> tuple[Count, int] | None:
    """A number before a unit: "two", "several", "a few", "a", "an", or an ordinal ("a second day")."""
    reading = number_at(words, at)
    if reading is not None:
        return reading.number, reading.end
    if lower_at(words, at) in {"a", "an"}:
        return Count(1, 1, 1), at + 1 + (words[at + 1].tag == "JJ" if at + 1 < len(words) else 0)
    if lower_at(words, at) in {"few", "many", "recent"} and lower_at(words, at + 1) in lexicon.units:
        return Count(3, None, 5), at + 1
    return None


def _ago(count: Count, unit: str, *, today: bool, side: int = -1) -> When:
    """Resolve "two days ago" from today, and "two days earlier" from the time named before."""
    least = count.best or count.low or count.high or 0
    most = count.best or count.high or count.low or 0

    def when(frame: Frame) -> DateSpan | None:
        base = frame.today if today else (frame.prior.first if frame.prior else None)
        if base is None or most > 10_000:  # noqa: PLR2004 - more is no date of any news
            return None
        if unit in {"hour", "minute"}:
            # Less than half a day ago is today.
            days = (most + HOURS_PER_DAY // 2) // HOURS_PER_DAY if unit == "hour" else 0
            return (
                DateSpan(base - timedelta(days=days), base) if side < 0 else DateSpan(base, base + timedelta(days=days))
            )
        near, far = _away(base, unit, side * least), _away(base, unit, side * most)
        return near.joined(far) if near is not None and far is not None else None

    return when


def _away(base: date, unit: str, by: int) -> DateSpan | None:
    """A number of units away, as exact as the unit is: a day, the week around, the month, the year."""
    try:
        if unit == "day":
            return one_day(base + timedelta(days=by))
        if unit in {"week", "fortnight"}:
            middle = base + timedelta(days=by * WEEK * (2 if unit == "fortnight" else 1))
            return DateSpan(middle - timedelta(days=3), middle + timedelta(days=3))
        return unit_span(unit, base, by)
    except (OverflowError, ValueError):
        return None


def read_named_before(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "the same day", "that night", "the day before", "the day after tomorrow", "that year"."""
    lower, following = lower_at(words, position), lower_at(words, position + 1)
    if lower == "the" and following == "day" and lower_at(words, position + 2) in {"before", "after"}:
        side = -1 if lower_at(words, position + 2) == "before" else 1
        base = lexicon.days.get(lower_at(words, position + 3))
        if base is not None:
            return Phrase(position + 4, from_today(base + side, base + side), position + 1, single=True)
        if _opens_noun(words, position + 3):
            return None
        return Phrase(position + 3, _ago(Count(1, 1, 1), "day", today=False, side=side), position + 1, single=True)
    same = following == "same" and lower in {"the", "that", "this"}
    if lower != "that" and not same:
        return None
    at = position + 1 + same
    if lower_at(words, at) not in {*lexicon.parts, "day", "week", "month", "year"}:
        return None
    unit = lexicon.units.get(lower_at(words, at), "day")

    def when(frame: Frame) -> DateSpan | None:
        if frame.prior is None or unit == "day":
            return frame.prior if frame.prior is None or frame.prior.precision == 1 else None
        return unit_span(unit, frame.prior.first, 0)

    return Phrase(at + 1, when, at)


def read_habit(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "every day", "each Friday"."""
    if lower_at(words, position) not in {"every", "each"}:
        return None
    at = position + 1
    reading = number_at(words, at)
    at = reading.end if reading is not None else at
    lower = lower_at(words, at)
    if lower in lexicon.units or lower in lexicon.weekdays or lower in lexicon.parts or lower in lexicon.months:
        return Phrase(at + 1, nowhere, at, "frequency")
    return None


def this_weekend(frame: Frame) -> DateSpan | None:
    """The weekend under way; if none is, the last, or the next when the verb looks ahead."""
    if frame.today is None:
        return None
    saturday = weekday_before(frame.today, 5)
    if (frame.today - saturday).days <= 1 or not frame.ahead:
        return DateSpan(saturday, saturday + timedelta(days=1))
    return _weekend(frame.today, 0)
