"""All phrases of time: the readers in the order in which they are tried, and those that hold other phrases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from dateline.coder.numbers import HYPHENS, load_number_words
from dateline.coder.time_base import Frame, Phrase, Reader, When, lower_at, nowhere
from dateline.coder.time_calendar import (
    read_day_first,
    read_holiday,
    read_month,
    read_month_first,
    read_numeric,
    read_ordinal_day,
    read_weekday,
    read_year,
)
from dateline.coder.time_lexicon import TimeWords, load_time_words
from dateline.coder.time_relative import (
    read_deictic,
    read_habit,
    read_modified,
    read_named_before,
    read_overnight,
    read_units,
    this_weekend,
)
from dateline.core.dates import (
    DateSpan,
)
from dateline.syntax import Word

# The thirds of a month: early, mid and late March.
EARLY_END, MID_END = 10, 20


def phrase_at(words: Sequence[Word], position: int) -> Phrase | None:
    """Read the phrase of time that begins at a position of a sentence, or None."""
    if position >= len(words):
        return None
    lexicon = load_time_words()
    lower = words[position].lower
    for reader in _readers().get("0" if lower[0].isdigit() else lower, ()):
        found = reader(words, position, lexicon)
        if found is not None:
            return found
    return None


def _ordinal_unit(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "a second day", "the third straight night": how long it has lasted, not when it was."""
    if lower_at(words, position) not in {"a", "the", "its", "their"}:
        return None
    at = position + 1
    if at >= len(words) or not _is_ordinal(words[at]):
        return None
    at += 1
    at += lower_at(words, at) in {"straight", "consecutive", "successive", "full", "running"}
    if lexicon.units.get(lower_at(words, at)) is None:
        return None
    end = at + 1
    inner = phrase_at(words, end + 1) if lower_at(words, end) in {"of", "in"} and end + 1 < len(words) else None
    if inner is not None and inner.kind == "time" and lexicon.units[lower_at(words, at)] != "day":
        return Phrase(inner.end, inner.when, inner.chief)
    return Phrase(end, nowhere, at, "duration")


_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth final opening".split())


def _is_ordinal(word: Word) -> bool:
    return word.lower in _ORDINALS or (word.lower[0].isdigit() and word.lower.endswith(("st", "nd", "rd", "th")))


def _early_late(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "late on Friday night", "early March", "mid-January", "earlier this month", "the end of 2012"."""
    at = position + (lower_at(words, position) in {"the", "a"})
    lower = lower_at(words, at)
    if (
        lower not in lexicon.trim
        and lower not in lexicon.early
        and lower not in lexicon.mid
        and lower not in lexicon.late
    ):
        return None
    part = 0 if lower in lexicon.early else 1 if lower in lexicon.mid else 2 if lower in lexicon.late else None
    at += 1
    at += lower_at(words, at) in HYPHENS
    of = lower_at(words, at) in {"of", "on", "in", "at"}
    at += of
    at += of and lower_at(words, at) == "the" and lower_at(words, at + 1) not in {"last", "past"}
    inner = phrase_at(words, at) if at < len(words) else None
    if inner is None or inner.kind != "time":
        return None
    if lower in {"earlier", "later"}:
        return Phrase(inner.end, _side_of_today(inner.when, lower == "earlier"), inner.chief, single=inner.single)
    return Phrase(inner.end, _third(inner.when, part), inner.chief, single=inner.single)


def _side_of_today(when: When, earlier: bool) -> When:
    """Cut "earlier this week" at yesterday, "later this month" at tomorrow."""

    def cut(frame: Frame) -> DateSpan | None:
        whole = when(Frame(frame.today, frame.near, not earlier, frame.prior))
        if whole is None or frame.today is None or not whole.first <= frame.today <= whole.last:
            return whole
        if whole.first == whole.last:
            return whole
        if earlier:
            return DateSpan(whole.first, max(whole.first, frame.today - timedelta(days=1)))
        return DateSpan(min(frame.today + timedelta(days=1), whole.last), whole.last)

    return cut


def _third(when: When, part: int | None) -> When:
    """The first, middle or last third of a month, of a year or of a longer time; a day stays whole."""

    def cut(frame: Frame) -> DateSpan | None:
        whole = when(frame)
        if whole is None or part is None or whole.precision < 4:  # noqa: PLR2004 - days and weeks stay whole
            return whole
        if whole.precision == 4:  # noqa: PLR2004 - a month
            edges = (whole.first, whole.first + timedelta(days=EARLY_END), whole.first + timedelta(days=MID_END))
        else:
            third = timedelta(days=(whole.last - whole.first).days // 3)
            edges = (whole.first, whole.first + third, whole.first + 2 * third)
        ends = (edges[1] - timedelta(days=1), edges[2] - timedelta(days=1), whole.last)
        return DateSpan(edges[part], ends[part])

    return cut


def _half_of(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:  # noqa: ARG001 - as all readers
    """Read "the first half of 2019", "the third quarter of the year"."""
    parts = _SHARES.get(lower_at(words, position + 2))
    part = _NTH.get(lower_at(words, position + 1))
    if lower_at(words, position) != "the" or parts is None or part is None or part >= parts:
        return None
    inner = phrase_at(words, position + 4) if lower_at(words, position + 3) == "of" else None
    if inner is None or inner.kind != "time":
        return None
    return Phrase(inner.end, _share(inner.when, part, parts), inner.chief)


_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_SHARES = {"half": 2, "quarter": 4}


def _share(when: When, part: int, parts: int) -> When:
    """One of the halves or quarters of a year, by its months; a shorter time stays whole."""

    def cut(frame: Frame) -> DateSpan | None:
        whole = when(frame)
        if whole is None or whole.first != date(whole.first.year, 1, 1) or whole.last != date(whole.first.year, 12, 31):
            return whole
        months, year = 12 // parts, whole.first.year
        following = date(year + (part + 1 == parts), (part + 1) * months % 12 + 1, 1)
        return DateSpan(date(year, part * months + 1, 1), following - timedelta(days=1))

    return cut


def _part_of(words: Sequence[Word], position: int, lexicon: TimeWords) -> Phrase | None:
    """Read "the night of 14-15 June", "the morning of Jan. 3", "the first week of May", "the weekend"."""
    if lower_at(words, position) != "the":
        return None
    lower = lower_at(words, position + 1)
    if lower == "weekend" and lower_at(words, position + 2) != "of":
        return Phrase(position + 2, this_weekend, position + 1)
    if lower not in lexicon.parts and lexicon.units.get(lower) is None:
        return None
    if lower_at(words, position + 2) not in {"of", "between", "from"}:
        return None
    inner = phrase_at(words, position + 3)
    if inner is None or inner.kind != "time":
        return None
    return Phrase(inner.end, inner.when, inner.chief, single=inner.single)


@lru_cache(maxsize=1)
def _readers() -> Mapping[str, tuple[Reader, ...]]:
    """The readers that a first word calls for ("0" stands for all digits), the longer form before the shorter."""
    lexicon = load_time_words()
    counts = load_number_words().starts
    sides = lexicon.last | lexicon.next
    ends = lexicon.trim | lexicon.early | lexicon.mid | lexicon.late
    table: tuple[tuple[Reader, Iterable[str]], ...] = (
        (read_weekday, (*lexicon.weekdays, *lexicon.plural_weekdays)),
        (read_numeric, "0"),
        (read_month_first, lexicon.months),
        (read_day_first, "0"),
        (read_month, lexicon.months),
        (read_deictic, lexicon.days),
        (read_overnight, ("overnight",)),
        (read_holiday, lexicon.holiday_starts),
        (read_habit, ("every", "each")),
        (_ordinal_unit, ("a", "the", "its", "their")),
        (read_units, {"0", "the", "these", "over", "a", "an", "few", "many", "recent", *sides, *counts}),
        (read_modified, {"the", "this", *sides}),
        (_early_late, {"the", "a", *ends}),
        (_half_of, ("the",)),
        (_part_of, ("the",)),
        (read_named_before, ("the", "that", "this")),
        (read_ordinal_day, ("the",)),
        (read_year, "0"),
    )
    found: dict[str, tuple[Reader, ...]] = {}
    for reader, firsts in table:
        for first in firsts:
            found[first] = (*found.get(first, ()), reader)
    return found
