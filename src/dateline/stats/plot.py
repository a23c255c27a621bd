"""Plots, drawn by matplotlib, which is imported when the first is asked for. The same counts give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from dateline.core.errors import UsageError
from dateline.core.optional import need
from dateline.stats.count import Counted, Statistics

KINDS: Final = (".svg", ".png", ".pdf")
MOST_BARS = 20
"""Bars of a plot by country, actor or type; the table has all."""
MOST_LINES = 6
"""Lines that an eye can tell apart."""
_EVENTS, _DEAD = "#3b6ea5", "#b3261e"
_NOT_TOLD = "not told"


@contextmanager
def sheet(path: Path, *, width: float = 9.0, height: float = 4.5, rows: int = 1) -> Iterator[Any]:
    """Give axes to draw on, and save the figure.

    Args:
        path: Where to; its suffix tells the kind of picture.
        width: In inches.
        height: In inches, of each row.
        rows: Axes below each other.

    Raises:
        UsageError: The suffix is none of `KINDS`, or the file cannot be written.
        InstallError: matplotlib is not installed.
    """
    if path.suffix.lower() not in KINDS:
        raise UsageError(f"{path}: no kind of picture", hint=f"Let the name end in {', '.join(KINDS)}.")
    need("matplotlib", "plots")
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    # The salt and the missing date make an SVG of the same counts the same bytes.
    with rc_context(
        {"svg.hashsalt": "dateline", "svg.fonttype": "none", "axes.spines.top": False, "axes.spines.right": False}
    ):
        figure = Figure(figsize=(width, height * rows), layout="constrained")
        yield figure.subplots(rows, squeeze=False)[:, 0]
        try:
            figure.savefig(path, metadata=_no_date(path), dpi=150)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


def _no_date(path: Path) -> Mapping[str, None]:
    return {".svg": {"Date": None}, ".pdf": {"CreationDate": None}, ".png": {"Software": None}}[path.suffix.lower()]


def plot(statistics: Statistics, path: Path, *, title: str | None = None) -> None:
    """Draw what was counted: bars of events above bars of their dead, or lines by month.

    Raises:
        UsageError: It cannot be drawn: two keys without the month.
    """
    if len(statistics.keys) == 1:
        _bars(statistics, path, title)
    elif "month" in statistics.keys:
        _lines(statistics, path, title)
    else:
        raise UsageError("two keys can only be drawn if one is the month", hint="--by month --by country")


def _bars(statistics: Statistics, path: Path, title: str | None) -> None:
    (key,) = statistics.keys
    rows = [(name or _NOT_TOLD, row) for (name,), row in statistics.rows.items()]
    if key != "month":
        rows = rows[:MOST_BARS]
    places = range(len(rows))
    counted = [row for _, row in rows]
    with sheet(path, height=2.8, rows=2) as (events, dead):
        events.bar(places, [row.events for row in counted], color=_EVENTS)
        events.set_ylabel("events")
        events.set_title(plain(title or f"Events and fatalities by {key}"), loc="left")
        dead.bar(places, [row.best for row in counted], color=_DEAD)
        dead.vlines(places, [row.low for row in counted], [row.high for row in counted], color="black", linewidth=1)
        dead.set_ylabel("killed: best count,\nlowest to highest")
        for axes in (events, dead):
            axes.set_ylim(bottom=0)
            axes.yaxis.get_major_locator().set_params(integer=True)
        events.set_xticks([])
        sparse_ticks(dead, [name for name, _ in rows])


def _lines(statistics: Statistics, path: Path, title: str | None) -> None:
    time = statistics.keys.index("month")
    other = statistics.keys[1 - time]
    months = sorted({values[time] for values in statistics.rows if values[time]})
    series: dict[str, dict[str, Counted]] = {}
    for values, row in statistics.rows.items():
        series.setdefault(values[1 - time], {})[values[time]] = row
    largest = sorted(series, key=lambda name: (-sum(row.events for row in series[name].values()), name))[:MOST_LINES]
    with sheet(path) as (axes,):
        for name in largest:
            drawn = [series[name][month].events if month in series[name] else 0 for month in months]
            axes.plot(months, drawn, marker=".", label=plain(name or _NOT_TOLD))
        axes.set_ylim(bottom=0)
        axes.set_ylabel("events")
        axes.legend(frameon=False)
        sparse_ticks(axes, months)
        axes.set_title(plain(title or f"Events by month and {other}"), loc="left")


_MOST_TICKS = 12


def sparse_ticks(axes: Any, names: Sequence[str]) -> None:
    """Name at most a dozen places of an axis, upright where the names are short."""
    step = max(1, -(-len(names) // _MOST_TICKS)) if names and names[0][:1].isdigit() else 1
    shown = list(range(0, len(names), step))
    axes.set_xticks(shown, [plain(names[place]) for place in shown], rotation=45, ha="right", fontsize=8)


def plain(text: str) -> str:
    """Text as it stands: matplotlib takes what is between dollar signs for a formula."""
    return text.replace("$", r"\$")
