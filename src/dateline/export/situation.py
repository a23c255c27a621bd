"""The situation report: events by month, each with its sources as notes. Markdown and Word are two ways to write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.core.countries import countries_by_code
from dateline.export.model import About, Dossier
from dateline.export.telling import cited_line, names, said_by, two_sides
from dateline.frames.flat import event_figure_label, joined, source_label
from dateline.records import Event
from dateline.store.bundles import Citation

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A bold beginning, plain text, and notes behind it."""

    text: str
    bold: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table under a header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Table


@dataclass(slots=True)
class Summary:
    """What the report says before the events: counted while they pass."""

    events: int = 0
    first: str | None = None
    last: str | None = None
    by_kind: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, event: Event) -> None:
        """Count an event."""
        self.events += 1
        days = [day for day in (event.first, event.last, self.first) if day]
        self.first = min(days, default=None)
        self.last = max([day for day in (event.first, event.last, self.last) if day], default=None)
        self.by_kind[_country(event), event.type] += 1

    def table(self) -> Table:
        """Events by country and type."""
        rows = tuple((country, kind, str(count)) for (country, kind), count in sorted(self.by_kind.items()))
        return Table(("Country", "Type", "Events"), rows)


def body(dossiers: Iterator[Dossier], summary: Summary) -> Iterator[Block]:
    """The events, in the order in which they come, under a heading for each month."""
    heading = None
    for dossier in dossiers:
        event = dossier.event
        summary.add(event)
        if (month := _month(event)) != heading:
            heading = month
            yield Heading(2, month)
        yield told(dossier)


def head(about: About, summary: Summary) -> Iterator[Block]:
    """Title, scope and counts."""
    yield Heading(1, about.title)
    span = f"{summary.first} to {summary.last}" if summary.first else "no dates"
    yield Paragraph(f"{about.told} {summary.events} events, {span}.")
    if summary.by_kind:
        yield summary.table()


def tail(about: About) -> Iterator[Block]:
    """How to read it, and whose it is."""
    yield Heading(2, "Notes")
    yield Paragraph(
        "Numbers are lowest–best–highest over all sources; ? stands for what no source gives. An arrow leads from "
        "those who acted to those it was done to. Confidence is the chance that the event is coded rightly."
    )
    yield from (Paragraph(note) for note in about.licence)


def told(dossier: Dossier) -> Paragraph:
    """One event with its sources as notes."""
    event = dossier.event
    actors, recipients = two_sides(event)
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    sides = f"{names(actors) or 'not named'} → {names(recipients) or 'not named'}: " if event.sides else ""
    status = "" if event.status == "asserted" else f" ({event.status}: not said to have happened)"
    words = joined(dict.fromkeys(claim.trigger.text.casefold() for claim in dossier.claims), ", ")
    parts = (
        f"{sides}{kind}{status}{f', “{words}”' if words else ''}",
        joined(event_figure_label(one) for one in event.figures),
        f"Confidence {event.confidence:.2f}; reports: {event.reports}, independent: {event.independent_sources}",
        event.id,
    )
    return Paragraph(f"{joined(parts, '. ')}.", bold=f"{_when(event)}, {_where(event)}. ", notes=tuple(notes(dossier)))


def notes(dossier: Dossier) -> Iterator[str]:
    """A note for each report, and one for claims whose report is not known."""
    known: set[str] = set()
    for citation in dossier.cited():
        mine = [claim for claim in dossier.claims if claim.report_id == citation.id]
        known.update(claim.id for claim in mine)
        sources = joined(dict.fromkeys(source_label(one) for claim in mine for one in claim.sources))
        yield joined(
            (cited_line(dossier, citation), _byline(citation), citation.url, f"Says: {sources or 'the reporter'}"), ". "
        )
    if rest := [claim_id for claim_id in dossier.claim_ids if claim_id not in known]:
        said = said_by(dossier)
        yield f"Claims {', '.join(rest)}{f'. Says: {said}' if said and not known else ''}"


def _byline(citation: Citation) -> str:
    return joined((*citation.byline, *citation.agencies), ", ")


def _month(event: Event) -> str:
    if event.first is None:
        return "Without a date"
    year, month, _ = event.first.split("-")
    return f"{_MONTHS[int(month) - 1]} {year}"


def _when(event: Event) -> str:
    if event.first is None:
        return "No date"
    return event.first if event.last in {None, event.first} else f"{event.first} – {event.last}"


def _where(event: Event) -> str:
    place = event.place
    if place is None:
        return "no place"
    around = joined(dict.fromkeys(part for part in (place.admin1, place.country) if part != place.name), ", ")
    return f"{place.name or place.text}{f' ({around})' if around else ''}"


def _country(event: Event) -> str:
    code = event.place.country if event.place else None
    found = countries_by_code().get(code or "")
    return found.name if found else code or "no country"
