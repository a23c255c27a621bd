"""The gazetteer: one SQLite file, built once, opened read-only by any number of processes."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dateline.core.countries import Country, countries, countries_by_code, country_of_name
from dateline.core.errors import InstallError
from dateline.places.model import Candidate
from dateline.places.names import key_of, passes_filter, skeleton_of, without_article
from dateline.places.sources import Row
from dateline.places.words import abbreviations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_COLUMNS = (
    "p.id, p.name, p.kind, p.latitude, p.longitude, p.country, p.admin1, p.admin2, p.geonames_id, "
    "p.population, p.precision, {exact}, p.source, p.countries"
)
# A name that more places bear than this tells nothing without its division; the rest are the smallest.
MOST_CANDIDATES = 200
_BY_KEY = f"SELECT {_COLUMNS.format(exact='n.exact')} FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"  # noqa: S608 -- constants
_BY_SKELETON = (
    f"SELECT DISTINCT {_COLUMNS.format(exact='0')} FROM sound s JOIN place p ON p.id = s.place WHERE s.skeleton = ? "  # noqa: S608 -- constants
    f"ORDER BY p.population DESC, p.id LIMIT {MOST_CANDIDATES}"
)
_MAPPED = 128 * 1024 * 1024  # bytes: the whole file, shared between processes
_REMEMBERED = 100_000  # names per process; a report has tens


@dataclass(frozen=True, slots=True)
class Extent:
    """Degrees of latitude and longitude, outliers apart."""

    south: float
    north: float
    west: float
    east: float


class Gazetteer:
    """Names to places.

    Args:
        path: A file that `dateline.places.build.build` made.
        overlays: Files of imports; by default those of the user.

    Raises:
        InstallError: The file is no gazetteer.
    """

    def __init__(self, path: Path, *, overlays: Iterable[Path] | None = None) -> None:
        self.path = path
        self._database = _open(path)
        self.info, self._filter = _read_info(self._database, path)
        files = user_overlays() if overlays is None else overlays
        self.overlays = tuple(Gazetteer(file, overlays=()) for file in files)
        self.candidates = lru_cache(maxsize=_REMEMBERED)(self._candidates)
        self.sounding_like = lru_cache(maxsize=_REMEMBERED)(self._sounding_like)
        self.knows = lru_cache(maxsize=_REMEMBERED)(self._knows)

    @property
    def countries(self) -> tuple[Country, ...]:
        """All countries with their names and adjectives."""
        return countries()

    def extent(self, country: str, admin1: str = "") -> Extent | None:
        """How far a country's or a first-order division's populated places reach."""
        row = self._database.execute(
            "SELECT south, north, west, east FROM extent WHERE country = ? AND admin1 = ?", (country, admin1)
        ).fetchone()
        return Extent(*row) if row else None

    def close(self) -> None:
        """Let go of the files."""
        for overlay in self.overlays:
            overlay.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def division_names(self, *codes: str) -> tuple[str, ...]:
        """Names of divisions by GeoNames' codes ("ML.04"); empty where there is none."""
        query = "SELECT name FROM division WHERE code = ?"
        found = (self._database.execute(query, (code,)).fetchone() for code in codes)
        return tuple(str(row[0]) if row else "" for row in found)

    def row(self, number: int) -> Row | None:
        """A place by its id, without its names."""
        found = self._database.execute(
            "SELECT id, name, kind, country, latitude, longitude, admin1, admin2, geonames_id, population, precision, "
            "source, countries FROM place WHERE id = ?",
            (number,),
        ).fetchone()
        return Row(*found) if found else None

    def _knows(self, name: str) -> bool:
        """Whether any place is called so (transliterations apart)."""
        key = key_of(name)
        if _country_called(name, key) or name in abbreviations():
            return True
        bare = without_article(key)
        if self._has(key) or (bare is not None and self._has(bare)):
            return True
        return any(overlay.knows(name) for overlay in self.overlays)

    def _has(self, key: str) -> bool:
        if not passes_filter(self._filter, key):
            return False
        return self._database.execute("SELECT 1 FROM name WHERE key = ? LIMIT 1", (key,)).fetchone() is not None

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        """The places called so: own name before alias, then by population."""
        if name in abbreviations():
            return self._abbreviated(*abbreviations()[name])
        key = key_of(name)
        found = self._called(key)
        if not found and (bare := without_article(key)):
            found = self._called(bare)
        if self.overlays:
            added = [one for overlay in self.overlays for one in overlay.candidates(name)]
            new = {one.id for one in added}
            found = (*added, *(one for one in found if one.id not in new))
        code = _country_called(name, key)
        if code and not any(one.kind == "country" for one in found):
            found = (_country(countries_by_code()[code]), *found)
        return found

    def _called(self, key: str) -> tuple[Candidate, ...]:
        """The places of a key, put in order here: most names have one or two, for which SQL's sorter is too much."""
        rows = self._database.execute(_BY_KEY, (key,)).fetchall()
        found = [_candidate(row) for row in rows]
        if len(found) > 1:
            found.sort(key=_order)
        return tuple(found[:MOST_CANDIDATES])

    def starting_with(self, words: str, limit: int) -> tuple[Candidate, ...]:
        """Places whose name begins so, the most populous first: for one who is typing."""
        key = key_of(words)
        if not key:
            return ()
        query = (
            f"SELECT {_COLUMNS.format(exact='MAX(n.exact)')} FROM name n JOIN place p ON p.id = n.place "  # noqa: S608 -- constants
            "WHERE n.key >= ? AND n.key < ? GROUP BY p.id ORDER BY p.population DESC, p.id LIMIT ?"
        )
        rows = self._database.execute(query, (key, key + "\U0010ffff", limit)).fetchall()
        return tuple(_candidate(row) for row in rows)

    def abbreviates(self, name: str) -> bool:
        """Whether the name is a first-order division's abbreviation ("Calif.", "TX")."""
        return name in abbreviations()

    def _abbreviated(self, country: str, name: str) -> tuple[Candidate, ...]:
        return tuple(one for one in self.candidates(name) if one.country == country and one.kind == "admin1")

    def _sounding_like(self, name: str) -> tuple[Candidate, ...]:
        """The places whose name is the same but for its transliteration."""
        skeleton = skeleton_of(key_of(name))
        if skeleton is None:
            return ()
        added = (one for overlay in self.overlays for one in overlay.sounding_like(name))
        return (*added, *(_candidate(row) for row in self._database.execute(_BY_SKELETON, (skeleton,))))


def load_gazetteer(path: Path | None = None, *, progress: Callable[[str], None] | None = None) -> Gazetteer:
    """Open the gazetteer, building it first where there is none yet (about 15 s, once per version of its sources).

    Args:
        path: The file; by default `gazetteer-….sqlite` in the cache folder.
        progress: Is told what is being done.
    """
    from dateline.places.build import build, fingerprint

    target = path or cache_folder() / f"gazetteer-{fingerprint()}.sqlite"
    if not target.exists():
        build(target, progress=progress)
    from dateline.places.plugins import plugin_overlays

    added = plugin_overlays(target, cache_folder() / "plugins", progress=progress)
    return Gazetteer(target, overlays=[*user_overlays(), *added])


def cache_folder() -> Path:
    """Where the gazetteer is kept: `$DATELINE_CACHE`, else `$XDG_CACHE_HOME/dateline`, else `~/.cache/dateline`."""
    if own := os.environ.get("DATELINE_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dateline"


def imports_folder() -> Path:
    """Where imports are kept: `$DATELINE_CACHE/imports`, else below `$XDG_DATA_HOME` or `~/.local/share`."""
    if own := os.environ.get("DATELINE_CACHE"):
        return Path(own) / "imports"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "dateline" / "imports"


def user_overlays() -> list[Path]:
    """The files of the user's imports."""
    return sorted(imports_folder().glob("g-*.sqlite"))


def _open(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        return sqlite3.connect(uri, uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise InstallError(f"{path}: cannot be opened as a gazetteer", hint="dateline gazetteer build") from error


def _read_info(database: sqlite3.Connection, path: Path) -> tuple[dict[str, str], bytes]:
    try:
        database.execute(f"PRAGMA mmap_size = {_MAPPED}")
        info = dict(database.execute("SELECT key, value FROM info ORDER BY key").fetchall())
        return info, bytes(database.execute("SELECT bits FROM filter").fetchone()[0])
    except sqlite3.Error as error:
        raise InstallError(f"{path}: not a gazetteer", hint="dateline gazetteer build") from error


def _candidate(row: tuple[Any, ...]) -> Candidate:
    """A row of `_COLUMNS` as a candidate."""
    codes = row[13]
    return _make((*row[:11], row[11] == 1, row[12], tuple(codes.split("|")) if codes else ()))


_make = Candidate._make


@lru_cache(maxsize=1)
def _country_keys() -> frozenset[str]:
    return frozenset(key_of(name).removeprefix("the ") for one in countries() for name in (one.name, *one.aliases))


def _country_called(name: str, key: str) -> str | None:
    """`country_of_name`, asked only where the key is one of a country's names: hardly any name's is."""
    return country_of_name(name) if key.removeprefix("the ") in _country_keys() else None


def _order(one: Candidate) -> tuple[bool, int, int]:
    return not one.exact, -one.population, one.id


def _country(country: Country) -> Candidate:
    return Candidate(
        id=country.geonames_id,
        name=country.name,
        kind="country",
        latitude=country.latitude,
        longitude=country.longitude,
        country=country.iso3,
        admin1="",
        admin2="",
        geonames_id=country.geonames_id,
        population=0,
        precision=6,
        exact=True,
        source="dateline",
    )
