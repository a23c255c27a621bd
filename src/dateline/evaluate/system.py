"""What is measured: the stages of Dateline that the data sets ask for, handed in so that tests can give their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.records import Claim, Event, Report, Span

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Located:
    """A place name in a text and where it was put; what could not be placed has nothing but its offsets."""

    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution: who, by which words, said what. Each part may be in several pieces."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named or described thing in a text."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class System:
    """The stages under measurement.

    Attributes:
        version: Of Dateline and its coder.
        report: Plain text, its ISO publication date and its headline -> Report; dates and headline may be unknown.
        page: The file of an HTML page, gzipped or not -> Report.
        code: Report -> claims.
        places: Report -> every place name found in its text, with coordinates.
        locate: Report and the offsets of place names in its text -> each resolved.
        attributions: Report -> who said what.
        event_place: Report and the offsets of an event word -> the words that say where it happened, perhaps none.
        link: Claims of many reports, and the reports -> events.
    """

    version: str
    report: Callable[[str, str | None, str | None], Report]
    page: Callable[[Path], Report]
    code: Callable[[Report], Sequence[Claim]]
    places: Callable[[Report], Sequence[Located]]
    locate: Callable[[Report, Sequence[Offsets]], Sequence[Located]]
    attributions: Callable[[Report], Sequence[Said]]
    event_place: Callable[[Report, Offsets], Sequence[Offsets]]
    link: Callable[[Sequence[Claim], Sequence[Report]], Sequence[Event]]


def body(report: Report) -> str:
    """The report's body: its text without headline, byline, captions, credits and boilerplate."""
    kinds = {"body", "live_entry", "subheading", "dateline", "update_note"}
    parts = [report.text[part.start : part.end] for part in report.sections if part.kind in kinds]
    return "\n".join(parts) if report.sections else report.text


def span(thing: Span) -> Offsets:
    """Start and end."""
    return thing.start, thing.end
