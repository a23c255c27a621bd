"""The rows of ACLED, UCDP GED, GDELT and POLECAT files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

import yaml

from dateline.compare import cells
from dateline.compare.model import Layout, Row
from dateline.ontology import load_ontology
from dateline.ontology.crosswalk import plover_of

Cells = Mapping[str, str]

_GEO_PRECISION = {"1": 1, "2": 3, "3": 4}
"""ACLED's geo_precision: the place itself, a part of the region, the region."""
_GDELT_PRECISION = {"1": 6, "2": 4, "3": 1, "4": 1, "5": 4}
"""GDELT's geo type: country, US state, US city, world city, world state."""
GDELT_COLUMNS: Final = (57, 58, 61)
"""GDELT 1.0 without and with the address of the source, GDELT 2.0; none has a heading."""
_V2 = 61


@lru_cache(maxsize=1)
def _acled_kinds() -> dict[str, tuple[str | None, str | None]]:
    table = yaml.safe_load((files("dateline.compare") / "kinds.yaml").read_text("utf-8"))["acled"]
    return {name: _split(kind) for name, kind in table.items()}


def _split(kind: str | None) -> tuple[str | None, str | None]:
    type_, _, mode = (kind or "").partition("/")
    return type_ or None, mode or None


def acled_layout() -> Layout:
    """ACLED: the types that its sub-event types stand for."""
    return Layout("ACLED", frozenset(type_ for type_, _ in _acled_kinds().values() if type_))


UCDP: Final = Layout("UCDP GED", frozenset({"assault"}), lethal=True)
GDELT: Final = Layout("GDELT")
POLECAT: Final = Layout("POLECAT")


def acled_row(row: Cells) -> Row:
    """One row of an ACLED export."""
    label = cells.text(row.get("sub_event_type")) or cells.text(row.get("event_type")) or ""
    type_, mode = _acled_kinds().get(label, (None, None))
    when = cells.day(row.get("event_date"))
    latitude, longitude = cells.coordinates(row.get("latitude"), row.get("longitude"))
    return Row(
        id=row.get("event_id_cnty") or row.get("data_id") or "",
        first=when,
        last=when,
        type=type_,
        mode=mode,
        label=label,
        country=cells.country(row.get("country")),
        admin1=cells.text(row.get("admin1")),
        place=cells.text(row.get("location")),
        latitude=latitude,
        longitude=longitude,
        precision=_GEO_PRECISION.get(row.get("geo_precision", "")),
        killed=cells.whole(row.get("fatalities")),
        names=cells.names(row.get("actor1"), row.get("assoc_actor_1"), row.get("actor2"), row.get("assoc_actor_2")),
    )


def ucdp_row(row: Cells) -> Row:
    """One row of a UCDP GED file."""
    first = cells.day(row.get("date_start"))
    latitude, longitude = cells.coordinates(row.get("latitude"), row.get("longitude"))
    kinds = {"1": "state-based", "2": "non-state", "3": "one-sided"}
    return Row(
        id=row.get("id") or "",
        first=first,
        last=cells.day(row.get("date_end")) or first,
        type="assault",
        label=kinds.get(row.get("type_of_violence", ""), ""),
        country=cells.country(row.get("country")),
        admin1=cells.text(row.get("adm_1")),
        place=cells.text(row.get("where_coordinates")),
        latitude=latitude,
        longitude=longitude,
        precision=cells.whole(row.get("where_prec")),
        killed=cells.whole(row.get("best") or row.get("best_est")),
        names=cells.names(row.get("side_a"), row.get("side_b")),
    )


def polecat_row(row: Cells) -> Row:
    """One row of a POLECAT file."""
    when = cells.day(row.get("Event Date"))
    latitude, longitude = cells.coordinates(row.get("Latitude"), row.get("Longitude"))
    type_ = (cells.text(row.get("Event Type")) or "").lower()
    known = load_ontology().types
    city, province = cells.text(row.get("City")), cells.text(row.get("Province"))
    return Row(
        id=row.get("Event ID") or "",
        first=when,
        last=when,
        type=type_ if type_ in known else None,
        mode=_polecat_mode(type_, row.get("Event Mode")),
        label=type_.upper(),
        country=cells.country(row.get("Country")),
        admin1=province,
        place=cells.text(row.get("Placename")) or city,
        latitude=latitude,
        longitude=longitude,
        precision=1 if city else 4 if province else 6 if cells.text(row.get("Country")) else None,
        names=cells.names(row.get("Actor Name"), row.get("Recipient Name")),
    )


def _polecat_mode(type_: str, cell: str | None) -> str | None:
    mode = (cells.text(cell) or "").lower().replace("_", "-")
    known = load_ontology().types.get(type_)
    return mode if known and mode in known.modes else None


def gdelt_row(row: Sequence[str]) -> Row:
    """One row of a GDELT event file, 1.0 or 2.0.

    GDELT 2.0 has one more column for each of the two actors' places and for the event's own.
    """
    place = row[51:59] if len(row) == _V2 else [*row[49:53], "", *row[53:56]]
    kind = plover_of(row[26])
    known = kind is not None and kind.type in load_ontology().types
    latitude, longitude = cells.coordinates(place[5], place[6])
    when = cells.day(row[1])
    return Row(
        id=row[0],
        first=when,
        last=when,
        type=kind.type if kind and known else None,
        mode=kind.mode if kind and known else None,
        label=row[26],
        country=cells.fips_countries().get(place[2]),
        place=cells.text(place[1].partition(",")[0]),
        latitude=latitude,
        longitude=longitude,
        precision=_GDELT_PRECISION.get(place[0]),
        names=cells.names(row[6], row[16]),
    )
