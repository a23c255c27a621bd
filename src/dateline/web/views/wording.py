"""Values of records as words: days, ranges, places, names. The words themselves stand in ``text/``."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import PurePath
from typing import Final
from urllib.parse import urlsplit

from dateline.core.countries import countries_by_code
from dateline.records import Claim, Event, Place, Report, Side
from dateline.web.texts import has_text, text

_WEB: Final = frozenset({"http", "https"})
_COUNTRY: Final = 6
"""UCDP's where_prec of a country."""


def day_words(value: str | None) -> str:
    """Say a day, with the time of day where it is known: "2 March 2014, 10:00 UTC". What is no date stays as it is."""
    if not value:
        return ""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    said = _day(at.date())
    return said if "T" not in value else f"{said}, {at:%H:%M} {_zone(at)}".rstrip()


def _zone(at: datetime) -> str:
    offset = at.utcoffset()
    if offset is None:
        return ""
    return "UTC" if not offset else f"UTC{at:%z}"[:-2]


def _day(day: date) -> str:
    return f"{day.day} {text(f'words.months.{day.month}')} {day.year}"


def span_words(first: str | None, last: str | None) -> str:
    """Say the days from `first` to `last`: "1–7 March 2014", "28 February – 3 March 2014"."""
    if not first or not last:
        known = first or last
        return str(text("words.from" if first else "words.until", day=day_words(known))) if known else ""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if start == end:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    begins = _day(start) if start.year != end.year else f"{start.day} {text(f'words.months.{start.month}')}"
    return f"{begins} – {_day(end)}"


def range_words(low: int | None, best: int | None, high: int | None) -> str:
    """Say a count: "14", "11–60", "74 (11–74)", "31 or more", "up to 9"."""
    low = best if low is None else low
    if low is not None and low == high and best in {None, low}:
        return _number(low)
    span = _span(low, high)
    if best is None:
        return span
    return f"{_number(best)} ({span})" if (low, high) != (best, None) else _number(best)


def _span(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{_number(low)}–{_number(high)}"
    if low is not None:
        return str(text("words.or_more", n=_number(low)))
    return str(text("words.up_to", n=_number(high))) if high is not None else ""


def _number(value: int) -> str:
    return f"{value:,}"


def country_words(code: str | None) -> str:
    """Name a country by its ISO code."""
    found = countries_by_code().get(code or "")
    return found.name if found else code or ""


def place_words(place: Place | None) -> str:
    """Name a place from the narrowest to the widest: "Dogo, Koro Cercle, Mopti, Mali"."""
    if place is None:
        return ""
    own = place.name or place.text
    names = [own] if place.precision == _COUNTRY else [own, place.admin2, place.admin1, country_words(place.country)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def kind_words(record: Claim | Event) -> str:
    """Name the type and mode: "Assault · firearms"."""
    mode = f" · {record.mode.replace('-', ' ')}" if record.mode else ""
    return record.type.capitalize() + mode


def event_words(event: Event) -> str:
    """Name an event in a line: "Assault at Dogo, 1 March 2014"."""
    name = event.type.capitalize()
    if event.place is not None:
        name = str(text("words.event_at", what=name, where=isolated(event.place.name or event.place.text)))
    when = span_words(event.first, event.last)
    return f"{name}, {when}" if when else name


def isolated(name: str) -> str:
    """Keep a name that is written from right to left from turning the words around it (Unicode's isolates)."""
    turns = any(unicodedata.bidirectional(char) in {"R", "AL", "RLE", "RLO", "RLI"} for char in name)
    return f"\u2068{name}\u2069" if turns else name


def side_words(side: Side) -> str:
    """Name a party, by country and sector where it has no name."""
    return side.name or " ".join(part for part in (country_words(side.country), side.sector) if part)


def publisher_words(report: Report | None) -> str:
    """Name who published a report; without a name the site or the file says where it is from."""
    if report is None:
        return str(text("words.no_publisher"))
    site = _site(report.url)
    file = PurePath(report.path).name if report.path else None
    return report.publisher or site or file or str(text("words.no_publisher"))


def _site(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def headline_words(report: Report) -> str:
    """Name a report by its headline, or the beginning of its text."""
    return report.headline or report.text[:80]


def percent_words(share: float) -> str:
    """Say a share of 1 in percent; what is not certain is never shown as 100 %."""
    return f"{math.floor(share * 100)} %"


def safe_url(url: str | None) -> str | None:
    """Give an address that a link may lead to: of the web, and nothing that a browser would run."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in _WEB and parts.hostname else None


def label(group: str, name: object) -> str:
    """Give the word for a value of a list (``label("status", "asserted")``); the value itself where there is none."""
    key = f"words.{group}.{name}"
    return str(text(key)) if has_text(key) else str(name).replace("_", " ").replace("-", " ")


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "day": day_words,
    "country": country_words,
    "place": place_words,
    "kind": kind_words,
    "event_name": event_words,
    "side": side_words,
    "publisher": publisher_words,
    "headline": headline_words,
    "safe_url": safe_url,
    "percent": percent_words,
}
FUNCTIONS: Final[Mapping[str, Callable[..., object]]] = {"span": span_words, "counted": range_words, "label": label}
"""What the templates call; filters take one value."""
