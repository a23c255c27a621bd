"""Comparing when two tellings say that it happened."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from dateline.link.evidence import Finding
from dateline.link.telling import DaySpan, Telling

SAME_DAY, SAME_DAYS, OVERLAP = 1.6, 0.9, 0.2
"""The more exactly two spans agree, the more it tells."""
GAPS = ((1, -1.0), (2, -3.0), (math.inf, -10.0))
"""What days between two days weigh, up to so many. News tells yesterday's night and this morning as different days; two
days are two events. None is quite impossible, since a report's days are also misread: they can be outweighed by two
texts that agree in everything else."""
UNDATED = ((1, -0.5), (9, -1.0), (math.inf, -2.5))
"""The same where one of the two gives no day, and can only have happened in the week before it was told."""
NEWS, WEEKS = 8, 10
"""Days up to which what a report tells is its news, and days from which two are news of other weeks."""
OTHER_WEEKS, OTHER_WEEKS_UNDATED = -3.5, -2.0
"""What it weighs that two are news of other weeks, by whether both give a day. Likeness does not take it away: a day
near its report's own is not a misread one of another month. Fitted on gva dev (`scripts/fit_linking.py`)."""
TOLD_APART = 2.0
"""How much more two days tell against it within one report, where they are not another hand's misreading."""
FEW_DAYS = 3
"""Width of a span that still tells something: UCDP's date_prec 2."""


def same_day(left: Telling, right: Telling) -> Finding:
    """Compare the days, at the coarser precision of the two; of several that a telling names, the nearest count."""
    found = [_compared(one, other, left, right) for one in left.days for other in right.days]
    return max(found, default=Finding(0.0, "one of them is undated"))


def same_day_within(left: Telling, right: Telling) -> Finding:
    """Compare the days of two claims of one report: what has no day of its own can be of the other's.

    One hand gives two days to tell two events apart; two hands may mean one night by them.
    """
    if not left.spans or not right.spans:
        return Finding(0.0, "one of them is undated")
    found = same_day(left, right)
    return Finding(TOLD_APART * found.weight, found.phrase) if found.weight < 0 else found


def _compared(one: DaySpan, other: DaySpan, left: Telling, right: Telling) -> Finding:
    dated = bool(left.spans and right.spans)
    gap = max(one[0] - other[1], other[0] - one[1])
    if gap > 0:
        return Finding(_gap_weight(gap, dated=dated), f"{gap} day{'s' if gap > 1 else ''} apart")
    if not dated:
        return Finding(_news_weight(one, other, left, right), "told in the same days")
    width = max(one[1] - one[0], other[1] - other[0])
    if width == 0:
        return Finding(SAME_DAY, "same day")
    return Finding(SAME_DAYS if width <= FEW_DAYS else OVERLAP, "the spans overlap")


def _gap_weight(gap: int, *, dated: bool) -> float:
    steps = GAPS if dated else UNDATED
    return next(weight for most, weight in steps if gap <= most)


def _news_weight(one: DaySpan, other: DaySpan, left: Telling, right: Telling) -> float:
    """An undated event is mostly one of the day before it is told; each day further away makes it less likely."""
    days = [span[1] if telling.spans else telling.day for span, telling in ((one, left), (other, right))]
    if days[0] is None or days[1] is None:
        return 0.0
    return max(-2.0, 0.3 - 0.4 * abs(days[0] - days[1]))


def same_news(left: Telling, right: Telling) -> Finding:
    """Compare which news they are: what reports of other weeks tell as their news is not one thing misdated."""
    mine, other = _news_days(left), _news_days(right)
    if not mine or not other:
        return Finding(0.0, "one of them is no news")
    if min(max(one[0] - two[1], two[0] - one[1]) for one in mine for two in other) < WEEKS:
        return Finding(0.0, "news of the same weeks")
    return Finding(OTHER_WEEKS if left.spans and right.spans else OTHER_WEEKS_UNDATED, "news of other weeks")


def _news_days(telling: Telling) -> Sequence[DaySpan]:
    """The days of what a report tells as news; none where it tells of something earlier."""
    day = telling.day
    if day is None or (telling.spans and not any(0 <= day - last <= NEWS for _, last in telling.spans)):
        return ()
    return telling.days


def days_apart(left: int | None, right: int | None) -> int:
    """Days between the publication of two reports; 0 where one is unknown."""
    return abs(left - right) if left is not None and right is not None else 0


def days_shown(telling: Telling) -> str:
    """The days of a telling, for people."""

    def show(first: int, last: int) -> str:
        start, end = date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()
        return start if first == last else f"{start}..{end}"

    return ", ".join(show(*span) for span in telling.days)
