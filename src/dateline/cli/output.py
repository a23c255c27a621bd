"""Writing records: JSON Lines, CSV, or a table for eyes."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import typer

from dateline.cli.clean import for_eyes
from dateline.core.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from dateline.records import Record

RecordT = TypeVar("RecordT", bound="Record")
Cell = str | int | float | None

PIPE_WIDTH = 160
"""Columns of a table that goes to a file or a pipe, where no terminal tells its width."""

_SIGPIPE = 13


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """Open the output; standard output without a path. A reader that goes away early ends the run quietly.

    Raises:
        UsageError: The file cannot be written.
    """
    if path is not None:
        try:
            target = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
        with target:
            yield target
        return
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes standard output once more at exit; give it somewhere to do so.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(128 + _SIGPIPE) from None


def write_jsonl(records: Iterable[Record], target: TextIO) -> None:
    """Write one record a line, as it comes."""
    for record in records:
        target.write(record.model_dump_json() + "\n")
        target.flush()


def write_csv(rows: Iterable[dict[str, Cell]], columns: Sequence[str], target: TextIO) -> None:
    """Write rows under a header; text that a spreadsheet would calculate is quoted."""
    from dateline.frames.cells import inert

    writer = csv.DictWriter(target, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: inert(value) for key, value in row.items()})


def write_table(
    rows: Iterable[Sequence[str]], columns: Sequence[str], target: TextIO, title: str | None = None
) -> None:
    """Write a table, as wide as the terminal."""
    from rich.console import Console
    from rich.text import Text

    table = _empty_table(columns, title)
    for row in rows:
        table.add_row(*(Text("\n".join(map(for_eyes, cell.split("\n")))) for cell in row))
    width = None if target.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    Console(file=target, width=width, highlight=False).print(table)


def _empty_table(columns: Sequence[str], title: str | None) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, title_justify="left", leading=1)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def write_records(
    records: Iterable[RecordT],
    form: str,
    target: TextIO,
    *,
    flat: tuple[Sequence[str], Callable[[RecordT], dict[str, Cell]]],
    shown: tuple[Sequence[str], Callable[[RecordT], Sequence[str]]],
) -> None:
    """Write records in the form asked for.

    Args:
        records: What to write.
        form: ``jsonl``, ``csv`` or ``table``.
        target: Where to.
        flat: Column names and the function that flattens a record, for CSV.
        shown: Column titles and the function that describes a record, for the table.
    """
    if form == "jsonl":
        write_jsonl(records, target)
    elif form == "csv":
        write_csv((flat[1](record) for record in records), flat[0], target)
    else:
        write_table((shown[1](record) for record in records), shown[0], target)
