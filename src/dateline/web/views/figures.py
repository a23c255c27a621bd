"""The counts of one event as rows in the order of time, and the bars that draw them on one scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dateline.link.copies import families_of
from dateline.link.counts import Count, counts_of
from dateline.link.figures import contradicts
from dateline.link.mention import mentions_of
from dateline.records import Claim, Event, EventFigure, Figure, Report

_STEPS: Final = (1, 2, 5)
_TICKS: Final = 4
"""Steps of a scale that people read without effort, and about how many a narrow table has room for."""


Stands = Literal["best", "within", "against", "revised"]


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

    `family` is shared by copies and versions of one text; `repeats` tells that an earlier row is of the same one;
    `stands` how it is to the event's best count: taken for it, with it, against it, or given up by a later version.
    """

    figure: Figure
    claim_id: str
    report: Report | None
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    family: str
    repeats: bool
    stands: Stands
    bar: Bar


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All the counts of one measure and side, the event's own, and the scale that they are drawn on."""

    merged: EventFigure
    rows: tuple[FigureRow, ...]
    ticks: tuple[tuple[int, float], ...]
    best: float | None

    @property
    def accounts(self) -> tuple[tuple[FigureRow, ...], ...]:
        """The counts that nobody took back, those alike together, the lowest first; of one text each count once."""
        alike: dict[tuple[int | None, ...], dict[tuple[str, ...], FigureRow]] = {}
        for row in self.rows:
            if row.stands != "revised":
                alike.setdefault(_range(row.figure), {}).setdefault(row.sources or (row.family,), row)
        ordered = sorted(alike.items(), key=lambda one: [value or 0 for value in one[0]])
        return tuple(tuple(rows.values()) for _, rows in ordered)

    @property
    def tellers(self) -> int:
        """How many independent texts give a count."""
        return sum(not row.repeats for row in self.rows)

    @property
    def disputed(self) -> bool:
        """Whether a count that nobody took back excludes the best one."""
        return any(row.stands == "against" for row in self.rows)


def figure_tables(event: Event, claims: Sequence[Claim], reports: Mapping[str, Report]) -> tuple[FigureTable, ...]:
    """Set out every figure of an event, the one with the most accounts first."""
    families = families_of(list(reports.values()))
    counts = counts_of(mentions_of(claims, reports, families))
    tables = [_table(figure, counts.get((figure.measure, figure.side), ())) for figure in event.figures]
    return tuple(sorted(tables, key=lambda one: (-len(one.rows), one.merged.measure, one.merged.side or "")))


def _table(merged: EventFigure, counts: Sequence[Count]) -> FigureTable:
    ordered = sorted(counts, key=lambda one: (one.mention.published or "9999", one.mention.id))
    top = scale_top([*(_top(count.figure) for count in ordered), merged.best or 0, merged.high or 0])
    rows = tuple(_row(number, ordered, merged.best, top) for number in range(len(ordered)))
    best = None if merged.best is None else _percent(merged.best, top)
    return FigureTable(merged, rows, ticks(top), best)


def _row(number: int, counts: Sequence[Count], best: int | None, top: int) -> FigureRow:
    count = counts[number]
    claim = count.mention.claim
    return FigureRow(
        figure=count.figure,
        claim_id=claim.id,
        report=count.mention.report,
        sources=tuple(dict.fromkeys(source.name or source.text for source in claim.sources)),
        kinds=tuple(dict.fromkeys(source.kind for source in claim.sources)),
        family=count.mention.family,
        repeats=any(one.mention.family == count.mention.family for one in counts[:number]),
        stands=_stands(count, counts[number + 1 :], best),
        bar=bar(count.figure, top),
    )


def _stands(count: Count, later: Sequence[Count], best: int | None) -> Stands:
    if not contradicts(count.figure, best):
        return "best" if best is not None and count.figure.best == best else "within"
    same_hand = (one.figure for one in later if one.mention.family == count.mention.family)
    return "revised" if any(_range(one) != _range(count.figure) for one in same_hand) else "against"


def _range(figure: Figure) -> tuple[int | None, ...]:
    return (figure.low, figure.best, figure.high)


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
    most = max([*values, 1])
    step = _step(most)
    top = step * (most // step + 1)
    while top % _step(top):  # the end may ask for wider steps than the greatest value did
        step = _step(top)
        top = step * (most // step + 1)
    return top


def ticks(top: int) -> tuple[tuple[int, float], ...]:
    """Round values along a scale with their position in percent."""
    return tuple((value, _percent(value, top)) for value in range(0, top + 1, _step(top)))


def _step(top: int) -> int:
    rough = top / _TICKS
    power = 10 ** max(0, math.floor(math.log10(rough))) if rough >= 1 else 1
    return next((power * one for one in _STEPS if power * one >= rough), power * 10)
