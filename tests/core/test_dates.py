"""Spans of days and the calendar's rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.dates import (
    DateSpan,
    easter,
    make_day,
    month_span,
    one_day,
    shift_month,
    week_span,
    weekday_after,
    weekday_before,
    year_span,
)

DAY = date(2013, 1, 12)


@pytest.mark.parametrize(("length", "precision"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (365, 5)])
def test_precision_is_that_of_ucdp(length: int, precision: int) -> None:
    assert DateSpan(DAY, DAY + timedelta(days=length - 1)).precision == precision


@pytest.mark.parametrize(
    ("year", "day"),
    [(1990, date(1990, 4, 15)), (2000, date(2000, 4, 23)), (2012, date(2012, 4, 8)), (2024, date(2024, 3, 31))],
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


def test_no_day_where_the_calendar_has_none() -> None:
    assert make_day(2013, 2, 29) is None
    assert make_day(2012, 2, 29) == date(2012, 2, 29)
    assert make_day(2013, 13, 1) is None
    assert make_day(0, 1, 1) is None


def test_months_and_years() -> None:
    assert month_span(2012, 2) == DateSpan(date(2012, 2, 1), date(2012, 2, 29))
    assert year_span(1980, 1989) == DateSpan(date(1980, 1, 1), date(1989, 12, 31))
    assert shift_month(2013, 1, -1) == (2012, 12)
    assert shift_month(2013, 1, 12) == (2014, 1)


def test_joined_spans_hold_both() -> None:
    assert one_day(DAY).joined(week_span(DAY)) == DateSpan(date(2013, 1, 7), date(2013, 1, 13))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_weekdays_are_near(day: date, weekday: int) -> None:
    before, after = weekday_before(day, weekday), weekday_after(day, weekday)
    assert before.weekday() == after.weekday() == weekday
    assert before <= day <= after
    assert (after - before).days in {0, 7}


@given(st.integers(1900, 2099))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    day = easter(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)
