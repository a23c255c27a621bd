"""Calendar days with a precision: spans of days, and the days that newspaper phrases stand for."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

WEEK = 7
MONTH = 31
MONTHS = 12
# Years that a news report may speak of; a four-digit number outside is a count.
FIRST_YEAR, LAST_YEAR = 1800, 2099


class DateSpan(NamedTuple):
    """The days from `first` to `last`, both inclusive."""

    first: date
    last: date

    @property
    def precision(self) -> int:
        """UCDP's date_prec: 1 one day, 2 two to six days, 3 a week, 4 up to a month, 5 longer."""
        days = (self.last - self.first).days + 1
        if days <= 1:
            return 1
        if days < WEEK:
            return 2
        if days == WEEK:
            return 3
        return 4 if days <= MONTH else 5

    def joined(self, other: DateSpan) -> DateSpan:
        """The shortest span that holds both."""
        return DateSpan(min(self.first, other.first), max(self.last, other.last))


def one_day(day: date) -> DateSpan:
    """The span of one day."""
    return DateSpan(day, day)


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none (31 June)."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= MONTHS and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def month_span(year: int, month: int) -> DateSpan:
    """The first to the last day of a month."""
    return DateSpan(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_span(first: int, last: int | None = None) -> DateSpan:
    """1 January of the first year to 31 December of the last."""
    return DateSpan(date(first, 1, 1), date(last or first, MONTHS, 31))


def week_span(day: date) -> DateSpan:
    """Monday to Sunday of the week that holds the day (ISO 8601)."""
    monday = day - timedelta(days=day.weekday())
    return DateSpan(monday, monday + timedelta(days=WEEK - 1))


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """The month that lies `by` months later (earlier if negative), as (year, month)."""
    count = year * MONTHS + month - 1 + by
    return count // MONTHS, count % MONTHS + 1


def weekday_before(day: date, weekday: int) -> date:
    """The last such weekday up to the day, the day itself included (Monday is 0).

    This is the newspaper's convention: "Saturday" in a report of that Saturday is that day.
    """
    return day - timedelta(days=(day.weekday() - weekday) % WEEK)


def weekday_after(day: date, weekday: int) -> date:
    """The next such weekday from the day on, the day itself included (Monday is 0)."""
    return day + timedelta(days=(weekday - day.weekday()) % WEEK)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus' form of the anonymous computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
