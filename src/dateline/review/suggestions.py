"""Values to choose from when a field is corrected: from the ontology, the gazetteer, the registry, the calendar."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel, JsonValue

from dateline.core.countries import countries_by_code, fold
from dateline.ontology import load_ontology
from dateline.records import Claim, Event, SourceKind, Status

if TYPE_CHECKING:
    from dateline.places.gazetteer import Gazetteer
    from dateline.places.model import Candidate

_PRECISIONS_OF_PLACE = {
    1: "exact place",
    2: "near the place",
    3: "second-order division",
    4: "first-order division",
    5: "line or vague area",
    6: "country",
    7: "international waters or airspace",
}
_PRECISIONS_OF_TIME = {1: "exact day", 2: "2 to 6 days", 3: "week", 4: "month", 5: "longer"}
_MEASURES = (
    "killed wounded captured abducted released missing displaced deployed protesters destroyed casualties".split()
)


class Suggestion(BaseModel):
    """A value for a field, what to show for it, and a line that tells it from others of the same name."""

    value: JsonValue
    label: str
    detail: str | None = None


def suggest(field: str, text: str, record: Claim | Event | None = None, *, limit: int = 10) -> list[Suggestion]:
    """Suggest values.

    Args:
        field: Path of the field: ``type``, ``place``, ``actors.0``, ``place.country``, ``figures.0.measure`` …
        text: What was typed so far; all values that hold it, those that begin with it first.
        record: What is corrected: its type decides the modes, its country comes first among places.
        limit: At most so many.
    """
    last = field.rpartition(".")[2]
    first = field.partition(".")[0]
    if first == "place" and last in {"place", "name"}:
        return _places(text, record, limit)
    if first in {"actors", "recipients", "sides"} and last not in {"country", "sector"}:
        return _actors(text, limit)
    found = [one for one in _listed(first, last, record) if _holds(one, text)]
    return sorted(found, key=lambda one: not fold(one.label).startswith(fold(text)))[:limit]


def _holds(one: Suggestion, text: str) -> bool:
    wanted = fold(text)
    return any(wanted in fold(words) for words in (one.label, str(one.value), one.detail or ""))


def _listed(first: str, last: str, record: Claim | Event | None) -> list[Suggestion]:
    ontology = load_ontology()
    if last == "country":
        return [Suggestion(value=code, label=one.name, detail=code) for code, one in countries_by_code().items()]
    if last == "sector":
        return [Suggestion(value=code, label=code, detail=name) for code, name in ontology.sectors.items()]
    if last in {"precision", "date_precision"}:
        table = _PRECISIONS_OF_PLACE if first == "place" else _PRECISIONS_OF_TIME
        return [Suggestion(value=number, label=str(number), detail=name) for number, name in table.items()]
    if last == "mode":
        kind = ontology.types.get(record.type) if record else None
        return [Suggestion(value=one, label=one) for one in (kind.modes if kind else ())]
    plain: dict[str, list[str]] = {
        "contexts": list(ontology.contexts),
        "status": list(get_args(Status)),
        "kind": list(get_args(SourceKind)),
        "measure": _MEASURES,
    }
    if last == "type":
        return [Suggestion(value=name, label=name, detail=one.covers) for name, one in ontology.types.items()]
    return [Suggestion(value=one, label=one) for one in plain.get(last, [])]


# ---- places


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    from dateline.places.gazetteer import load_gazetteer

    return load_gazetteer()


def _places(text: str, record: Claim | Event | None, limit: int) -> list[Suggestion]:
    if not text.strip():
        return []
    gazetteer = _gazetteer()
    found = {one.id: one for one in (*gazetteer.candidates(text), *gazetteer.starting_with(text, 4 * limit))}
    here = record.place.country if record and record.place else None
    ranked = sorted(found.values(), key=lambda one: (one.country != here, not one.exact, -one.population, one.id))
    return [_place(one) for one in ranked[:limit]]


def _place(one: Candidate) -> Suggestion:
    country = countries_by_code().get(one.country)
    value: dict[str, JsonValue] = {
        "name": one.name,
        "admin1": one.admin1 or None,
        "admin2": one.admin2 or None,
        "country": one.country or None,
        "latitude": one.latitude,
        "longitude": one.longitude,
        "geonames_id": one.geonames_id,
        "precision": one.precision,
    }
    detail = ", ".join(part for part in (one.admin2, one.admin1, country.name if country else None) if part)
    return Suggestion(value=value, label=one.name, detail=detail or None)


# ---- actors


def _actors(text: str, limit: int) -> list[Suggestion]:
    from dateline.actors.registry import load_registry

    registry = load_registry()
    wanted = fold(text)
    names = {alias.entry.name: alias.entry for hits in registry.tables.names.values() for alias in hits}
    found = sorted(
        (name for name in names if wanted in fold(name)), key=lambda name: (not fold(name).startswith(wanted), name)
    )
    exact = registry.lookup(text)
    listed = [registry.lookup(name) for name in found[: limit + 1]]
    unique = {one.id: one for one in (exact, *listed) if one is not None}
    return [
        Suggestion(
            value={"name": one.name, "id": one.id, "country": one.country, "sector": one.sector},
            label=one.name or one.id or "",
            detail=", ".join(part for part in (one.sector, one.country) if part) or None,
        )
        for one in list(unique.values())[:limit]
    ]
