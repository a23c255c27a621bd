"""What the formats of other data sets ask of an event: its two sides, its day, its sources, a sentence on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dateline.export.model import Dossier
from dateline.frames.flat import event_figure_label, joined, side_label, source_label
from dateline.records import Event, Side
from dateline.store.bundles import Citation

HAPPENED = frozenset({"asserted", "historical"})
"""Statuses of what is said to have happened. Data sets that know no others leave the rest out."""

_DAY = len("2013-01-12")


def two_sides(event: Event) -> tuple[list[Side], list[Side]]:
    """Who did it and to whom. Two actors and no recipient are two sides that fight each other, as PLOVER has it."""
    actors = [side for side in event.sides if side.role == "actor"]
    recipients = [side for side in event.sides if side.role == "recipient"]
    if not recipients and len(actors) > 1:
        return actors[:1], actors[1:]
    return actors, recipients


def middle_day(event: Event) -> date | None:
    """The day in the middle of the event's span; None without a span."""
    if event.first is None:
        return None
    first = date.fromisoformat(event.first)
    last = date.fromisoformat(event.last) if event.last else first
    return first + timedelta(days=(last - first).days // 2)


def reason_left_out(event: Event, *, classed: bool, located: bool = True) -> str | None:
    """Why a data set of dated and located events has no room for this one; None if it has.

    Args:
        event: The event.
        classed: Whether the data set has a type for it.
        located: Whether the data set needs a country.
    """
    if event.status not in HAPPENED:
        return f"{event.status}: not said to have happened"
    if not classed:
        return "no type of that data set fits"
    if event.first is None:
        return "no date"
    if located and (event.place is None or event.place.country is None):
        return "no country"
    return None


def said_by(dossier: Dossier) -> str:
    """Who says so, each once."""
    return joined(dict.fromkeys(source_label(one) for claim in dossier.claims for one in claim.sources))


def publishers(dossier: Dossier) -> str:
    """The publishers of the reports, each once."""
    return joined(dict.fromkeys(one.publisher for one in dossier.cited()))


def day_of(citation: Citation) -> str | None:
    """The day of publication."""
    return citation.published[:_DAY] if citation.published else None


def cited_line(dossier: Dossier, citation: Citation) -> str:
    """A report with the claims taken from it: ``Northern Post 2013-01-12, "Konna falls" [c-1a, c-2b]``."""
    named = " ".join(part for part in (citation.publisher, day_of(citation)) if part)
    headline = f'"{citation.headline}"' if citation.headline else ""
    ids = ", ".join(claim.id for claim in dossier.claims if claim.report_id == citation.id)
    return f"{joined((named, headline), ', ')} [{ids}]".strip()


def cited_lines(dossier: Dossier) -> list[str]:
    """All reports so; claims whose report is not known stand alone."""
    lines = [cited_line(dossier, one) for one in dossier.cited()]
    known = {claim.id for claim in dossier.claims if claim.report_id in dossier.citations}
    rest = [claim_id for claim_id in dossier.claim_ids if claim_id not in known]
    return [*lines, f"[{', '.join(rest)}]"] if rest else lines


def names(sides: Iterable[Side], separator: str = "; ") -> str:
    """The names of parties."""
    return joined((side_label(one) for one in sides), separator)


def sentence(dossier: Dossier) -> str:
    """One line on an event, made of its fields: kind, words of the reports, sides, figures, who says so."""
    event = dossier.event
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    words = joined(dict.fromkeys(claim.trigger.text.casefold() for claim in dossier.claims), ", ")
    actors, recipients = two_sides(event)
    parts = (
        kind if event.status == "asserted" else f"{kind} ({event.status})",
        f"“{words}”" if words else "",
        f"{names(actors) or 'not named'} → {names(recipients) or 'not named'}" if event.sides else "",
        joined(event_figure_label(one) for one in event.figures),
        f"said by {told}" if (told := said_by(dossier)) else "",
    )
    return joined(parts, ". ") + "."
