"""Claims, events and reports as flat rows: what CSV, spreadsheets and data frames take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.records import Claim, Event, EventFigure, Figure, Participant, Place, Report, Side, Source

Cell = str | int | float | None

CLAIM_COLUMNS = (
    "id", "report_id", "sentence_start", "sentence_end", "trigger", "type", "mode", "contexts", "status",
    "actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors",
    "place", "admin2", "admin1", "country", "latitude", "longitude", "geonames_id", "place_precision",
    "time", "first", "last", "date_precision", "figures", "sources", "confidence", "coder",
)  # fmt: skip
EVENT_COLUMNS = (
    "id", "type", "mode", "status", "first", "last", "date_precision",
    "place", "admin2", "admin1", "country", "latitude", "longitude", "place_precision",
    "actors", "recipients", "figures",
    "killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high",
    "claims", "reports", "publishers", "independent_sources",
    "acled_event_type", "acled_sub_event_type", "ucdp_type_of_violence", "confidence",
)  # fmt: skip
REPORT_COLUMNS = (
    "id", "published", "updated", "publisher", "headline", "byline", "agencies", "language", "url", "path",
    "revises", "copy_of", "characters",
)  # fmt: skip


def flat_claim(claim: Claim) -> dict[str, Cell]:
    """Give a claim's values under `CLAIM_COLUMNS`; lists are joined with semicolons."""
    values: tuple[Cell, ...] = (
        claim.id, claim.report_id, claim.sentence.start, claim.sentence.end, claim.trigger.text, claim.type, claim.mode,
        joined(claim.contexts), claim.status,
        *_parties(claim.actors), *_parties(claim.recipients), *_where(claim.place),
        claim.place.geonames_id if claim.place else None, claim.place.precision if claim.place else None,
        *((claim.time.text, claim.time.first, claim.time.last, claim.time.precision) if claim.time else (None,) * 4),
        joined(figure_label(one) for one in claim.figures), joined(source_label(one) for one in claim.sources),
        claim.confidence, claim.coder,
    )  # fmt: skip
    return dict(zip(CLAIM_COLUMNS, values, strict=True))


def flat_event(event: Event) -> dict[str, Cell]:
    """Give an event's values under `EVENT_COLUMNS`."""
    values: tuple[Cell, ...] = (
        event.id, event.type, event.mode, event.status, event.first, event.last, event.date_precision,
        *_where(event.place), event.place.precision if event.place else None,
        joined(side_label(one) for one in event.sides if one.role == "actor"),
        joined(side_label(one) for one in event.sides if one.role == "recipient"),
        joined(event_figure_label(one) for one in event.figures),
        *_toll(event, "killed"), *_toll(event, "wounded"),
        joined(one.claim_id for one in event.claims),
        event.reports, event.publishers, event.independent_sources,
        event.acled.event_type if event.acled else None, event.acled.sub_event_type if event.acled else None,
        event.ucdp.type_of_violence if event.ucdp else None, event.confidence,
    )  # fmt: skip
    return dict(zip(EVENT_COLUMNS, values, strict=True))


def flat_report(report: Report) -> dict[str, Cell]:
    """Give a report's values under `REPORT_COLUMNS`."""
    values: tuple[Cell, ...] = (
        report.id, report.published, report.updated, report.publisher, report.headline, joined(report.byline),
        joined(report.agencies), report.language, report.url, report.path, report.revises, report.copy_of,
        len(report.text),
    )  # fmt: skip
    return dict(zip(REPORT_COLUMNS, values, strict=True))


def joined(values: Iterable[str | None], separator: str = "; ") -> str:
    """Join what there is."""
    return separator.join(value for value in values if value)


def source_label(source: Source) -> str:
    """Name who says so."""
    return source.name or source.text


def side_label(side: Side) -> str:
    """Name a party of an event."""
    return side.name or " ".join(part for part in (side.country, side.sector) if part)


def figure_label(figure: Figure) -> str:
    """Write a claim's count: "12–12–? killed"."""
    return f"{_range(figure.low, figure.best, figure.high)} {figure.measure}"


def event_figure_label(figure: EventFigure) -> str:
    """Write an event's count with whose it is."""
    side = f" ({figure.side})" if figure.side else ""
    return f"{_range(figure.low, figure.best, figure.high)} {figure.measure}{side}"


def _range(low: int | None, best: int | None, high: int | None) -> str:
    if low == best == high and low is not None:
        return str(low)
    return "–".join("?" if value is None else str(value) for value in (low, best, high))


def _parties(parties: Sequence[Participant]) -> tuple[str, str, str]:
    return (
        joined(one.name or one.text for one in parties),
        joined(dict.fromkeys(one.country for one in parties)),
        joined(dict.fromkeys(one.sector for one in parties)),
    )


def _toll(event: Event, measure: str) -> tuple[Cell, Cell, Cell]:
    total = event.toll(measure)
    return (total.low, total.best, total.high) if total else (None, None, None)


def _where(place: Place | None) -> tuple[Cell, ...]:
    if place is None:
        return (None,) * 6
    return (place.name or place.text, place.admin2, place.admin1, place.country, place.latitude, place.longitude)
