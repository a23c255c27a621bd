"""`dateline events`: look events up."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.inputs import checked_day
from dateline.cli.options import (
    Actor,
    ConfigFile,
    Countries,
    FormatOption,
    Limit,
    Output,
    PlaceName,
    Publisher,
    ReportId,
    Since,
    Statuses,
    StoreOption,
    Types,
    Until,
)
from dateline.cli.output import opened, write_records


def events(
    event_id: Annotated[str | None, typer.Argument(help="Id of one event.", show_default=False)] = None,
    store: StoreOption = None,
    form: FormatOption = "table",
    output: Output = None,
    types: Types = None,
    status: Statuses = None,
    country: Countries = None,
    since: Since = None,
    until: Until = None,
    actor: Actor = None,
    place: PlaceName = None,
    publisher: Publisher = None,
    report: ReportId = None,
    limit: Limit = None,
    config: ConfigFile = None,
) -> None:
    """List the events of a store, the earliest first.

    Numbers of killed and wounded are low–best–high over all sources; ? stands for what no source gives.

    Examples:
        dateline events --store mali.sqlite --type assault --since 2013-01-11

        dateline events --country SOM --format jsonl
    """
    from dateline.core.config import load_config
    from dateline.frames.flat import EVENT_COLUMNS, flat_event
    from dateline.frames.shown import EVENT_TITLES, shown_event
    from dateline.store import ClaimFilter, EventFilter, Store

    wanted = EventFilter(
        types=tuple(types or ()),
        statuses=tuple(status or ()),
        countries=tuple(country or ()),
        since=checked_day(since, "--since"),
        until=checked_day(until, "--until"),
        actor=actor,
        place=place,
        publisher=publisher,
        report=report,
        limit=limit,
    )
    with Store.open(load_config(config, store=store).store, create=False) as base, opened(output) as target:
        write_records(
            [base.event(event_id)] if event_id else base.events(wanted),
            form,
            target,
            flat=(EVENT_COLUMNS, flat_event),
            shown=(EVENT_TITLES, lambda event: shown_event(event, list(base.claims(ClaimFilter(event=event.id))))),
        )
