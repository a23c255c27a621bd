"""`dateline report` and `dateline reports`: look reports up."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dateline.cli.inputs import checked_day
from dateline.cli.options import ConfigFile, FormatOption, Limit, Output, Publisher, StoreOption
from dateline.cli.output import opened, write_records, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.records import Report
    from dateline.store import Store


def report(
    report_id: Annotated[str, typer.Argument(help="Id of the report.", show_default=False)],
    store: StoreOption = None,
    form: FormatOption = "table",
    output: Output = None,
    config: ConfigFile = None,
) -> None:
    """Show one report: who published it and when, its text by parts, and the claims read from it.

    Example:
        dateline report r-5f3a0c --store mali.sqlite
    """
    from dateline.core.config import load_config
    from dateline.frames.flat import REPORT_COLUMNS, flat_report
    from dateline.frames.shown import REPORT_TITLES, shown_report
    from dateline.store import Store

    with Store.open(load_config(config, store=store).store, create=False) as base, opened(output) as target:
        found = base.report(report_id)
        if form == "table":
            _show(found, base, target)
        else:
            write_records(
                [found], form, target, flat=(REPORT_COLUMNS, flat_report), shown=(REPORT_TITLES, shown_report)
            )


def reports(
    store: StoreOption = None,
    form: FormatOption = "table",
    output: Output = None,
    since: Annotated[str | None, typer.Option(help="Published on this day (YYYY-MM-DD) or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Published on this day or earlier.")] = None,
    publisher: Publisher = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", help="Language code, such as fr; may be repeated.", show_default=False),
    ] = None,
    limit: Limit = None,
    config: ConfigFile = None,
) -> None:
    """List the reports of a store, the earliest published first."""
    from dateline.core.config import load_config
    from dateline.frames.flat import REPORT_COLUMNS, flat_report
    from dateline.frames.shown import REPORT_TITLES, shown_report
    from dateline.store import ReportFilter, Store

    wanted = ReportFilter(since=checked_day(since, "--since"), until=checked_day(until, "--until"), publisher=publisher)
    with Store.open(load_config(config, store=store).store, create=False) as base, opened(output) as target:
        write_records(
            islice(_in_languages(base.reports(wanted), language), limit),
            form,
            target,
            flat=(REPORT_COLUMNS, flat_report),
            shown=(REPORT_TITLES, shown_report),
        )


def _in_languages(reports: Iterable[Report], wanted: list[str] | None) -> Iterator[Report]:
    """The reports in one of these languages, or all: "pt" takes in "pt-BR"."""
    codes = tuple(code.lower() for code in wanted or ())
    for one in reports:
        if not codes or (one.language or "").lower() in codes or (one.language or "").split("-")[0].lower() in codes:
            yield one


def _show(found: Report, base: Store, target: TextIO) -> None:
    from dateline.frames.flat import flat_report
    from dateline.frames.shown import CLAIM_TITLES, shown_claim
    from dateline.store import ClaimFilter

    facts = [(key, str(value)) for key, value in flat_report(found).items() if value not in (None, "")]
    write_table(facts, ("field", "value"), target)
    sections = [(part.kind, found.text[part.start : part.end]) for part in found.sections] or [("body", found.text)]
    write_table(sections, ("part", "text"), target)
    claims = [("id", *CLAIM_TITLES)]
    rows = [(claim.id, *shown_claim(claim)) for claim in base.claims(ClaimFilter(report=found.id))]
    write_table(rows, claims[0], target)
