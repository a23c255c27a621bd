"""Claims, events and reports as flat rows (CSV) and as short descriptions (tables)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.cli.output import Cell
    from dateline.records import Claim, Event, EventFigure, Figure, Participant, Place, Report, Side, Source

_LONGEST = 40
_MOST_WORDS, _MOST_SOURCES = 4, 4
"""Characters of a party or a source in a table, and how many are shown; the records have the whole."""
_TOLL = ("killed", "wounded")

CLAIM_COLUMNS = (
    "id", "report_id", "sentence_start", "sentence_end", "trigger", "type", "mode", "contexts", "status",
    "actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors",
    "place", "admin2", "admin1", "country", "latitude", "longitude", "geonames_id", "place_precision",
    "time", "first", "last", "date_precision", "figures", "sources", "confidence", "coder",
)  # fmt: skip
EVENT_COLUMNS = (
    "id", "type", "mode", "status", "first", "last", "date_precision",
    "place", "admin2", "admin1", "country", "latitude", "longitude", "place_precision",
    "actors", "recipients", "figures", "claims", "reports", "publishers", "independent_sources",
    "acled_event_type", "acled_sub_event_type", "ucdp_type_of_violence", "confidence",
)  # fmt: skip
REPORT_COLUMNS = (
    "id", "published", "updated", "publisher", "headline", "byline", "agencies", "language", "url", "path",
    "revises", "copy_of", "characters",
)  # fmt: skip

CLAIM_TITLES = ("date", "place", "status", "what", "who → whom", "figures", "who says so")
EVENT_TITLES = ("date", "place", "what happened", "who → whom", "killed/wounded", "reports", "who says so")
REPORT_TITLES = ("id", "published", "publisher", "headline")


def flat_claim(claim: Claim) -> dict[str, Cell]:
    """Give a claim's values under `CLAIM_COLUMNS`; lists are joined with semicolons."""
    values: tuple[Cell, ...] = (
        claim.id, claim.report_id, claim.sentence.start, claim.sentence.end, claim.trigger.text, claim.type, claim.mode,
        _joined(claim.contexts), claim.status,
        *_parties(claim.actors), *_parties(claim.recipients), *_where(claim.place),
        claim.place.geonames_id if claim.place else None, claim.place.precision if claim.place else None,
        *((claim.time.text, claim.time.first, claim.time.last, claim.time.precision) if claim.time else (None,) * 4),
        _joined(_figure(one) for one in claim.figures), _joined(_source(one) for one in claim.sources),
        claim.confidence, claim.coder,
    )  # fmt: skip
    return dict(zip(CLAIM_COLUMNS, values, strict=True))


def flat_event(event: Event) -> dict[str, Cell]:
    """Give an event's values under `EVENT_COLUMNS`."""
    values: tuple[Cell, ...] = (
        event.id, event.type, event.mode, event.status, event.first, event.last, event.date_precision,
        *_where(event.place), event.place.precision if event.place else None,
        _joined(_side(one) for one in event.sides if one.role == "actor"),
        _joined(_side(one) for one in event.sides if one.role == "recipient"),
        _joined(_event_figure(one) for one in event.figures),
        _joined(one.claim_id for one in event.claims),
        event.reports, event.publishers, event.independent_sources,
        event.acled.event_type if event.acled else None, event.acled.sub_event_type if event.acled else None,
        event.ucdp.type_of_violence if event.ucdp else None, event.confidence,
    )  # fmt: skip
    return dict(zip(EVENT_COLUMNS, values, strict=True))


def flat_report(report: Report) -> dict[str, Cell]:
    """Give a report's values under `REPORT_COLUMNS`."""
    values: tuple[Cell, ...] = (
        report.id, report.published, report.updated, report.publisher, report.headline, _joined(report.byline),
        _joined(report.agencies), report.language, report.url, report.path, report.revises, report.copy_of,
        len(report.text),
    )  # fmt: skip
    return dict(zip(REPORT_COLUMNS, values, strict=True))


def shown_claim(claim: Claim) -> Sequence[str]:
    """Describe a claim under `CLAIM_TITLES`."""
    when = (claim.time.first, claim.time.last, claim.time.text) if claim.time else (None, None, "")
    return (
        _span(*when),
        _place_name(claim.place),
        claim.status,
        f"{_kind(claim.type, claim.mode)}:\n{claim.trigger.text}",
        _arrow((one.name or one.text for one in claim.actors), (one.name or one.text for one in claim.recipients)),
        _joined(_figure(one) for one in claim.figures),
        _joined(_source(one) for one in claim.sources),
    )


def shown_event(event: Event, claims: Sequence[Claim]) -> Sequence[str]:
    """Describe an event under `EVENT_TITLES`; its claims tell the words and who says so."""
    status = "" if event.status == "asserted" else f" ({event.status})"
    words = list(dict.fromkeys(claim.trigger.text.casefold() for claim in claims))
    sources = dict.fromkeys(_shortened(_source(one)) for claim in claims for one in claim.sources)
    return (
        _span(event.first, event.last, ""),
        _place_name(event.place),
        f"{_kind(event.type, event.mode)}{status}:\n{_joined(words[:_MOST_WORDS], ', ')}",
        _arrow(
            (_shortened(_side(one)) for one in event.sides if one.role == "actor"),
            (_shortened(_side(one)) for one in event.sides if one.role == "recipient"),
        ),
        _joined((_event_figure(one) for one in event.figures if one.measure in _TOLL), "\n"),
        str(event.reports),
        _joined(list(sources)[:_MOST_SOURCES], "\n"),
    )


def shown_report(report: Report) -> Sequence[str]:
    """Describe a report under `REPORT_TITLES`."""
    return (report.id, report.published or "", report.publisher or "", report.headline or "")


def _joined(values: Iterable[str | None], separator: str = "; ") -> str:
    return separator.join(value for value in values if value)


def _parties(parties: Sequence[Participant]) -> tuple[str, str, str]:
    return (
        _joined(one.name or one.text for one in parties),
        _joined(dict.fromkeys(one.country for one in parties)),
        _joined(dict.fromkeys(one.sector for one in parties)),
    )


def _where(place: Place | None) -> tuple[Cell, ...]:
    if place is None:
        return (None,) * 6
    return (place.name or place.text, place.admin2, place.admin1, place.country, place.latitude, place.longitude)


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
    return f"{_joined(left) or '?'}\n→ {_joined(right) or '?'}"


def _side(side: Side) -> str:
    return side.name or " ".join(part for part in (side.country, side.sector) if part)


def _shortened(text: str) -> str:
    return shorten(text, _LONGEST, placeholder=" …")


def _source(source: Source) -> str:
    return source.name or source.text


def _figure(figure: Figure) -> str:
    return f"{_range(figure.low, figure.best, figure.high)} {figure.measure}"


def _event_figure(figure: EventFigure) -> str:
    side = f" ({figure.side})" if figure.side else ""
    return f"{_range(figure.low, figure.best, figure.high)} {figure.measure}{side}"


def _range(low: int | None, best: int | None, high: int | None) -> str:
    if low == best == high and low is not None:
        return str(low)
    return "–".join("?" if value is None else str(value) for value in (low, best, high))
