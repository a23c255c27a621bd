"""GeoJSON (RFC 7946): records as points on the map; those without a place have no geometry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dateline.export.model import About, Dossier, RecordKind, Tally
from dateline.export.tables import KINDS
from dateline.records import Claim, Event


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write a feature collection, a feature a line; the properties are the whole record."""
    tally = Tally()
    with target.open("w", encoding="utf-8", newline="\n") as opened:
        opened.write(f'{{"type":"FeatureCollection","dateline":{_json(about.as_dict())},"features":[')
        for dossier in dossiers:
            opened.write(("," if tally.written else "") + "\n" + _feature(dossier.record))
            tally.written += 1
        opened.write("\n]}\n")
    return tally


def _feature(record: Event | Claim) -> str:
    place, geometry = record.place, None
    if place is not None and place.latitude is not None and place.longitude is not None:
        geometry = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    start = f'{{"type":"Feature","id":{_json(record.id)},"geometry":{_json(geometry)}'
    return f'{start},"properties":{record.model_dump_json()}}}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(source: Path, records: RecordKind) -> Iterator[Event | Claim]:
    """Read the records back."""
    for feature in json.loads(source.read_text("utf-8"))["features"]:
        yield KINDS[records].model_validate(feature["properties"])
