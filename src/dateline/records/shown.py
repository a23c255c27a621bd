"""One record as a notebook shows it: the fields that are not empty, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

LONGEST = 2000
"""Characters of one value that are shown: a report's text may be long."""

_STYLE = "text-align:left;vertical-align:top;white-space:pre-line"


def record_html(name: str, data: dict[str, Any]) -> str:
    """Write a record's data as a table of its fields."""
    return f"<table><caption>{escape(name)}</caption><tbody>{''.join(_rows(data.items()))}</tbody></table>"


def _rows(fields: Iterable[tuple[str, Any]]) -> Iterable[str]:
    for name, value in fields:
        if value not in (None, [], ""):
            head = f'<th scope="row" style="{_STYLE}">{escape(name)}</th>'
            yield f'<tr>{head}<td style="{_STYLE}">{_value(value)}</td></tr>'


def _value(value: Any) -> str:
    if isinstance(value, dict):
        told = {name: inner for name, inner in value.items() if inner not in (None, [], "")}
        return ", ".join(f"{escape(name)}: {_value(inner)}" for name, inner in told.items())
    if isinstance(value, list):
        return "<br>".join(map(_value, value))
    text = str(value)
    return escape(text if len(text) <= LONGEST else f"{text[:LONGEST]} …")
