"""Numbers that other data sets give to countries, grid cells and events."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dateline.core.countries import countries_by_code

_DIGITS = 13  # hexadecimal: 52 bits, the most that a double, and so every spreadsheet and R, holds exactly

# Regions of the UCDP/PRIO codebook, by the first number of Gleditsch and Ward's that belongs to each.
_UCDP_REGIONS = ((700, "Asia"), (630, "Middle East"), (400, "Africa"), (200, "Europe"), (2, "Americas"))

_CELLS_PER_DEGREE = 2
_COLUMNS = 360 * _CELLS_PER_DEGREE
"""PRIO-GRID's cells are half a degree wide, counted from 90° S 180° W, row by row (Tollefsen et al. 2012)."""


class CountryCodes(NamedTuple):
    """A country's ISO 3166-1 number, Gleditsch and Ward's number, and ACLED's region; None where it has none."""

    iso_numeric: int | None
    gleditsch_ward: int | None
    acled_region: str | None


@lru_cache(maxsize=1)
def _table() -> dict[str, CountryCodes]:
    lines = (files("dateline.export") / "countries.tsv").read_text("utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {iso3: CountryCodes(_number(iso), _number(gw), region or None) for iso3, iso, gw, region in rows}


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def country_codes(iso3: str | None) -> CountryCodes:
    """Look a country up by its ISO 3166-1 alpha-3 code."""
    return _table().get(iso3 or "", CountryCodes(None, None, None))


def country_name(iso3: str | None) -> str | None:
    """The country's name in English."""
    found = countries_by_code().get(iso3 or "")
    return found.name if found else None


def ucdp_region(gleditsch_ward: int | None) -> str | None:
    """UCDP's region of a country."""
    if gleditsch_ward is None:
        return None
    return next(name for first, name in _UCDP_REGIONS if gleditsch_ward >= first)


def priogrid_cell(latitude: float, longitude: float) -> int:
    """The number (gid) of the PRIO-GRID cell that holds a point."""
    row = min(int((latitude + 90) * _CELLS_PER_DEGREE), 180 * _CELLS_PER_DEGREE - 1)
    column = min(int((longitude + 180) * _CELLS_PER_DEGREE), _COLUMNS - 1)
    return row * _COLUMNS + column + 1


def number_of(record_id: str) -> int:
    """A whole number made from an id, for data sets whose ids are numbers; the same on every machine."""
    return int(hashlib.sha256(record_id.encode()).hexdigest()[:_DIGITS], 16)
