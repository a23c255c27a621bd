"""The timeline: bars side by side without a gap, the days around those chosen, the words under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateline.core.dates import DateSpan, month_span, one_day, week_span, year_span
from dateline.store.overview import Bar as Counted
from dateline.store.overview import Timeline, Unit
from dateline.web.texts import text
from dateline.web.views.address import Address
from dateline.web.views.wording import span_words

WIDE: Final = 1000.0
HIGH: Final = 100.0
_LEAST: Final = 4.0
"""Height of the lowest bar: a single event beside a thousand is still seen."""
_GAP: Final = 0.12
"""Share of a bar's place that stays free."""
_MOST: Final = 400
"""Bars drawn at most: below two pixels none can be hit. Only spans of centuries have more."""
_TICKS: Final = 6
_FEWEST: Final = 20
"""Bars at least."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar in a drawing 1000 wide and 100 high; `chosen` tells whether the filter takes its days."""

    first: str
    last: str
    count: int
    x: float
    width: float
    height: float
    label: str
    chosen: bool


def drawn(timeline: Timeline, address: Address) -> tuple[Drawn, ...]:
    """Draw every bar, those without events too."""
    bars = _filled(timeline)
    top = max((bar.count for bar in bars), default=0) or 1
    step = WIDE / max(1, len(bars))
    since, until = address.first("since") or "", address.first("until") or "9999"
    return tuple(
        Drawn(
            first=bar.first,
            last=bar.last,
            count=bar.count,
            x=round((number + _GAP / 2) * step, 2),
            width=round(step * (1 - _GAP), 2),
            height=round(max(_LEAST, HIGH * bar.count / top), 2) if bar.count else 0.0,
            label=_label(bar),
            chosen=bar.last >= since and bar.first <= until,
        )
        for number, bar in enumerate(bars)
    )


def _label(bar: Counted) -> str:
    count = bar.count if bar.count == 1 else f"{bar.count:,}"
    return str(text("overview.timeline.bar", span=span_words(bar.first, bar.last), n=count))


def _filled(timeline: Timeline) -> list[Counted]:
    known = {bar.first: bar for bar in timeline.bars}
    if not known:
        return []
    first, last = _widened(date.fromisoformat(min(known)), date.fromisoformat(max(known)), timeline.unit)
    spans = _spans(timeline.unit, first, last)
    filled = [known.get(first, Counted(first, last, 0, 0, 0)) for first, last in spans]
    return filled if len(filled) <= _MOST else list(timeline.bars)[-_MOST:]


def _widened(first: date, last: date, unit: Unit) -> tuple[date, date]:
    """Add empty bars on both sides of a few: five days as wide as a year would look like one."""
    if unit != "day" or (last - first).days >= _FEWEST:
        return first, last
    spare = timedelta(days=(_FEWEST - (last - first).days) // 2)
    return first - spare, last + spare


def _spans(unit: Unit, first: date, last: date) -> Iterator[tuple[str, str]]:
    day = first
    while day <= last:
        span = _span(unit, day)
        yield span.first.isoformat(), span.last.isoformat()
        if span.last >= date.max - timedelta(days=1):
            return
        day = span.last + timedelta(days=1)


def _span(unit: Unit, day: date) -> DateSpan:
    match unit:
        case "day":
            return one_day(day)
        case "week":
            return week_span(day)
        case "month":
            return month_span(day.year, day.month)
        case "year":
            return year_span(day.year)


def around(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Give the days to draw when some are chosen: as many again on either side, so that one can go on from there."""
    try:
        first, last = date.fromisoformat(since or ""), date.fromisoformat(until or "")
        span = max(last - first, timedelta(days=_LEAST_SPAN))
        return (first - span).isoformat(), (last + span).isoformat()
    except (ValueError, OverflowError):
        return None, None


_LEAST_SPAN: Final = 20
"""Days on either side at least: one day alone tells nothing about what came before."""


def ticks(bars: Sequence[Drawn]) -> tuple[str, ...]:
    """Give days to write under the bars at equal distances, the first and the last among them."""
    if not bars:
        return ()
    number = min(_TICKS, len(bars))
    if number == 1:
        return (span_words(bars[0].first, bars[0].last),)
    places = [round(one * (len(bars) - 1) / (number - 1)) for one in range(number)]
    return tuple(_short(bars[place].first) for place in places)


def _short(day: str) -> str:
    at = date.fromisoformat(day)
    return f"{at.day} {str(text(f'words.months.{at.month}'))[:3]} {at.year}"
