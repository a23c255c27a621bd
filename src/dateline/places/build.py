"""Build the gazetteer file from the installed sources."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from dateline.places.names import make_filter, skeleton_of
from dateline.places.sources import Row, installed_sources, keys_of, read_all, shipped_bytes

LAYOUT = 8  # of the tables below; part of the fingerprint
_CHUNK = 20_000
_CELLS = 4  # to the degree
# Countries whose places English reports spell as their own maps do: nothing is transliterated.
_AS_WRITTEN = frozenset(
    (
        "USA CAN GBR IRL AUS NZL FRA DEU AUT CHE BEL NLD ESP ITA PRT POL CZE SVK HUN ROU SWE NOR DNK "
        "BRA ARG CHL MEX CUB"
    ).split()
)
_TABLES = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT, kind TEXT, latitude REAL, longitude REAL, country TEXT, admin1 TEXT, admin2 TEXT,
  geonames_id INTEGER, population INTEGER, precision INTEGER, source TEXT, countries TEXT);
CREATE TABLE name (key TEXT, place INTEGER, exact INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sound (skeleton TEXT, place INTEGER, PRIMARY KEY (skeleton, place)) WITHOUT ROWID;
CREATE TABLE extent (
  country TEXT, admin1 TEXT, south REAL, north REAL, west REAL, east REAL, PRIMARY KEY (country, admin1)) WITHOUT ROWID;
CREATE TABLE division (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE filter (bits BLOB);
CREATE TABLE info (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Twelve hexadecimal digits that change with any source's version and with the layout."""
    digest = hashlib.sha256(f"layout {LAYOUT}".encode())
    for source in installed_sources():
        digest.update(f"{source.name} {source.version}\n".encode())
    digest.update(shipped_bytes())
    return digest.hexdigest()[:12]


def build(target: Path, *, progress: Callable[[str], None] | None = None) -> Path:
    """Write the gazetteer to `target`.

    Args:
        target: Where the file goes; its folder is made.
        progress: Is told what is being done.
    """
    sources = installed_sources()
    info = {
        "name": "Dateline gazetteer",
        "fingerprint": fingerprint(),
        "licence": "; ".join(sorted({source.licence for source in sources})),
        "sources": "; ".join(f"{source.name} {source.version}" for source in sources),
        "credits": "; ".join(source.credit for source in sources),
    }
    write_rows(target, read_all(), info, progress)
    return target


def write_rows(
    target: Path, rows: Iterable[Row], info: dict[str, str], progress: Callable[[str], None] | None = None
) -> tuple[int, int]:
    """Write rows as a gazetteer file.

    The file appears whole or not at all, and several processes may do this at the same time: each writes a file of its
    own and renames it.

    Returns:
        How many places and names it holds.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=target.stem, suffix=".part", dir=target.parent)
    os.close(handle)
    partial = Path(name)
    try:
        with _no_collection():
            counts = _write(partial, rows, info, progress or (lambda _: None))
        partial.chmod(0o644)  # mkstemp's files are their owner's alone; the cache may be shared
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return counts


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of strings and no cycles: the collector would double the time."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


def _write(path: Path, rows: Iterable[Row], info: dict[str, str], tell: Callable[[str], None]) -> tuple[int, int]:
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + _TABLES)
        tell("gazetteer: reading")
        names: list[tuple[str, int, bool]] = []
        sounds: set[tuple[str, int]] = set()
        count = 0
        for chunk in _chunks(rows):
            count += len(chunk)
            database.executemany(f"INSERT OR REPLACE INTO place VALUES ({','.join('?' * 13)})", map(_values, chunk))  # noqa: S608 -- question marks
            codes = [(row.code, row.name) for row in chunk if row.code]
            database.executemany("INSERT OR IGNORE INTO division VALUES (?,?)", codes)
            for row in chunk:
                _index(row, names, sounds)
            tell(f"gazetteer: {count:,} places, {len(names):,} names")
        tell("gazetteer: writing the index")
        names.sort()
        database.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", names)
        database.executemany("INSERT OR IGNORE INTO sound VALUES (?,?)", sorted(sounds))
        database.executemany("INSERT INTO extent VALUES (?,?,?,?,?,?)", _extents(database))
        database.execute("INSERT INTO filter VALUES (?)", (make_filter({key for key, _, _ in names}),))
        database.executemany("INSERT INTO info VALUES (?,?)", (info | _counts(count, len(names))).items())
        database.commit()
    return count, len(names)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


def _values(row: Row) -> tuple[object, ...]:
    return (
        row.id,
        row.name,
        row.kind,
        row.latitude,
        row.longitude,
        row.country,
        row.admin1,
        row.admin2,
        row.geonames_id,
        row.population,
        row.precision,
        row.source,
        row.countries,
    )


def _index(row: Row, names: list[tuple[str, int, bool]], sounds: set[tuple[str, int]]) -> None:
    for key, exact in keys_of(row).items():
        names.append((key, row.id, exact))
        if exact and row.country not in _AS_WRITTEN and (skeleton := skeleton_of(key)):
            sounds.add((skeleton, row.id))


def _extents(database: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """How far the populated places of each country and first-order division reach, outliers apart."""
    rows = database.execute(
        "SELECT country, admin1, latitude, longitude FROM place WHERE kind = 'place' AND latitude IS NOT NULL"
    )
    # One point for each cell of a grid: how densely it is settled must not count.
    points: dict[tuple[str, str], set[tuple[float, float]]] = {}
    for country, admin1, latitude, longitude in rows:
        cell = (round(latitude * _CELLS) / _CELLS, round(longitude * _CELLS) / _CELLS)
        points.setdefault((country, ""), set()).add(cell)
        if admin1:
            points.setdefault((country, admin1), set()).add(cell)
    for area, inside in sorted(points.items()):
        south, north = _range([point[0] for point in inside])
        west, east = _range([point[1] for point in inside])
        yield (*area, south, north, west, east)


def _range(values: list[float]) -> tuple[float, float]:
    """All but half a hundredth at either end: islands far out do not count."""
    values.sort()
    cut = len(values) // 200
    return values[cut], values[-1 - cut]


def _counts(places: int, names: int) -> dict[str, str]:
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    return {"built": today, "places": str(places), "names": str(names)}
