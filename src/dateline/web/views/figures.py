"""The counts of one event as rows in the order of time, and the bars that draw them on one scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.link.copies import families_of
from dateline.link.figures import Count, contradicts, counts_of
from dateline.link.mention import mentions_of
from dateline.records import Claim, Event, EventFigure, Figure, Report

_STEPS: Final = (1, 2, 5)
_TICKS: Final = 4
"""Steps of a scale that people read without effort, and about how many a narrow table has room for."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A range drawn on a scale, in percent of its width. `dot` is the best count; `open_end` says "or more"."""

    left: float
    width: float
    dot: float | None
    open_end: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One count: who published it when, who says so, in which words.

    `repeats` tells that an earlier row is of the same text (a copy, or another version); `outside` that the event's
    best count is excluded by it.
    """

    figure: Figure
    claim_id: str
    report: Report | None
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    repeats: bool
    outside: bool
    bar: Bar


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All the counts of one measure and side, the event's own, and the scale that they are drawn on."""

    merged: EventFigure
    rows: tuple[FigureRow, ...]
    ticks: tuple[tuple[int, float], ...]
    best: float | None

    @property
    def disputed(self) -> bool:
        """Whether a row excludes the best count."""
        return any(row.outside for row in self.rows)


def figure_tables(event: Event, claims: Sequence[Claim], reports: Mapping[str, Report]) -> tuple[FigureTable, ...]:
    """Set out every figure of an event, the one with the most accounts first."""
    families = families_of(list(reports.values()))
    counts = counts_of(mentions_of(claims, reports, families))
    tables = [_table(figure, counts.get((figure.measure, figure.side), ())) for figure in event.figures]
    return tuple(sorted(tables, key=lambda one: (-len(one.rows), one.merged.measure, one.merged.side or "")))


def _table(merged: EventFigure, counts: Sequence[Count]) -> FigureTable:
    ordered = sorted(counts, key=lambda one: (one.mention.published or "9999", one.mention.id))
    top = scale_top([*(_top(count.figure) for count in ordered), merged.best or 0, merged.high or 0])
    seen: set[str] = set()
    rows = []
    for count in ordered:
        rows.append(_row(count, merged.best, top, repeats=count.mention.family in seen))
        seen.add(count.mention.family)
    best = None if merged.best is None else _percent(merged.best, top)
    return FigureTable(merged, tuple(rows), ticks(top), best)


def _row(count: Count, best: int | None, top: int, *, repeats: bool) -> FigureRow:
    claim = count.mention.claim
    return FigureRow(
        figure=count.figure,
        claim_id=claim.id,
        report=count.mention.report,
        sources=tuple(dict.fromkeys(source.name or source.text for source in claim.sources)),
        kinds=tuple(dict.fromkeys(source.kind for source in claim.sources)),
        repeats=repeats,
        outside=contradicts(count.figure, best),
        bar=bar(count.figure, top),
    )


def _top(figure: Figure) -> int:
    return max(value or 0 for value in (figure.low, figure.best, figure.high))


def bar(figure: Figure, top: int) -> Bar:
    """Draw a range on a scale from nought to `top`; a range without an upper end reaches the edge."""
    low = figure.low if figure.low is not None else (figure.best if figure.best is not None else 0)
    high = figure.high if figure.high is not None else figure.best
    left = _percent(low, top)
    right = 100.0 if high is None else _percent(high, top)
    dot = None if figure.best is None else _percent(figure.best, top)
    return Bar(left, round(max(right - left, 0.0), 2), dot, high is None)


def _percent(value: int, top: int) -> float:
    return round(min(100.0, 100.0 * value / top), 2)


def scale_top(values: Sequence[int]) -> int:
    """A round end for a scale, beyond every value so that an open range has somewhere to go."""
    step = _step(max([*values, 1]))
    return step * (max([*values, 1]) // step + 1)


def ticks(top: int) -> tuple[tuple[int, float], ...]:
    """Round values along a scale with their position in percent."""
    return tuple((value, _percent(value, top)) for value in range(0, top + 1, _step(top)))


def _step(top: int) -> int:
    rough = top / _TICKS
    power = 10 ** max(0, math.floor(math.log10(rough))) if rough >= 1 else 1
    return next((power * one for one in _STEPS if power * one >= rough), power * 10)
