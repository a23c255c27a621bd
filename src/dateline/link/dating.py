"""When an event was: the days that its reports give, as exactly as one of them does.

What happened was not told before it happened: days that begin after the first report of the event was published are
misread, or of something else. Of the rest the most exact are taken, of several of these the ones that most independent
reports give, and then most claims. What no claim dates has no day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.link.mention import Mention
from dateline.link.telling import HAPPENED, day_number

AHEAD = 1
"""Days by which an event may be dated after the report that tells of it: where it is morning, it may be yesterday
evening where it was published."""
_UNKNOWN_PRECISION = 9  # sorts after UCDP's 1 to 5


class Days(NamedTuple):
    """First and last day, as ISO dates, and UCDP's date_prec."""

    first: str
    last: str
    precision: int | None


def best_days(mentions: Sequence[Mention]) -> Days | None:
    """The days that are best supported, of those that the claims give.

    Args:
        mentions: The event's claims.
    """
    until = _told_by(mentions)
    return _best((one.family, days) for one in mentions if (days := _given(one)) and _is_before(days, until))


def _told_by(mentions: Iterable[Mention]) -> int | None:
    """The last day on which what is told to have happened can have begun."""
    told = (day_number(one.published) for one in mentions if one.claim.status in HAPPENED)
    known = [day for day in told if day is not None]
    return min(known) + AHEAD if known else None


def _given(mention: Mention) -> Days | None:
    time = mention.claim.time
    return Days(time.first, time.last, time.precision) if time and time.first and time.last else None


def _is_before(days: Days, until: int | None) -> bool:
    first = day_number(days.first)
    return until is None or first is None or first <= until


def _best(given: Iterable[tuple[str, Days]]) -> Days | None:
    told = list(given)
    claims = Counter((days.first, days.last) for _, days in told)
    families = Counter(span for _, span in {(family, (days.first, days.last)) for family, days in told})

    def order(days: Days) -> tuple[int, int, int, Days]:
        span = days.first, days.last
        return days.precision or _UNKNOWN_PRECISION, -families[span], -claims[span], days

    return min((days for _, days in told), key=order, default=None)
