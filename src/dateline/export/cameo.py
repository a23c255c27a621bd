"""Events as tab-separated event data in the layout of Phoenix, with CAMEO codes by the crosswalk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import product
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from dateline.export.model import About, Dossier, Tally
from dateline.export.telling import publishers, reason_left_out, two_sides
from dateline.frames.flat import joined
from dateline.ontology.crosswalk import cameo_of
from dateline.records import Event, Side

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
"""Phoenix' columns. Its files have no header, so that this one has none."""

_ROOT = 2  # digits of a CAMEO root


class _Roles(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    same: frozenset[str]
    other: dict[str, str]


class Codes(BaseModel):
    """`cameo.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    goldstein: dict[str, float]
    penta_class: dict[int, int]
    roles: _Roles


@lru_cache(maxsize=1)
def codes() -> Codes:
    """Read the table of codes."""
    return Codes.model_validate(yaml.safe_load((files("dateline.export") / "cameo.yaml").read_text("utf-8")))


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write one line for each pair of a source and a target."""
    del about  # said in the file beside it
    tally = Tally()
    with target.open("w", encoding="utf-8", newline="\n") as lines:
        for dossier in dossiers:
            event = dossier.event
            code = cameo_of(event.type, event.mode)
            if reason := reason_left_out(event, classed=code is not None, located=False):
                tally.left_out[reason] += 1
                continue
            for row in rows(dossier, code or ""):
                lines.write("\t".join(_cell(row.get(name)) for name in COLUMNS) + "\n")
            tally.written += 1
    return tally


def rows(dossier: Dossier, code: str) -> Iterator[dict[str, object]]:
    """An event with a date as one row for each pair of parties; without a party that side is empty."""
    event = dossier.event
    sources, targets = two_sides(event)
    nobody: list[Side | None] = [None]
    pairs = list(product(sources or nobody, targets or nobody))
    shared = {**_what(code), **_when(event), **_where(event), **_told(dossier)}
    for number, (source, target) in enumerate(pairs, start=1):
        yield {
            "EventID": event.id if number == 1 else f"{event.id}_{number}",
            **_actor("Source", source),
            **_actor("Target", target),
            **shared,
        }


def _what(code: str) -> dict[str, object]:
    root = code[:_ROOT]
    penta = next(number for last, number in codes().penta_class.items() if int(root) <= last)
    return {
        "EventCode": code,
        "EventRootCode": root,
        "PentaClass": penta,
        "GoldsteinScore": codes().goldstein.get(code),
    }


def _when(event: Event) -> dict[str, object]:
    assert event.first is not None
    year, month, day = event.first.split("-")
    return {"Date": f"{year}{month}{day}", "Year": year, "Month": month, "Day": day}


def _where(event: Event) -> dict[str, object]:
    place = event.place
    if place is None:
        return {}
    return {
        "Lat": place.latitude,
        "Lon": place.longitude,
        "LocationName": place.name or place.text,
        "StateName": place.admin1,
        "CountryCode": place.country,
    }


def _told(dossier: Dossier) -> dict[str, object]:
    return {
        "SentenceID": ";".join(dossier.claim_ids),
        "URLs": joined((one.url for one in dossier.cited()), ";"),
        "NewsSources": publishers(dossier).replace("; ", ";"),
    }


def _actor(which: str, side: Side | None) -> dict[str, object]:
    """A party as CAMEO strings it together: country, then role. A name has no code of its own."""
    if side is None:
        return {}
    roles = codes().roles
    role = side.sector if side.sector in roles.same else roles.other.get(side.sector or "")
    return {
        f"{which}ActorFull": joined((side.country, role), "") or None,
        f"{which}ActorEntity": side.country,
        f"{which}ActorRole": role,
    }


def _cell(value: object) -> str:
    """A value without what would end the cell or the line."""
    return "" if value is None else " ".join(str(value).split())
