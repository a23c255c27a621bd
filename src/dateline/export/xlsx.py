"""Events or claims as an Excel workbook, with their claims, their reports and a sheet on the export itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from dateline.export.model import About, Dossier, Tally
from dateline.frames.cells import starts_formula
from dateline.frames.flat import CLAIM_COLUMNS, EVENT_COLUMNS, flat_claim, flat_event, joined
from dateline.records import Claim
from dateline.store.bundles import Citation

LAST_ROW = 1_048_575
"""Rows of a sheet below its header; Excel's limit."""
_TOO_MANY = "more {} than a sheet of Excel has rows"
LONGEST = 32_767
"""Characters of a cell; Excel's limit."""
_DAYS = frozenset({"first", "last"})
_CITATION_COLUMNS = tuple(one.name for one in fields(Citation))
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What the file says of its making where no date is known; ZIP knows no earlier one."""


def write(dossiers: Iterator[Dossier], about: About, target: Path) -> Tally:
    """Write the workbook; rows go to the file as they come."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    tally = Tally()
    with xlsxwriter.Workbook(str(target), options) as book:
        made = _EPOCH if about.date is None else datetime.fromisoformat(about.date)
        book.set_properties({"title": about.title, "comments": about.generator, "created": made})
        main = _Sheet(book, about.records, CLAIM_COLUMNS if about.records == "claims" else EVENT_COLUMNS)
        claims = None if about.records == "claims" else _Sheet(book, "claims", CLAIM_COLUMNS)
        reports = _Sheet(book, "reports", _CITATION_COLUMNS)
        seen: set[str] = set()  # ids alone: some tens of megabytes for a million reports
        for dossier in dossiers:
            if not main.add(_values(dossier)):
                tally.left_out[_TOO_MANY.format(about.records)] += 1
                continue
            tally.written += 1
            if claims is not None:
                over = sum(not claims.add(list(flat_claim(claim).values())) for claim in dossier.claims)
                tally.left_out.update({_TOO_MANY.format("claims"): over} if over else {})
            for citation in dossier.cited():
                if citation.id not in seen:
                    seen.add(citation.id)
                    reports.add([joined(one) if isinstance(one, tuple) else one for one in astuple(citation)])
        _write_about(book, about)
    return tally


def _values(dossier: Dossier) -> list[object]:
    record = dossier.record
    return list((flat_claim(record) if isinstance(record, Claim) else flat_event(record)).values())


class _Sheet:
    """A sheet that is filled from top to bottom."""

    def __init__(self, book: Any, name: str, columns: Sequence[str]) -> None:
        self._sheet = book.add_worksheet(name)
        self._columns = columns
        self._row = 0
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        # Marks a text that begins like a formula as text, also for when somebody edits the cell.
        self._quoted = book.add_format({"quote_prefix": True})
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_column(0, len(columns) - 1, 16)
        bold = book.add_format({"bold": True})
        for number, column in enumerate(columns):
            self._sheet.write_string(0, number, column, bold)

    def add(self, values: Sequence[object]) -> bool:
        """Add a row; False where Excel has no further one."""
        if self._row >= LAST_ROW:
            return False
        self._row += 1
        for number, value in enumerate(values):
            if value is not None and value != "":
                self._put(number, value)
        return True

    def _put(self, number: int, value: object) -> None:
        if isinstance(value, int | float):
            self._sheet.write_number(self._row, number, value)
        elif self._columns[number] in _DAYS and (day := _day(str(value))) is not None:
            self._sheet.write_datetime(self._row, number, day, self._day)
        else:
            text = str(value) if len(str(value)) <= LONGEST else str(value)[: LONGEST - 1] + "…"
            self._sheet.write_string(self._row, number, text, self._quoted if starts_formula(text) else None)


def _day(text: str) -> date | None:
    """A day that Excel can hold; its calendar begins in 1900."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year >= 1900 else None  # noqa: PLR2004


def _write_about(book: Any, about: About) -> None:
    sheet = book.add_worksheet("about")
    sheet.set_column(1, 1, 100)
    rows = [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in about.as_dict().items()]
    rows = [(name, value) for name, value in rows if name != "licence"]
    rows += [("licence", note) for note in about.licence]
    rows.append(("numbers", "low, best and high over all sources; an empty cell means that no source tells"))
    for number, (name, value) in enumerate(rows):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, value)
