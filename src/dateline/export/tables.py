"""CSV and JSON Lines of events or claims. Both hold the whole record, and are read back from it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.export.model import About, Dossier, RecordKind, Tally
from dateline.frames.cells import inert
from dateline.frames.flat import CLAIM_COLUMNS, EVENT_COLUMNS, Cell, flat_claim, flat_event
from dateline.records import Claim, Event

RECORD = "record"
"""The column of flat tables that holds the whole record as JSON."""

_LONGEST = 2**31 - 1
"""Characters of a cell: the most that the csv module takes on every system. A record may be longer than its 131,072."""

KINDS: dict[RecordKind, type[Event | Claim]] = {"events": Event, "claims": Claim}


def columns_of(records: RecordKind) -> tuple[str, ...]:
    """The flat columns, and the one with the whole record."""
    return (*(CLAIM_COLUMNS if records == "claims" else EVENT_COLUMNS), RECORD)


def flat_row(record: Event | Claim) -> dict[str, Cell]:
    """A record under `columns_of`."""
    flat = flat_claim(record) if isinstance(record, Claim) else flat_event(record)
    return {**flat, RECORD: record.model_dump_json()}


def write_jsonl(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write one record a line."""
    del about  # said in the file beside it
    tally = Tally()
    with target.open("w", encoding="utf-8", newline="\n") as lines:
        for dossier in dossiers:
            lines.write(dossier.record.model_dump_json() + "\n")
            tally.written += 1
    return tally


def read_jsonl(source: Path, records: RecordKind) -> Iterator[Event | Claim]:
    """Read JSON Lines back."""
    with source.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield KINDS[records].model_validate_json(line)


def write_csv(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write flat columns and the whole record; text that a spreadsheet would calculate is quoted."""
    columns = columns_of(about.records)
    return write_rows(target, columns, (list(flat_row(one.record).values()) for one in dossiers))


def write_rows(
    target: Path,
    columns: Sequence[str],
    rows: Iterator[Sequence[object]],
    *,
    second: Sequence[str] = (),
) -> Tally:
    """Write CSV as RFC 4180 has it.

    Args:
        target: The file.
        columns: The header.
        rows: The cells of each row, in that order; None is empty.
        second: A second line of headers, as HXL has it.
    """
    tally = Tally()
    with target.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\r\n")  # with "\n" a lone CR in a cell would go unquoted
        writer.writerow(columns)
        if second:
            writer.writerow(second)
        for row in rows:
            writer.writerow([inert(cell) for cell in row])
            tally.written += 1
    return tally


def read_csv(source: Path, records: RecordKind) -> Iterator[Event | Claim]:
    """Read the records back from their column; what was changed in other columns is not read."""
    csv.field_size_limit(_LONGEST)
    with source.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            yield KINDS[records].model_validate(json.loads(row[RECORD]))
