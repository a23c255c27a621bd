"""HTML for notebooks. Everything that comes from a report is escaped: hostile text stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

MOST_ROWS = 60
"""Rows that a notebook shows, as many as pandas does; the data frames have all."""

_CELL = "text-align:left;vertical-align:top;white-space:pre-line"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """Write rows as an HTML table.

    Args:
        titles: Of the columns.
        rows: Their cells, as plain text.
        caption: Stands below, as plain text.
    """
    shown = iter(rows)
    body = "".join(_row(row) for row in islice(shown, MOST_ROWS))
    left_out = sum(1 for _ in shown)
    more = f", of which {left_out} are not shown" if left_out else ""
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(title)}</th>' for title in titles)
    return (
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<p><small>{escape(caption + more)}</small></p>"
    )


def _row(cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in cells) + "</tr>"
