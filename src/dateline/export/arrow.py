"""Parquet, Arrow and GeoParquet: whole records, typed and nested; days are days, not text."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.core.errors import InputError
from dateline.export.model import About, Dossier, RecordKind, Tally
from dateline.export.tables import KINDS
from dateline.frames.arrow import nested_schema
from dateline.records import Claim, Event

ROWS = 5_000
"""Records held at once, and rows of a row group: 100,000 events are written in flat memory, and larger groups were no
faster and hardly smaller."""
ABOUT = b"dateline"
"""The key of the schema's metadata that holds version, filters, date and licence as JSON."""
GEOMETRY = "geometry"

_DAYS = frozenset({"first", "last"})
_GEO = {
    "version": "1.1.0",
    "primary_column": GEOMETRY,
    "columns": {GEOMETRY: {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def write_parquet(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write Parquet."""
    return _write_parquet(dossiers, typed_schema(about), target, located=False)


def write_geoparquet(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write GeoParquet 1.1: the same with a column of points (longitude, latitude on WGS 84)."""
    schema = typed_schema(about).append(pa.field(GEOMETRY, pa.binary()))
    schema = schema.with_metadata({**(schema.metadata or {}), b"geo": json.dumps(_GEO).encode()})
    return _write_parquet(dossiers, schema, target, located=True)


def write_arrow(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write an Arrow IPC file (Feather version 2)."""
    schema, tally = typed_schema(about), Tally()
    with target.open("wb") as opened, pa.ipc.new_file(opened, schema) as writer:
        for batch in batches(dossiers, schema, located=False):
            writer.write_batch(batch)
            tally.written += batch.num_rows
    return tally


def _write_parquet(dossiers: Iterator[Dossier], schema: pa.Schema, target: Path, *, located: bool) -> Tally:
    tally = Tally()
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in batches(dossiers, schema, located=located):
            writer.write_batch(batch)
            tally.written += batch.num_rows
    return tally


def read_parquet(source: Path, records: RecordKind) -> Iterator[Event | Claim]:
    """Read Parquet or GeoParquet back."""
    columns = list(KINDS[records].model_fields)
    with pq.ParquetFile(source) as opened:
        for batch in opened.iter_batches(ROWS, columns=columns):
            yield from _records(batch, records)


def read_arrow(source: Path, records: RecordKind) -> Iterator[Event | Claim]:
    """Read an Arrow file back."""
    with pa.memory_map(str(source)) as opened, pa.ipc.open_file(opened) as reader:
        for number in range(reader.num_record_batches):
            yield from _records(reader.get_batch(number), records)


def _records(batch: pa.RecordBatch, records: RecordKind) -> Iterator[Event | Claim]:
    for row in batch.to_pylist():
        yield KINDS[records].model_validate(with_days_as_text(row))


def typed_schema(about: About) -> pa.Schema:
    """The schema of a record with days as dates, and with what the export says of itself."""
    nested = nested_schema(KINDS[about.records])
    return pa.schema([_dated(field) for field in nested], {ABOUT: json.dumps(about.as_dict()).encode()})


def _dated(field: pa.Field[Any]) -> pa.Field[Any]:
    if field.name in _DAYS:
        return field.with_type(pa.date32())
    if pa.types.is_struct(field.type):
        return field.with_type(pa.struct([_dated(one) for one in field.type]))
    return field


def batches(dossiers: Iterable[Dossier], schema: pa.Schema, *, located: bool) -> Iterator[pa.RecordBatch]:
    """Turn records into batches; `located` adds the point."""
    remaining = iter(dossiers)
    while chunk := list(islice(remaining, ROWS)):
        rows = [with_days(one.record) for one in chunk]
        if located:
            for row, one in zip(rows, chunk, strict=True):
                row[GEOMETRY] = point(one.record)
        yield pa.RecordBatch.from_pylist(rows, schema=schema)


def point(record: Event | Claim) -> bytes | None:
    """The record's place as well-known binary; None where it has no coordinates."""
    place = record.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return struct.pack("<BIdd", 1, 1, place.longitude, place.latitude)


def with_days(record: Event | Claim) -> dict[str, Any]:
    """A record as nested values, its days as dates.

    Raises:
        InputError: A day is not an ISO date.
    """
    row = record.model_dump()
    holder = row if isinstance(record, Event) else row["time"]
    if holder is not None:
        for name in _DAYS:
            holder[name] = _day(holder[name], record.id)
    return row


def _day(value: str | None, record_id: str) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"not a date: {value!r}", source=record_id) from error


def with_days_as_text(row: dict[str, Any]) -> dict[str, Any]:
    """The way back from `with_days`."""
    holder = row.get("time", row)
    if holder is not None:
        holder.update({name: holder[name].isoformat() for name in _DAYS if holder[name] is not None})
    return row
