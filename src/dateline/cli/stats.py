"""`dateline stats`: events and fatalities, counted and drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from dateline.cli.inputs import checked_day
from dateline.cli.options import (
    Actor,
    ConfigFile,
    Countries,
    Output,
    PlaceName,
    Publisher,
    Since,
    Statuses,
    StoreOption,
    Types,
    Until,
)
from dateline.cli.output import opened, write_csv, write_table

if TYPE_CHECKING:
    from dateline.stats import Statistics


def stats(
    by: Annotated[
        list[str] | None,
        typer.Option("--by", help="month, country, actor or type; may be given twice.", show_default=False),
    ] = None,
    store: StoreOption = None,
    form: Annotated[Literal["table", "csv", "json"], typer.Option("--format", "-f", help="How to print it.")] = "table",
    output: Output = None,
    picture: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw it too: a file that ends in .svg, .png or .pdf.", show_default=False),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the plot.", show_default=False)] = None,
    types: Types = None,
    status: Statuses = None,
    country: Countries = None,
    since: Since = None,
    until: Until = None,
    actor: Actor = None,
    place: PlaceName = None,
    publisher: Publisher = None,
    config: ConfigFile = None,
) -> None:
    """Count events and fatalities by month, country, actor or type.

    Events that are said to have happened are counted, unless --status asks for others. The dead are sums of the lowest,
    best and highest counts; "no count" are events whose dead nobody counted exactly. By actor, an event is counted once
    for each of its parties, on either side.

    Examples:
        dateline stats --by country

        dateline stats --by month --country MLI --plot mali.svg
    """
    from dateline.core.config import load_config
    from dateline.stats import count
    from dateline.store import EventFilter, Store

    wanted = EventFilter(
        types=tuple(types or ()),
        statuses=tuple(status or ("asserted",)),
        countries=tuple(country or ()),
        since=checked_day(since, "--since"),
        until=checked_day(until, "--until"),
        actor=actor,
        place=place,
        publisher=publisher,
    )
    with Store.open(load_config(config, store=store).store, create=False) as base:
        statistics = count(base.events(wanted), by or ["month"])
    with opened(output) as target:
        _write(statistics, form, target)
    if picture is not None:
        from dateline.stats.plot import plot

        plot(statistics, picture, title=title)


def _write(statistics: Statistics, form: str, target: TextIO) -> None:
    rows = statistics.as_rows()
    if form == "json":
        import json

        target.write(json.dumps({"keys": statistics.keys, "rows": rows}, ensure_ascii=False, indent=1) + "\n")
    elif form == "csv":
        write_csv(rows, list(rows[0]) if rows else [*statistics.keys, "events"], target)
    else:
        titles = [*statistics.keys, "events", "with dead", "no count", "killed: low", "best", "high"]
        total = statistics.total
        sums = (total.events, total.lethal, total.uncounted, total.low, total.best, total.high)
        everything = ["all", *([""] * (len(statistics.keys) - 1)), *map(str, sums)]
        write_table([*([str(value) for value in row.values()] for row in rows), everything], titles, target)
