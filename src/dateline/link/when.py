"""Comparing when two tellings say that it happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.link.evidence import Evidence
from dateline.link.mention import Mention, TimeWindow

SAME_DAY, SAME_DAYS, OVERLAP = 1.6, 0.9, 0.2
"""The more exactly two spans agree, the more it tells."""
NEXT_DAY, NEXT_DAY_UNDATED, TWO_DAYS, LATER, MUCH_LATER = -1.5, -0.5, -4.0, -11.0, -13.0
"""News tells yesterday's night and this morning as different days; two days are two events. None is quite impossible,
since a report's days are also misread: they can be outweighed by two texts that agree in everything else."""
MUCH = 60
"""Days from which an event is long past: an anniversary is told in the words of the event."""
FEW_DAYS = 3
"""Width of a span that still tells something: UCDP's date_prec 2."""


def same_day(left: Mention, right: Mention) -> Evidence:
    """Compare the days, at the coarser precision of the two; of several that a telling names, the nearest count."""
    pairs = [(one, other) for one in _spans(left) for other in _spans(right)]
    if not pairs:
        return Evidence("time", _days(_spans(left)), _days(_spans(right)), 0.0, "one of them is undated")
    found = [_compared(one, other, left, right) for one, other in pairs]
    return max(found, key=lambda evidence: (evidence.weight, evidence.left, evidence.right))


def same_day_within(left: Mention, right: Mention) -> Evidence:
    """Compare the days of two claims of one report: what has no day of its own can be of the other's."""
    found = same_day(left, right)
    return found if left.spans and right.spans else replace(found, weight=0.0)


def _spans(mention: Mention) -> Sequence[TimeWindow]:
    if mention.spans or mention.first is None or mention.last is None:
        return mention.spans
    return ((mention.first, mention.last),)


def _compared(one: TimeWindow, other: TimeWindow, left: Mention, right: Mention) -> Evidence:
    shown = (_days([one]), _days([other]))
    dated = bool(left.spans and right.spans)
    gap = max((one[0] - other[1]).days, (other[0] - one[1]).days)
    if gap > 0:
        return Evidence("time", *shown, _gap_weight(gap, dated=dated), f"{gap} day{'s' if gap > 1 else ''} apart")
    if not dated:
        return Evidence("time", *shown, _news_weight(one, other, left, right), "told in the same days")
    width = max((one[1] - one[0]).days, (other[1] - other[0]).days)
    if width == 0:
        return Evidence("time", *shown, SAME_DAY, "same day")
    return Evidence("time", *shown, SAME_DAYS if width <= FEW_DAYS else OVERLAP, "the spans overlap")


def _gap_weight(gap: int, *, dated: bool) -> float:
    steps = {1: NEXT_DAY if dated else NEXT_DAY_UNDATED, 2: TWO_DAYS}
    return steps.get(gap, LATER if gap <= MUCH else MUCH_LATER)


def _news_weight(one: TimeWindow, other: TimeWindow, left: Mention, right: Mention) -> float:
    """An undated event is mostly one of the day before it is told; each day further away makes it less likely."""
    days = [span[1] if mention.spans else mention.day for span, mention in ((one, left), (other, right))]
    if days[0] is None or days[1] is None:
        return 0.0
    return max(-2.0, 0.3 - 0.4 * abs((days[0] - days[1]).days))


def days_apart(left: Mention, right: Mention) -> int:
    """Days between the publication of two reports; 0 where one is unknown."""
    return abs((left.day - right.day).days) if left.day and right.day else 0


def _days(spans: Sequence[TimeWindow]) -> str:
    def show(first: date, last: date) -> str:
        return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"

    return ", ".join(show(*span) for span in spans)
