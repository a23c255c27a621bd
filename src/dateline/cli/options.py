"""Options that several commands share, with one wording of their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Format = Literal["jsonl", "csv", "table"]

Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files of any kind (text, HTML, JSON, CSV, feeds, web archives, mail, PDF, DOCX, RTF, zip, tar), folders "
        "of these, or - for standard input.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(help="Day of publication (YYYY-MM-DD) of inputs that do not say; relative dates count from it."),
]
ColumnMap = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        help="Which columns of JSON and CSV hold what: text=body,published=date; may be repeated.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help="JSON Lines (whole records), CSV (a row each), or a table for eyes.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")]
StoreOption = Annotated[
    str | None,
    typer.Option("--store", "-s", help="SQLite file or database URL. Default: dateline.sqlite.", show_default=False),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", help="Configuration file. Default: dateline.toml, if there.", show_default=False),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", "-j", help="Processes that code; each takes 0.5 GB. Default: 1.", show_default=False),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")]

# ---- filters

Types = Annotated[
    list[str] | None, typer.Option("--type", help="PLOVER type, such as assault; may be repeated.", show_default=False)
]
Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status", help="asserted, future, hypothetical, negated or historical; may be repeated.", show_default=False
    ),
]
Countries = Annotated[
    list[str] | None,
    typer.Option("--country", help="ISO code, such as MLI, of the place; may be repeated.", show_default=False),
]
Since = Annotated[str | None, typer.Option(help="Happened on this day (YYYY-MM-DD) or later.")]
Until = Annotated[str | None, typer.Option(help="Happened on this day or earlier.")]
Actor = Annotated[str | None, typer.Option(help="Part of a participant's name, its country or sector code.")]
PlaceName = Annotated[str | None, typer.Option("--place", help="Part of the place's name, province or country code.")]
Publisher = Annotated[str | None, typer.Option(help="Part of the publisher's name.")]
ReportId = Annotated[str | None, typer.Option("--report", help="Id of a report.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most so many.")]
