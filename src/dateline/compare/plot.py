"""The months of two codings, country by country."""

from __future__ import annotations

from pathlib import Path

from dateline.compare.summary import Comparison, Months
from dateline.core.errors import UsageError
from dateline.stats.plot import plain, sheet, sparse_ticks

MOST_COUNTRIES = 6
"""Countries on one picture: those with most events."""
_A, _B = "#3b6ea5", "#d17a00"


def plot(comparison: Comparison, path: Path) -> None:
    """Draw events by month of both sides, one row a country.

    Raises:
        UsageError: No country has events in both.
    """
    largest = sorted(comparison.months, key=lambda one: (-sum(one.left) - sum(one.right), one.country))[:MOST_COUNTRIES]
    if not largest:
        raise UsageError("nothing to draw: no event with a day and a country in the scope")
    with sheet(path, height=2.6, rows=len(largest)) as rows:
        for axes, months in zip(rows, sorted(largest, key=lambda one: one.country), strict=True):
            axes.plot(months.months, months.left, color=_A, label=plain(f"A: {comparison.left.name}"))
            axes.plot(months.months, months.right, color=_B, label=plain(f"B: {comparison.right.name}"))
            axes.set_ylim(bottom=0)
            axes.set_title(_title(months), loc="left", fontsize=10)
            sparse_ticks(axes, months.months)
        rows[0].legend(frameon=False, fontsize=8)
        rows[0].set_ylabel("events")


def _title(months: Months) -> str:
    shown = "none" if months.events_r is None else f"{months.events_r:.2f}"
    return f"{months.country}: {sum(months.left)} and {sum(months.right)} events, r by month {shown}"
