"""Which days an event is given."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from stub import day, make_claim, make_report

from dateline.link.dating import AHEAD, best_days
from dateline.link.mention import Mention
from dateline.records import TimeSpan

THURSDAY, FRIDAY, SUNDAY = "2013-01-10", "2013-01-11", "2013-01-13"
PUBLISHED = "2013-01-12"


def span(first: str, last: str, precision: int) -> TimeSpan:
    return TimeSpan(start=0, end=6, text="Rebels", first=first, last=last, precision=precision)


def mention(
    time: TimeSpan | None,
    family: str,
    published: str = PUBLISHED,
    status: str = "asserted",
) -> Mention:
    report = make_report("Rebels attacked.", published=published)
    claim = make_claim(report, "attacked", time=time, status=status)
    return Mention(claim, report, family, published)


def chosen(*mentions: Mention) -> str | None:
    found = {best_days(order) for order in itertools.permutations(mentions)}
    (only,) = found  # whatever the order
    return only.first if only else None


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([], None),
        ([span("2013-01-01", "2013-01-31", 4), day(FRIDAY)], FRIDAY),
        ([day(THURSDAY), day(FRIDAY), day(FRIDAY)], FRIDAY),
        ([day(THURSDAY), day(FRIDAY)], THURSDAY),
    ],
)
def test_the_most_exact_days_and_of_these_the_ones_that_most_give(
    given: Sequence[TimeSpan], wanted: str | None
) -> None:
    assert chosen(*(mention(one, f"r-{number}") for number, one in enumerate(given))) == wanted


def test_reports_count_before_claims() -> None:
    told = [mention(day(THURSDAY), "a"), mention(day(THURSDAY), "a"), mention(day(FRIDAY), "b")]
    assert chosen(*told) == THURSDAY
    assert chosen(*told, mention(day(FRIDAY), "c")) == FRIDAY


def test_what_happened_had_not_been_told_before() -> None:
    early, late = (
        mention(span("2013-01-07", "2013-01-12", 3), "a"),
        mention(day("2013-01-16"), "b", published="2013-01-16"),
    )
    assert chosen(early, late) == "2013-01-07"
    assert chosen(late) == "2013-01-16"
    assert chosen(mention(day(SUNDAY), "a")) == SUNDAY  # within AHEAD
    assert chosen(mention(day("2013-01-14"), "a")) is None
    assert AHEAD == 1


def test_what_is_planned_is_after_its_report() -> None:
    assert chosen(mention(day("2013-01-20"), "a", status="future")) == "2013-01-20"


def test_what_no_claim_dates_has_no_day() -> None:
    assert chosen(mention(None, "a"), mention(None, "b")) is None
