"""Read a coding, whatever it is: a store, our JSON Lines, or a file of ACLED, UCDP GED, GDELT or POLECAT."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final

from pydantic import ValidationError

from dateline.compare.layouts import (
    GDELT,
    GDELT_COLUMNS,
    POLECAT,
    UCDP,
    acled_layout,
    acled_row,
    gdelt_row,
    polecat_row,
    ucdp_row,
)
from dateline.compare.model import Coding, Layout, Row
from dateline.compare.ours import CLAIMS, EVENTS, claim_row, event_row
from dateline.core.errors import UnreadableError, UsageError
from dateline.records import Claim, Event
from dateline.store import EventFilter, Store

_MARKS: Final[tuple[tuple[frozenset[str], Layout, Callable[..., Row]], ...]] = (
    (frozenset({"event_date", "sub_event_type"}), acled_layout(), acled_row),
    (frozenset({"type_of_violence", "date_start"}), UCDP, ucdp_row),
    (frozenset({"Event Type", "Event Date", "Placename"}), POLECAT, polecat_row),
)
"""The columns that tell a layout by its heading."""
_HINT = "Known are stores, events and claims as JSON Lines, and files of ACLED, UCDP GED, GDELT 1 and 2, and POLECAT."
_SQLITE = b"SQLite format 3\x00"
_MAX_CELL = 2**24


def read_coding(location: str, *, claims: bool = False) -> Coding:
    """Read a coding; what it is is told by its content.

    Args:
        location: A file, which may be gzipped or the one file in a zip archive, or a store's path or URL.
        claims: Of a store, the claims instead of the events.

    Raises:
        UsageError: It is nothing that is known here.
        UnreadableError: It cannot be opened.
    """
    if "://" in location or _is_store(location):
        with Store.open(location, create=False) as store:
            return _of_store(store, location, claims=claims)
    path = Path(location)
    with _opened(path) as lines:
        first = next(lines, "")
        layout, rows = _rows(first, lines, str(path))
        skipped: Counter[str] = Counter()
        kept = tuple(_kept(rows, skipped))
    return Coding(path.name, layout, kept, dict(skipped))


def _is_store(location: str) -> bool:
    try:
        with Path(location).open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError as error:
        raise UnreadableError(f"cannot be opened ({error.strerror})", source=location) from error


def _of_store(store: Store, name: str, *, claims: bool) -> Coding:
    if claims:
        return Coding(name, CLAIMS, tuple(map(claim_row, store.claims())), {})
    events = store.events(EventFilter(statuses=("asserted",)))
    return Coding(name, EVENTS, tuple(map(event_row, events)), {})


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a file, of a gzipped one, or of the only file in an archive."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                inside = archive.namelist()
                if len(inside) != 1:
                    raise UsageError(f"{path}: an archive of {len(inside)} files", hint="Unpack it and name one.")
                with archive.open(inside[0]) as raw:
                    yield iter(_text(raw))
        elif path.suffix == ".gz":
            with gzip.open(path) as raw:
                yield iter(_text(raw))
        else:
            with path.open("rb") as raw:
                yield iter(_text(raw))
    except (OSError, EOFError) as error:
        raise UnreadableError(f"cannot be read ({error})", source=str(path)) from error


def _text(raw: Any) -> IO[str]:
    return io.TextIOWrapper(raw, "utf-8-sig", errors="replace", newline="")


def _rows(first: str, lines: Iterator[str], source: str) -> tuple[Layout, Iterator[Row | str]]:
    """The layout and the rows; a text in place of a row says why there is none."""
    if first.lstrip().startswith("{"):
        return _json_rows(first, lines, source)
    csv.field_size_limit(_MAX_CELL)
    tabbed = first.rstrip("\r\n").split("\t")
    if len(tabbed) in GDELT_COLUMNS and tabbed[0].isdigit() and tabbed[1].isdigit():
        return GDELT, (_gdelt(line) for line in chain([first], lines))
    mark = max(",;\t", key=first.count)
    heading = {name.strip() for name in next(csv.reader([first], delimiter=mark))}
    for columns, layout, read in _MARKS:
        if columns <= heading:
            table = csv.DictReader(chain([first], lines), delimiter=mark)
            return layout, (_checked(read({key: value or "" for key, value in row.items() if key})) for row in table)
    raise UsageError(f"{source}: not a coding that can be compared", hint=_HINT)


def _gdelt(line: str) -> Row | str:
    row = line.rstrip("\r\n").split("\t")
    return _checked(gdelt_row(row)) if len(row) in GDELT_COLUMNS else f"{len(row)} columns"


def _checked(row: Row) -> Row | str:
    return row if row.first is not None else "no date"


def _json_rows(first: str, lines: Iterator[str], source: str) -> tuple[Layout, Iterator[Row | str]]:
    """Our own records: a claim has a trigger, an event has claims."""
    try:
        keys = set(json.loads(first))
    except ValueError as error:
        raise UnreadableError(f"not JSON ({error})", source=source) from error
    everything = (line for line in chain([first], lines) if line.strip())
    if {"trigger", "report_id"} <= keys:
        return CLAIMS, (_claim(line) for line in everything)
    if {"claims", "sides"} <= keys:
        return EVENTS, (_event(line) for line in everything)
    raise UsageError(f"{source}: neither claims nor events", hint=_HINT)


def _claim(line: str) -> Row | str:
    try:
        return claim_row(Claim.model_validate_json(line))
    except ValidationError:
        return "not a claim"


def _event(line: str) -> Row | str:
    try:
        event = Event.model_validate_json(line)
    except ValidationError:
        return "not an event"
    return event_row(event) if event.status == "asserted" else f"status {event.status}"


def _kept(rows: Iterable[Row | str], skipped: Counter[str]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, str):
            skipped[row] += 1
        else:
            yield row
