"""`dateline export`: events or claims as the files that other programs read."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from dateline.cli.inputs import Failures, checked_day
from dateline.cli.options import (
    Actor,
    ConfigFile,
    Countries,
    Limit,
    Output,
    PlaceName,
    Publisher,
    Quiet,
    ReportId,
    Since,
    Statuses,
    StoreOption,
    Types,
    Until,
)
from dateline.cli.output import opened, write_table
from dateline.cli.progress import note
from dateline.core.config import load_config
from dateline.core.errors import InputError, UsageError

if TYPE_CHECKING:
    from dateline.export import Dossier, Format
    from dateline.export.source import Filter
    from dateline.records import Claim

Records = Literal["events", "claims"]


ClaimsFile = Annotated[
    str | None,
    typer.Argument(help="JSON Lines of claims, or - for standard input, instead of a store.", show_default=False),
]
FormatName = Annotated[
    str | None, typer.Option("--format", "-f", help="Name of the format; --list shows them.", show_default=False)
]
RecordKinds = Annotated[Records, typer.Option("--records", help="What a row is; most formats hold events only.")]
MinConfidence = Annotated[float | None, typer.Option(min=0, max=1, help="At least so sure.")]
Date = Annotated[
    str | None,
    typer.Option(help="Day that the export is of (YYYY-MM-DD). Default: that of the newest report in the store."),
]
Title = Annotated[str | None, typer.Option(help="Title, for the formats that show one.")]
Listing = Annotated[bool, typer.Option("--list", help="List the formats and exit.")]


def export(
    claims: ClaimsFile = None,
    form: FormatName = None,
    output: Output = None,
    store: StoreOption = None,
    records: RecordKinds = "events",
    types: Types = None,
    status: Statuses = None,
    country: Countries = None,
    since: Since = None,
    until: Until = None,
    actor: Actor = None,
    place: PlaceName = None,
    publisher: Publisher = None,
    report: ReportId = None,
    min_confidence: MinConfidence = None,
    limit: Limit = None,
    date: Date = None,
    title: Title = None,
    listing: Listing = False,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Write events or claims in the format of other programs and data sets.

    The same records give the same bytes. Formats without room for version, filters, date and licence have them in a
    file beside them, FILE-metadata.json.

    Examples:
        dateline export --store mali.sqlite --format acled --country MLI -o mali.csv

        dateline code REPORT.txt | dateline export - --format geojson -o claims.geojson --records claims
    """
    if listing:
        _list_formats()
        return
    from dateline.store import ClaimFilter, EventFilter

    wanted = (EventFilter if records == "events" else ClaimFilter)(
        types=tuple(types or ()),
        statuses=tuple(status or ()),
        countries=tuple(country or ()),
        since=checked_day(since, "--since"),
        until=checked_day(until, "--until"),
        actor=actor,
        place=place,
        publisher=publisher,
        report=report,
        min_confidence=min_confidence,
        limit=limit,
    )
    order = _Order(_format(form), records, wanted, checked_day(date, "--date"), title, output, quiet)
    if claims is not None and store is not None:
        raise UsageError("claims and --store both given", hint="Name one of them.")
    if claims is not None:
        _export_claims(order, claims)
    else:
        _export_store(order, load_config(config, store=store).store)


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be written, and where to."""

    form: Format
    records: Records
    wanted: Filter
    date: str | None
    title: str | None
    output: Path | None
    quiet: bool


def _format(name: str | None) -> Format:
    from dateline.export import format_named

    if name is None:
        raise UsageError("no format named", hint="Name one with --format; `dateline export --list` shows them.")
    return format_named(name)


def _export_store(order: _Order, location: str) -> None:
    from dateline.export import from_store
    from dateline.store import Store
    from dateline.store.bundles import newest_day

    with Store.open(location, create=False) as base:
        _write(order, from_store(base, order.wanted), order.date or newest_day(base))


def _export_claims(order: _Order, source: str) -> None:
    """Export a stream of claims; lines that are no claims are listed, and the others done."""
    from dateline.export import from_claims

    failures = Failures()
    _write(order, from_claims(_read_claims(source, failures), order.records, order.wanted), order.date)
    failures.finish()


def _read_claims(source: str, failures: Failures) -> Iterator[Claim]:
    from pydantic import ValidationError

    from dateline.records import Claim

    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        try:
            yield Claim.model_validate_json(line)
        except ValidationError as error:
            reason = f"not a claim: {error.error_count()} fields wrong, first {error.errors()[0]['msg']}"
            hint = "`dateline code` and `dateline claims --format jsonl` write claims."
            failures.errors.append(InputError(reason, source=f"{source}, line {number}", hint=hint))


def _lines(source: str) -> Iterator[bytes]:
    if source == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(source).open("rb") as lines:
            yield from lines
    except OSError as error:
        raise UsageError(f"{source}: cannot be read: {error.strerror}") from error


def _write(order: _Order, dossiers: Iterator[Dossier], date: str | None) -> None:
    from dateline.export import asked_for, describe, metadata_path
    from dateline.export import export as write

    form, output = order.form, order.output
    about = describe(form, order.records, date=date, filters=asked_for(order.wanted), title=order.title)
    if output is not None:
        beside = metadata_path(output) if form.metadata == "beside" else None
        tally = write(dossiers, form, about, output, beside)
    else:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / f"export{form.suffix}"
            tally = write(dossiers, form, about, target, None)
            with _standard_output() as stdout, target.open("rb") as done:
                shutil.copyfileobj(done, stdout)
        if form.metadata == "beside":
            note("Version, filters, date and licence are written with -o only, to a file beside it.", quiet=order.quiet)
    note(f"{tally.written} {order.records} written.", quiet=order.quiet)
    for reason, count in sorted(tally.left_out.items()):
        note(f"{count} left out: {reason}.", quiet=order.quiet)


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    """Standard output for bytes; a reader that goes away early ends the run quietly."""
    with opened(None) as text:
        text.flush()
        yield text.buffer
        text.buffer.flush()


def _list_formats() -> None:
    from dateline.export import format_named, format_names

    rows = []
    for name in format_names():
        form = format_named(name)
        rows.append((name, " ".join(form.records), "yes" if form.reader else "no", form.summary))
    with opened(None) as target:
        write_table(rows, ("format", "records", "lossless", "what it is"), target)
