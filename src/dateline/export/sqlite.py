"""Events or claims as an SQLite database, as Datasette and R's RSQLite like it: tables with keys and plain columns."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, fields
from itertools import islice
from pathlib import Path

from dateline.export.model import About, Dossier, RecordKind, Tally
from dateline.export.tables import KINDS, columns_of, flat_row
from dateline.frames.arrow import flat_table
from dateline.frames.flat import joined
from dateline.records import Claim, Event
from dateline.store.bundles import Citation

BATCH = 50
"""Records added at once; more were no faster."""
_SQL_TYPES = {"int64": "INTEGER", "double": "REAL"}
_TYPES = dict.fromkeys(("number", "low", "best", "high"), "INTEGER")
_SIDE = ("event_id", "number", "role", "name", "id", "country", "sector")
_FIGURE = ("event_id", "number", "measure", "side", "low", "best", "high", "rule", "claims")
_LINK = ("event_id", "claim_id", "stance")
_CITATION = tuple(one.name for one in fields(Citation))
TABLES: dict[str, tuple[Sequence[str], str]] = {
    "about": (("name", "value"), ""),
    "reports": (_CITATION, 'PRIMARY KEY ("id")'),
    "events": (columns_of("events"), 'PRIMARY KEY ("id")'),
    # Claims come without their reports where no store told of them: no foreign key can be demanded.
    "claims": (columns_of("claims"), 'PRIMARY KEY ("id")'),
    "event_claims": (
        _LINK, 'PRIMARY KEY ("event_id", "claim_id"), FOREIGN KEY ("event_id") REFERENCES "events" ("id")'
    ),
    "sides": (_SIDE, 'FOREIGN KEY ("event_id") REFERENCES "events" ("id")'),
    "figures": (_FIGURE, 'FOREIGN KEY ("event_id") REFERENCES "events" ("id")'),
}  # fmt: skip
"""Columns and keys of each table."""
_INDEXES: dict[str, tuple[str, ...]] = {
    "events": ("type", "country", "first"),
    "claims": ("report_id",),
    "sides": ("event_id",),
    "figures": ("event_id",),
}


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write the database."""
    tally = Tally()
    types: dict[str, dict[str, str]] = {name: _types(kind) for name, kind in KINDS.items()}
    with closing(sqlite3.connect(target, isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = OFF")  # a new file: a run that fails is thrown away as a whole
        base.execute("BEGIN")
        for name, (columns, keys) in TABLES.items():
            base.execute(f'CREATE TABLE "{name}" ({_declared(columns, keys, _TYPES | types.get(name, {}))})')
        told = {key: value if isinstance(value, str) else json.dumps(value) for key, value in about.as_dict().items()}
        _insert(base, "about", list(told.items()))
        remaining = iter(dossiers)
        while chunk := list(islice(remaining, BATCH)):
            _write_chunk(base, chunk, about.records, tally)
        for name, indexed in _INDEXES.items():
            for column in indexed:
                base.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
        base.execute("COMMIT")
    return tally


def read(source: Path, records: RecordKind) -> Iterator[Event | Claim]:
    """Read the records back from their column."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as base:
        for (document,) in base.execute(f'SELECT "record" FROM "{records}" ORDER BY rowid'):  # noqa: S608  # a literal
            yield KINDS[records].model_validate_json(document)


def _types(kind: type[Event | Claim]) -> dict[str, str]:
    """The types of the flat columns, as those of the Arrow table."""
    schema = flat_table((), kind).schema
    return {field.name: _SQL_TYPES.get(str(field.type), "TEXT") for field in schema}


def _declared(columns: Sequence[str], keys: str, types: Mapping[str, str]) -> str:
    named = ", ".join(f'"{column}" {types.get(column, "TEXT")}' for column in columns)
    return f"{named}, {keys}" if keys else named


def _write_chunk(base: sqlite3.Connection, chunk: Sequence[Dossier], records: RecordKind, tally: Tally) -> None:
    added = _insert(base, records, [_row(one.record) for one in chunk])
    tally.written += added
    if added < len(chunk):
        tally.left_out["an id that was there already"] += len(chunk) - added
    citations = {one.id: one for dossier in chunk for one in dossier.cited()}
    _insert(base, "reports", [_citation_row(one) for one in citations.values()])
    if records == "events":
        _insert(base, "claims", [_row(claim) for dossier in chunk for claim in dossier.claims])
        _write_parts(base, [one.event for one in chunk])


def _write_parts(base: sqlite3.Connection, events: Sequence[Event]) -> None:
    links = [(event.id, one.claim_id, one.stance) for event in events for one in event.claims]
    sides = [
        (event.id, number, one.role, one.name, one.id, one.country, one.sector)
        for event in events
        for number, one in enumerate(event.sides)
    ]
    figures = [
        (event.id, number, one.measure, one.side, one.low, one.best, one.high, one.basis.rule, joined(one.basis.claims))
        for event in events
        for number, one in enumerate(event.figures)
    ]
    for name, rows in (("event_claims", links), ("sides", sides), ("figures", figures)):
        _insert(base, name, rows)


def _row(record: Event | Claim) -> tuple[object, ...]:
    return tuple(flat_row(record).values())


def _citation_row(citation: Citation) -> tuple[object, ...]:
    return tuple(joined(one) if isinstance(one, tuple) else one for one in astuple(citation))


def _insert(base: sqlite3.Connection, table: str, rows: Sequence[Sequence[object]]) -> int:
    """Add rows; one whose key is there already is not added. Returns how many were added."""
    places = ", ".join("?" * len(TABLES[table][0]))
    return base.executemany(f'INSERT OR IGNORE INTO "{table}" VALUES ({places})', rows).rowcount  # noqa: S608
