"""Places of one's own: files read into overlays beside the built gazetteer, which can be taken away again.

Read are GeoNames dumps (`allCountries.zip`, `ML.zip`, `alternateNamesV2.zip`, or the text files in them, gzipped or
not), NGA GNS files, CSV and GeoJSON. An overlay is a small gazetteer file of its own; undoing an import deletes it.
"""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from dateline.core.countries import countries, country_of_name
from dateline.core.errors import InputError, UnreadableError, UsageError
from dateline.core.ids import stable_id
from dateline.places.build import write_rows
from dateline.places.gazetteer import Gazetteer, imports_folder
from dateline.places.sources import PRECISION, Row

_FIRST_ID = 4_000_000_000  # above the ids of everything built in
_GEONAMES_COLUMNS, _ALTERNATE_COLUMNS = 19, (8, 9, 10)
_CLASSES = {"P": "place", "A": "admin1", "S": "facility", "L": "region", "T": "region", "V": "region", "R": "region"}
_SEAS = frozenset({"SEA", "OCN", "GULF", "STRT", "BAY", "CHN", "SD", "BGHT"})
_KINDS = frozenset({"place", "facility", "admin1", "admin2", "region", "sea"})
_SHOWN = 10  # complaints that a report lists
_COLUMNS = {
    "name": ("name", "full_name_ro", "full_name", "full_nm_ro", "asciiname"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "lon", "long", "lng", "x"),
    "country": ("country", "iso3", "country_code", "cc1", "cc_ft"),
    "admin1": ("admin1", "adm1", "adm1_name", "province", "governorate", "state"),
    "admin2": ("admin2", "adm2", "adm2_name", "district"),
    "aliases": ("aliases", "alias", "alternatenames", "full_name_nd_ro", "full_name_nd_rg", "sort_name_ro"),
    "kind": ("kind", "type"),
    "population": ("population", "pop"),
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import added. `id` is what `undo_import` takes; `complaints` are the first rows left out and why."""

    id: str
    file: str
    format: str
    places: int
    names: int
    skipped: int
    complaints: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """The rows of one file, with what had to be left out."""

    gazetteer: Gazetteer
    skipped: int = 0
    complaints: list[str] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        self.skipped += 1
        if len(self.complaints) < _SHOWN:
            self.complaints.append(f"line {line}: {reason}")


def import_places(
    path: Path, gazetteer: Gazetteer, *, folder: Path | None = None, progress: Callable[[str], None] | None = None
) -> Imported:
    """Read a file of places into an overlay.

    Args:
        path: The file.
        gazetteer: The one it is added to; names its divisions, and the places of alternate names.
        folder: Where overlays are kept; by default beside the user's other data.
        progress: Is told what is being done.

    Raises:
        UnreadableError: The file cannot be opened.
        InputError: It is of no known layout or holds no usable place.
    """
    reading = _Reading(gazetteer)
    with _opened(path) as stream:
        layout, rows = _rows(path, stream, reading)
        first = next(rows, None)
        if first is None:
            raise InputError("no usable place in it", source=str(path), hint=_complaint(reading))
        kept = folder or imports_folder()
        name = stable_id("g", path.name, path.stat().st_size, layout)
        places, names = write_rows(
            kept / f"{name}.sqlite", itertools.chain([first], rows), {"file": path.name, "format": layout}, progress
        )
    return Imported(name, path.name, layout, places, names, reading.skipped, tuple(reading.complaints))


def list_imports(folder: Path | None = None) -> list[dict[str, str]]:
    """The imports in force: id, file, format, places, names, date."""
    found = []
    for path in sorted((folder or imports_folder()).glob("g-*.sqlite")):
        with Gazetteer(path, overlays=()) as overlay:
            found.append({"id": path.stem, **overlay.info})
    return found


def undo_import(name: str, folder: Path | None = None) -> None:
    """Take an import away again.

    Raises:
        UsageError: There is no import of that id.
    """
    path = (folder or imports_folder()) / f"{name}.sqlite"
    if not name.startswith("g-") or not path.is_file():
        known = ", ".join(entry["id"] for entry in list_imports(folder)) or "none"
        raise UsageError(f"no import {name!r}", hint=f"Imports: {known}")
    path.unlink()


def _complaint(reading: _Reading) -> str | None:
    return "; ".join(reading.complaints[:3]) or None


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    """The text of a file, of a gzipped one, or of the largest text file in a zip archive."""
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                members = [entry for entry in archive.infolist() if not entry.filename.lower().startswith("readme")]
                if not members:
                    raise UnreadableError("an empty archive", source=str(path))
                with archive.open(max(members, key=lambda entry: entry.file_size)) as raw:
                    yield io.TextIOWrapper(raw, "utf-8-sig", newline="")
        elif path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
                yield stream
        else:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                yield stream
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise UnreadableError(str(error), source=str(path)) from error


def _rows(path: Path, stream: IO[str], reading: _Reading) -> tuple[str, Iterator[Row]]:
    """The layout's name and the rows."""
    if path.suffix.lower() in {".geojson", ".json"}:
        return "geojson", _geojson(stream, reading, str(path))
    first = stream.readline()
    cells = first.rstrip("\r\n").split("\t")
    rest = itertools.chain([first], stream)
    if len(cells) == _GEONAMES_COLUMNS and cells[0].isdigit():
        return "geonames", _geonames(rest, reading)
    if len(cells) in _ALTERNATE_COLUMNS and cells[0].isdigit() and cells[1].isdigit():
        return "geonames-alternate-names", _alternate_names(rest, reading)
    delimiter = "\t" if len(cells) > 1 else ";" if first.count(";") > first.count(",") else ","
    layout = "gns" if "UFI" in first.upper().split(delimiter) else "csv"
    table = csv.DictReader(rest, delimiter=delimiter, quoting=csv.QUOTE_NONE if layout == "gns" else csv.QUOTE_MINIMAL)
    names = {name.strip().lower() for name in table.fieldnames or ()}
    if not names & set(_COLUMNS["name"]) or not names & set(_COLUMNS["latitude"]):
        raise InputError(
            "neither GeoNames, GNS, GeoJSON nor a table with the columns name, lat, lon",
            source=str(path),
            hint="A CSV needs a heading: name,lat,lon and, as far as known, admin1,admin2,country,aliases,kind",
        )
    return layout, _table(table, reading)


def _geonames(lines: Iterator[str], reading: _Reading) -> Iterator[Row]:
    """GeoNames' 19 columns; streams and hills are left out."""
    iso3 = {country.iso2: country.iso3 for country in countries()}
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != _GEONAMES_COLUMNS:
            reading.refuse(number, f"{len(cells)} columns")
            continue
        kind = "admin2" if cells[7] == "ADM2" else "sea" if cells[7] in _SEAS else _CLASSES.get(cells[6])
        if kind is None or (cells[6] == "A" and cells[7] not in {"ADM1", "ADM2"}):
            continue
        division = reading.gazetteer.division_names(f"{cells[8]}.{cells[10]}", f"{cells[8]}.{cells[10]}.{cells[11]}")
        row = _row(int(cells[0]), cells[1], kind, iso3.get(cells[8], ""), cells[4], cells[5])
        if row is None:
            reading.refuse(number, "no coordinates")
            continue
        row.admin1, row.admin2 = division
        row.geonames_id = int(cells[0])
        row.population = int(cells[14] or 0)
        row.aliases = {alias for alias in cells[3].split(",") if alias}
        yield row


def _alternate_names(lines: Iterator[str], reading: _Reading) -> Iterator[Row]:
    """GeoNames' alternate names of places that the gazetteer has; links and codes are left out."""
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if cells[2] in {"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "phon", "piny"}:
            continue
        row = reading.gazetteer.row(int(cells[1]))
        if row is not None:
            row.exact, row.aliases = set(), {cells[3]}
            yield row


def _table(table: csv.DictReader[str], reading: _Reading) -> Iterator[Row]:
    for number, cells in enumerate(table, 2):
        lowered = {(name or "").strip().lower(): value or "" for name, value in cells.items() if isinstance(value, str)}
        yield from _from_cells({name: _cell(lowered, name) for name in _COLUMNS}, number, reading)


def _cell(cells: Mapping[str, str], wanted: str) -> str:
    for name in _COLUMNS[wanted]:
        if cells.get(name):
            return cells[name].strip()
    return ""


def _from_cells(cells: dict[str, str], number: int, reading: _Reading) -> Iterator[Row]:
    """A row from named cells, if they are good for one."""
    kind = cells["kind"].lower() or "place"
    country = _country(cells["country"])
    if not cells["name"]:
        return reading.refuse(number, "no name")
    if country is None:
        return reading.refuse(number, f"no country {cells['country']!r}")
    row = _row(
        _FIRST_ID + number,
        cells["name"],
        kind if kind in _KINDS else "place",
        country,
        cells["latitude"],
        cells["longitude"],
    )
    if row is None:
        return reading.refuse(number, f"no coordinates in {cells['latitude']!r}, {cells['longitude']!r}")
    row.admin1, row.admin2 = cells["admin1"], cells["admin2"]
    row.population = int(cells["population"]) if cells["population"].isdigit() else 0
    separator = "|" if "|" in cells["aliases"] else ";" if ";" in cells["aliases"] else ","
    row.aliases = {alias.strip() for alias in cells["aliases"].split(separator) if alias.strip()}
    yield row
    return None


def _country(text: str) -> str | None:
    """ISO 3166-1 alpha-3 from a name or a code; empty where none is given."""
    if not text:
        return ""
    first = text.split(",", maxsplit=1)[0].strip()
    for country in countries():
        if first.upper() in {country.iso3, country.iso2}:
            return country.iso3
    return country_of_name(first)


def _row(number: int, name: str, kind: str, country: str, latitude: str, longitude: str) -> Row | None:
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    if not (-90 <= north <= 90 and -180 <= east <= 180) or (north == 0 and east == 0):  # noqa: PLR2004 -- degrees
        return None
    return Row(
        id=number,
        name=name,
        kind=kind,
        country=country,
        latitude=north,
        longitude=east,
        precision=PRECISION[kind],
        source="import",
        exact={name},
    )


def _geojson(stream: IO[str], reading: _Reading, source: str) -> Iterator[Row]:
    try:
        features = json.load(stream)["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("not a GeoJSON FeatureCollection", source=source) from error
    if not isinstance(features, list):
        raise InputError("not a GeoJSON FeatureCollection: its features are no list", source=source)
    for number, feature in enumerate(features, 1):
        properties = {str(key).lower(): value for key, value in _object(feature, "properties").items()}
        texts = {
            key: "|".join(map(str, value)) if isinstance(value, list) else str(value)
            for key, value in properties.items()
            if value is not None
        }
        points = list(_points(_object(feature, "geometry").get("coordinates")))
        if points:
            texts["longitude"] = str(sum(point[0] for point in points) / len(points))
            texts["latitude"] = str(sum(point[1] for point in points) / len(points))
        yield from _from_cells({name: _cell(texts, name) for name in _COLUMNS}, number, reading)


def _object(feature: object, name: str) -> dict[str, Any]:
    """An object within a feature; an empty one where the file has anything else there."""
    found = feature.get(name) if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _points(coordinates: object) -> Iterator[tuple[float, float]]:
    """All points of a geometry of any depth; none of what is no pair of numbers."""
    if isinstance(coordinates, list) and all(isinstance(part, int | float) for part in coordinates[:2]):
        if len(coordinates) > 1:
            yield float(coordinates[0]), float(coordinates[1])
    elif isinstance(coordinates, list):
        for part in coordinates:
            yield from _points(part)
