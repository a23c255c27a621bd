"""Events as FollowTheMoney entities: the event, its resolved parties, its place and the reports as articles."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import yaml

from dateline.core.countries import countries_by_code
from dateline.export.model import About, Dossier, Tally
from dateline.export.telling import day_of, names, publishers, sentence, two_sides
from dateline.frames.cells import inert
from dateline.records import Place, Side
from dateline.store.bundles import Citation

DATASET = "dateline"
STATEMENT_COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "lang", "original_value",
    "external", "first_seen", "last_seen", "origin", "id",
)  # fmt: skip
"""As FollowTheMoney's own statement files have them."""


class Entity(NamedTuple):
    """An entity: its properties in the order of `ftm.yaml`, each with its values."""

    id: str
    schema: str
    properties: dict[str, list[str]]


@lru_cache(maxsize=1)
def properties() -> dict[str, dict[str, str]]:
    """Schemas with the types of their properties."""
    read: dict[str, dict[str, str]] = yaml.safe_load((files("dateline.export") / "ftm.yaml").read_text("utf-8"))
    return read


def write_entities(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write one entity a line; a party, place or report that several events share is written once."""
    del about  # said in the file beside it
    tally = Tally()
    with target.open("w", encoding="utf-8", newline="\n") as lines:
        for entity in _distinct(dossiers, tally):
            told = {"id": entity.id, "schema": entity.schema, "properties": entity.properties, "datasets": [DATASET]}
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")
    return tally


def write_statements(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write one row for each value of each entity, as CSV."""
    tally = Tally()
    with target.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\r\n")
        writer.writerow(STATEMENT_COLUMNS)
        for entity in _distinct(dossiers, tally):
            for prop, values in entity.properties.items():
                for value in values:
                    writer.writerow([inert(cell) for cell in _statement(entity, prop, value, about.date or "")])
    return tally


def _statement(entity: Entity, prop: str, value: str, day: str) -> tuple[str, ...]:
    kind = properties()[entity.schema][prop]
    key = hashlib.sha1(f"{DATASET}.{entity.id}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
    return (entity.id, entity.id, prop, kind, entity.schema, value, DATASET, "", "", "f", day, day, "", key)


def _distinct(dossiers: Iterator[Dossier], tally: Tally) -> Iterator[Entity]:
    seen: set[str] = set()  # ids alone: some tens of megabytes for a million entities
    for dossier in dossiers:
        for entity in entities_of(dossier):
            if entity.id not in seen:
                seen.add(entity.id)
                yield entity
        tally.written += 1


def entities_of(dossier: Dossier) -> Iterator[Entity]:
    """An event's entities, those that it points at first. Only parties in the actor registry are entities."""
    event = dossier.event
    parties = [_party(side) for side in event.sides if side.id is not None]
    articles = [_article(one) for one in dossier.cited()]
    address = _address(event.place) if event.place else None
    yield from parties
    yield from articles
    if address is not None:
        yield address
    actors, recipients = two_sides(event)
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    heading = (kind, f"{names(actors) or '?'} → {names(recipients) or '?'}", _full(event.place), event.first)
    yield _entity(
        event.id,
        "Event",
        name=[", ".join(part for part in heading if part)],
        summary=[sentence(dossier)],
        startDate=[event.first],
        endDate=[event.last],
        country=[_alpha2(event.place.country if event.place else None)],
        location=[_full(event.place)],
        addressEntity=[address.id if address else None],
        involved=[one.id for one in parties],
        proof=[one.id for one in articles],
        publisher=publishers(dossier).split("; "),
        recordId=[event.id],
        keywords=[event.type, event.mode, event.status],
        notes=[f"Dateline claims: {' '.join(dossier.claim_ids)}. Confidence: {event.confidence}."],
    )


def _entity(entity_id: str, schema: str, **values: Sequence[str | None]) -> Entity:
    """Keep what has a value, each value once."""
    kept: dict[str, list[str]] = {}
    for prop in properties()[schema]:
        found = list(dict.fromkeys(" ".join(one.split()) for one in values.get(prop, []) if one and one.strip()))
        if found:
            kept[prop] = found
    return Entity(entity_id, schema, kept)


def _hashed(prefix: str, *parts: object) -> str:
    digest = hashlib.sha1("\x1f".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()
    return f"{DATASET}-{prefix}-{digest[:20]}"


def _party(side: Side) -> Entity:
    return _entity(
        _hashed("actor", side.id),
        "LegalEntity",
        name=[side.name or side.id],
        country=[_alpha2(side.country)],
        classification=[side.sector],
    )


def _article(citation: Citation) -> Entity:
    return _entity(
        citation.id,
        "Article",
        title=[citation.headline or citation.id],
        publisher=[citation.publisher],
        publishedAt=[day_of(citation)],
        author=citation.byline,
        sourceUrl=[citation.url if citation.url and citation.url.startswith(("http://", "https://")) else None],
    )


def _address(place: Place) -> Entity | None:
    if place.latitude is None or place.longitude is None:
        return None
    return _entity(
        _hashed("place", place.geonames_id, place.latitude, place.longitude, place.precision),
        "Address",
        full=[_full(place)],
        region=[place.admin2],
        state=[place.admin1],
        country=[_alpha2(place.country)],
        latitude=[str(place.latitude)],
        longitude=[str(place.longitude)],
        remarks=[f"where_prec {place.precision}" if place.precision else None],
    )


def _full(place: Place | None) -> str | None:
    if place is None:
        return None
    country = countries_by_code().get(place.country or "")
    parts = (place.name or place.text, place.admin1, country.name if country else None)
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


def _alpha2(iso3: str | None) -> str | None:
    """FollowTheMoney's country codes: ISO 3166-1 alpha-2 in lower case."""
    found = countries_by_code().get(iso3 or "")
    return found.iso2.lower() if found else None
