"""Events under the columns of UCDP's Georeferenced Event Dataset (GED codebook)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dateline.export.codes import country_codes, country_name, number_of, priogrid_cell, ucdp_region
from dateline.export.model import About, Dossier, Tally
from dateline.export.tables import write_rows
from dateline.export.telling import cited_lines, day_of, publishers, reason_left_out, said_by, two_sides
from dateline.frames.flat import joined, side_label
from dateline.ontology.crosswalk import tables
from dateline.records import Event, EventFigure, Side

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS = "Civilians"
"""What UCDP writes for side B in one-sided violence, whoever they were."""
_GOVERNMENT = frozenset({"MIL", "COP", "GOV", "SPY"})
"""Sectors that act for their government: UCDP's side is then "Government of …"."""


class Count(NamedTuple):
    """Deaths by side, as UCDP divides them."""

    a: int = 0
    b: int = 0
    civilians: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """UCDP's `best` is the sum of the four."""
        return sum(self)


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write what meets UCDP's definition of an event; the rest is left out and counted."""
    del about  # said in the file beside it
    tally = Tally()

    def rows() -> Iterator[Sequence[object]]:
        for dossier in dossiers:
            event = dossier.event
            if reason := reason_left_out(event, classed=event.ucdp is not None):
                tally.left_out[reason] += 1
            else:
                found = row(dossier)
                yield [found.get(name) for name in COLUMNS]

    tally.written = write_rows(target, COLUMNS, rows()).written
    return tally


def row(dossier: Dossier) -> dict[str, object]:
    """An event of organised violence under UCDP's columns; what is missing is UCDP's to give, or not known."""
    event = dossier.event
    assert event.first is not None
    assert event.ucdp is not None
    violence = event.ucdp.type_of_violence
    side_a, side_b = ordered_sides(event, violence)
    party_a, party_b = _parties(side_a, side_b, violence)
    name_a = _side_name(party_a)
    name_b = CIVILIANS if violence == ONE_SIDED else _side_name(party_b)
    return {
        "id": number_of(event.id),
        "relid": event.id,
        "year": int(event.first[:4]),
        "type_of_violence": violence,
        "dyad_name": f"{name_a} - {name_b}" if name_a and name_b else None,
        "side_a": name_a,
        "side_b": name_b,
        "gwnoa": _state_number(party_a),
        "gwnob": None if violence == ONE_SIDED else _state_number(party_b),
        "date_prec": event.date_precision,
        "date_start": f"{event.first}T00:00:00",
        "date_end": f"{event.last or event.first}T00:00:00",
        **_sources(dossier),
        **_place(event),
        **_deaths(event, side_a, side_b, violence),
    }


def ordered_sides(event: Event, violence: int) -> tuple[list[Side], list[Side]]:
    """Side A is the government in state-based conflict, and whoever attacks civilians in one-sided violence."""
    first, second = two_sides(event)
    state = set(tables().ucdp.groups["state"])
    if violence == STATE_BASED and not _any_in(first, state) and _any_in(second, state):
        return second, first
    return first, second


def _parties(side_a: Sequence[Side], side_b: Sequence[Side], violence: int) -> tuple[list[Side], list[Side]]:
    """Those of each side that make the event what UCDP calls it: armed parties, each on one side only."""
    groups = tables().ucdp.groups
    state, organised = set(groups["state"]), set(groups["organised"])
    of_a = state if violence == STATE_BASED else organised if violence == NON_STATE else state | organised
    of_b = organised if violence == NON_STATE or _any_in(side_b, organised) else state
    party_a = [one for one in side_a if one.sector in of_a]
    taken = {_party_name(one) for one in party_a}
    return party_a, [one for one in side_b if one.sector in of_b and _party_name(one) not in taken]


def _any_in(sides: Sequence[Side], sectors: set[str]) -> bool:
    return any(one.sector in sectors for one in sides)


def _side_name(sides: Sequence[Side]) -> str | None:
    return joined(dict.fromkeys(_party_name(one) for one in sides), ", ") or None


def _party_name(side: Side) -> str:
    return _government(side) or side_label(side)


def _government(side: Side) -> str | None:
    name = country_name(side.country) if side.sector in _GOVERNMENT else None
    return f"Government of {name}" if name else None


def _state_number(sides: Sequence[Side]) -> int | None:
    numbers = (country_codes(one.country).gleditsch_ward for one in sides if one.sector in _GOVERNMENT)
    return next((number for number in numbers if number is not None), None)


def _sources(dossier: Dossier) -> dict[str, object]:
    cited = dossier.cited()
    return {
        "number_of_sources": dossier.event.independent_sources,
        "source_article": "; ".join(cited_lines(dossier)),
        "source_office": publishers(dossier) or None,
        "source_date": joined(dict.fromkeys(day_of(one) for one in cited)) or None,
        "source_headline": joined(dict.fromkeys(one.headline for one in cited)) or None,
        "source_original": said_by(dossier) or None,
    }


def _place(event: Event) -> dict[str, object]:
    place = event.place
    assert place is not None
    found: dict[str, object] = {
        "where_prec": place.precision,
        "where_coordinates": place.name,
        "where_description": place.text or None,
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "country": country_name(place.country),
        "country_id": country_codes(place.country).gleditsch_ward,
        "region": ucdp_region(country_codes(place.country).gleditsch_ward),
    }
    if place.latitude is not None and place.longitude is not None:
        found |= {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geom_wkt": f"POINT ({place.longitude} {place.latitude})",
            "priogrid_gid": priogrid_cell(place.latitude, place.longitude),
        }
    return found


def _deaths(event: Event, side_a: Sequence[Side], side_b: Sequence[Side], violence: int) -> dict[str, object]:
    """Deaths by side. A count that no source gives exactly is taken at its lowest, as UCDP's own practice is."""
    killed = [one for one in event.figures if one.measure == "killed"]
    toll = event.toll("killed")
    total = None if toll is None else toll.best if toll.best is not None else toll.low
    best = divided(killed, total, side_a, side_b, violence)
    return {
        "deaths_a": best.a,
        "deaths_b": best.b,
        "deaths_civilians": best.civilians,
        "deaths_unknown": best.unknown,
        "best": best.total,
        "high": None if toll is None or toll.high is None else max(toll.high, best.total),
        "low": None if toll is None or toll.low is None else min(toll.low, best.total),
    }


def divided(
    killed: Sequence[EventFigure], total: int | None, side_a: Sequence[Side], side_b: Sequence[Side], violence: int
) -> Count:
    """Divide the dead among the sides; those of the total that no side is told of are of unknown side."""
    found = {"a": 0, "b": 0, "civilians": 0, "unknown": 0}
    for figure in killed:
        if figure.side is not None:
            number = figure.best if figure.best is not None else figure.low
            found[_share(figure.side, side_a, side_b, violence)] += number or 0
    told = sum(found.values())
    found["unknown"] += max((total or 0) - told, 0)
    return Count(**found)


def _share(name: str, side_a: Sequence[Side], side_b: Sequence[Side], violence: int) -> str:
    """Whose dead a figure counts: a side's, civilians', or nobody knows whose."""
    civilians = tables().ucdp.groups["civilians"]
    for label, sides in (("a", side_a), ("b", side_b)):
        for side in sides:
            if side.name is not None and side.name.casefold() == name.casefold():
                if side.sector in civilians or (violence == ONE_SIDED and label == "b"):
                    return "civilians"
                return label if side.sector else "unknown"
    return "unknown"
