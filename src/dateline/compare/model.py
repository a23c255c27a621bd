"""A coding as all layouts have it: one row an event, with what can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Row:
    """One event of a coding. What the coding does not tell is None or empty.

    `type` and `mode` are PLOVER's, `label` is what the coding itself calls it. `first` and `last` are inclusive.
    `precision` is UCDP's where_prec. `killed` is the best count of the dead. `names` are words of the actors' names.
    `anchor` is the report and the characters of the sentence that a claim was read from.
    """

    id: str
    first: date | None = None
    last: date | None = None
    type: str | None = None
    mode: str | None = None
    label: str = ""
    country: str | None = None
    admin1: str | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    killed: int | None = None
    names: frozenset[str] = frozenset()
    anchor: tuple[str, int, int] | None = None

    @property
    def month(self) -> str | None:
        """The month it began in, as "2013-01"."""
        return self.first.isoformat()[:7] if self.first else None


@dataclass(frozen=True, slots=True)
class Layout:
    """What a layout can hold: the PLOVER types that it records, and whether only events with deaths are in it."""

    name: str
    types: frozenset[str] | None = None
    lethal: bool = False


@dataclass(frozen=True, slots=True)
class Coding:
    """The rows of one coding.

    `skipped` counts rows that could not be read, by reason.
    """

    name: str
    layout: Layout
    rows: tuple[Row, ...]
    skipped: dict[str, int]
