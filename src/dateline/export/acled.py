"""Events under ACLED's columns (ACLED codebook). Nothing is filled in that the record does not support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from dateline.export.codes import country_codes, country_name, number_of
from dateline.export.model import About, Dossier, Tally
from dateline.export.tables import write_rows
from dateline.export.telling import middle_day, names, publishers, reason_left_out, sentence, two_sides
from dateline.frames.flat import side_label
from dateline.records import Acled, Event, Side

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

STATE, CIVILIANS, EXTERNAL = 1, 7, 8


class Codes(BaseModel):
    """`acled.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    disorder_types: dict[str, str]
    disorder_of_sub_types: dict[str, str]
    state_forces: frozenset[str]
    armed: dict[str, int]
    unarmed: frozenset[str]
    crowds: dict[str, int]
    geo_precision: dict[int, int]
    time_precision: dict[int, int]


@lru_cache(maxsize=1)
def codes() -> Codes:
    """Read the table of codes."""
    return Codes.model_validate(yaml.safe_load((files("dateline.export") / "acled.yaml").read_text("utf-8")))


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write what ACLED has a type for; the rest is left out and counted."""
    del about  # said in the file beside it
    tally = Tally()

    def rows() -> Iterator[Sequence[object]]:
        for dossier in dossiers:
            event = dossier.event
            if reason := reason_left_out(event, classed=event.acled is not None):
                tally.left_out[reason] += 1
            else:
                found = row(dossier)
                yield [found.get(name) for name in COLUMNS]

    tally.written = write_rows(target, COLUMNS, rows()).written
    return tally


def row(dossier: Dossier) -> dict[str, object]:
    """An event that has a type, a date and a country under ACLED's columns; what is missing is not known."""
    event = dossier.event
    assert event.acled is not None
    day = middle_day(event)
    assert day is not None
    toll = event.toll("killed")
    kind = event.acled
    return {
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": codes().time_precision.get(event.date_precision or 0),
        "disorder_type": codes().disorder_of_sub_types.get(
            kind.sub_event_type, codes().disorder_types.get(kind.event_type)
        ),
        "event_type": kind.event_type,
        "sub_event_type": kind.sub_event_type,
        **_sides(event, kind),
        **_place(event),
        "source": publishers(dossier) or None,
        "notes": sentence(dossier),
        "fatalities": None if toll is None else toll.best if toll.best is not None else toll.low,
        "tags": f"dateline event={event.id}; dateline claims={' '.join(dossier.claim_ids)}",
    }


def _sides(event: Event, kind: Acled) -> dict[str, object]:
    """The parties; a crowd comes first, as ACLED has it, even where the record says what was done to it."""
    first, second = two_sides(event)
    if kind.event_type in codes().crowds and second and not _unarmed(first) and _unarmed(second):
        first, second = second, first
    inter1, inter2 = _inter(first, event, kind, acting=True), _inter(second, event, kind, acting=False)
    return {
        "actor1": side_label(first[0]) if first else None,
        "assoc_actor_1": names(first[1:]) or None,
        "inter1": inter1,
        "actor2": side_label(second[0]) if second else None,
        "assoc_actor_2": names(second[1:]) or None,
        "inter2": inter2,
        "interaction": _interaction(inter1, inter2, alone=not second),
        "civilian_targeting": "Civilian targeting" if _targets_civilians(kind, second, inter2) else None,
    }


def _unarmed(sides: Sequence[Side]) -> bool:
    return bool(sides) and sides[0].sector in codes().unarmed


def _inter(sides: Sequence[Side], event: Event, kind: Acled, *, acting: bool) -> int | None:
    """The code of a side's first party; None where the record does not tell."""
    if not sides or sides[0].sector is None:
        return None
    party, table = sides[0], codes()
    if party.sector in table.state_forces:
        home = event.place.country if event.place else None
        if party.country is None or home is None:
            return None
        return STATE if party.country == home else EXTERNAL
    if party.sector in table.armed:
        return table.armed[party.sector]
    if party.sector not in table.unarmed:
        return None
    if acting:
        return table.crowds.get(kind.event_type)
    return CIVILIANS


def _interaction(inter1: int | None, inter2: int | None, *, alone: bool) -> int | None:
    """Both codes, the lower first; a zero follows the code of a party that was alone."""
    if inter1 is None or (inter2 is None and not alone):
        return None
    return inter1 * 10 if inter2 is None else min(inter1, inter2) * 10 + max(inter1, inter2)


def _targets_civilians(kind: Acled, targets: Sequence[Side], inter2: int | None) -> bool:
    if kind.event_type == "Violence against civilians" or kind.sub_event_type == "Excessive force against protesters":
        return True
    only_unarmed = bool(targets) and all(one.sector in codes().unarmed for one in targets)
    return kind.event_type == "Explosions/Remote violence" and inter2 == CIVILIANS and only_unarmed


def _place(event: Event) -> dict[str, object]:
    """Where; without coordinates where ACLED has no code that would say how vague they are."""
    place = event.place
    assert place is not None
    assert place.country is not None
    numbers = country_codes(place.country)
    precision = codes().geo_precision.get(place.precision or 0)
    located = precision is not None and place.latitude is not None and place.longitude is not None
    return {
        "event_id_cnty": f"{place.country}{number_of(event.id)}",
        "iso": numbers.iso_numeric,
        "region": numbers.acled_region,
        "country": country_name(place.country),
        "admin1": place.admin1,
        "admin2": place.admin2,
        "location": place.name or place.text,
        "latitude": place.latitude if located else None,
        "longitude": place.longitude if located else None,
        "geo_precision": precision if located else None,
    }
