"""GeoPackage (OGC), through GDAL: one layer of points with flat columns and the whole record as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyogrio

from dateline.export.arrow import GEOMETRY, ROWS, point
from dateline.export.model import About, Dossier, RecordKind, Tally
from dateline.export.tables import KINDS, RECORD, flat_row
from dateline.frames.arrow import flat_table
from dateline.records import Claim, Event

_UNDATED = "1970-01-01"
"""What a GeoPackage says of its last change where no date is known: the format demands one."""


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write a GeoPackage with one layer: flat columns, the whole record as JSON, and the point."""
    tally, failures = Tally(), list[Exception]()
    chunks = _flat_batches(dossiers, KINDS[about.records])
    schema = next(chunks).schema  # an empty batch comes first
    counted = _counted(chunks, tally, failures)
    day = about.date or _UNDATED
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})  # else the clock gets into the file
    try:
        pyogrio.write_arrow(
            pa.RecordBatchReader.from_batches(schema, counted),
            target,
            layer=about.records,
            driver="GPKG",
            geometry_name=GEOMETRY,
            geometry_type="Point",
            crs="EPSG:4326",
            layer_metadata={"dateline": json.dumps(about.as_dict(), ensure_ascii=False)},
        )
    except Exception:
        if failures:
            raise failures[0] from None
        raise
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    return tally


def read(source: Path, records: RecordKind) -> Iterator[Event | Claim]:
    """Read the records back from their column."""
    with pyogrio.open_arrow(source, layer=records, columns=[RECORD], read_geometry=False, use_pyarrow=True) as opened:
        for batch in opened[1]:
            for document in batch.column(RECORD).to_pylist():
                yield KINDS[records].model_validate_json(document)


def _flat_batches(dossiers: Iterator[Dossier], kind: type[Event | Claim]) -> Iterator[pa.RecordBatch]:
    """An empty batch that tells the schema, then the records."""
    chunk: list[Dossier] = []
    while True:
        records = [one.record for one in chunk]
        flat = [flat_row(one) for one in records]
        documents = pa.array([row.pop(RECORD) for row in flat], pa.string())
        table = flat_table(flat, kind).append_column(RECORD, documents)
        table = table.append_column(GEOMETRY, pa.array([point(one) for one in records], pa.binary()))
        yield table.combine_chunks().to_batches()[0] if chunk else pa.RecordBatch.from_pylist([], table.schema)
        if not (chunk := list(islice(dossiers, ROWS))):
            return


def _counted(batches: Iterator[pa.RecordBatch], tally: Tally, failures: list[Exception]) -> Iterator[pa.RecordBatch]:
    """Count rows; GDAL hides what goes wrong before it, so that is kept."""
    try:
        for batch in batches:
            tally.written += batch.num_rows
            yield batch
    except Exception as error:
        failures.append(error)
        raise
