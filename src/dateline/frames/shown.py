"""Claims, events and reports as short descriptions, for tables on the screen and in notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import shorten

from dateline.frames.flat import event_figure_label, figure_label, joined, side_label, source_label
from dateline.records import Claim, Event, Place, Report

_LONGEST = 40
_MOST_WORDS, _MOST_SOURCES = 4, 4
"""Characters of a party or a source in a table, and how many are shown; the records have the whole."""
_TOLL = ("killed", "wounded")

CLAIM_TITLES = ("date", "place", "status", "what", "who → whom", "figures", "who says so")
EVENT_TITLES = ("date", "place", "what happened", "who → whom", "killed/wounded", "reports", "who says so")
REPORT_TITLES = ("id", "published", "publisher", "headline")


def shown_claim(claim: Claim) -> Sequence[str]:
    """Describe a claim under `CLAIM_TITLES`."""
    when = (claim.time.first, claim.time.last, claim.time.text) if claim.time else (None, None, "")
    return (
        _span(*when),
        _place_name(claim.place),
        claim.status,
        f"{_kind(claim.type, claim.mode)}:\n{claim.trigger.text}",
        _arrow((one.name or one.text for one in claim.actors), (one.name or one.text for one in claim.recipients)),
        joined(figure_label(one) for one in claim.figures),
        joined(source_label(one) for one in claim.sources),
    )


def shown_event(event: Event, claims: Sequence[Claim] = ()) -> Sequence[str]:
    """Describe an event under `EVENT_TITLES`; its claims tell the words and who says so."""
    status = "" if event.status == "asserted" else f" ({event.status})"
    words = list(dict.fromkeys(claim.trigger.text.casefold() for claim in claims))
    sources = dict.fromkeys(_shortened(source_label(one)) for claim in claims for one in claim.sources)
    return (
        _span(event.first, event.last, ""),
        _place_name(event.place),
        f"{_kind(event.type, event.mode)}{status}:\n{joined(words[:_MOST_WORDS], ', ')}",
        _arrow(
            (_shortened(side_label(one)) for one in event.sides if one.role == "actor"),
            (_shortened(side_label(one)) for one in event.sides if one.role == "recipient"),
        ),
        joined((event_figure_label(one) for one in event.figures if one.measure in _TOLL), "\n"),
        str(event.reports),
        joined(list(sources)[:_MOST_SOURCES], "\n"),
    )


def shown_report(report: Report) -> Sequence[str]:
    """Describe a report under `REPORT_TITLES`."""
    return (report.id, report.published or "", report.publisher or "", report.headline or "")


def _place_name(place: Place | None) -> str:
    if place is None:
        return ""
    name = place.name or place.text
    return f"{name}, {place.country}" if place.country and place.precision != 6 else name  # noqa: PLR2004  # 6: a country


def _span(first: str | None, last: str | None, text: str) -> str:
    if first is None and last is None:
        return text
    return first if first == last and first else f"{first or '…'} –\n{last or '…'}"


def _kind(type_: str, mode: str | None) -> str:
    return f"{type_}/{mode}" if mode else type_


def _arrow(left: Iterable[str], right: Iterable[str]) -> str:
    return f"{joined(left) or '?'}\n→ {joined(right) or '?'}"


def _shortened(text: str) -> str:
    return shorten(text, _LONGEST, placeholder=" …")
