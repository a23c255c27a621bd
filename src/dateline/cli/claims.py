"""`dateline claims`: look claims up."""

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


def claims(
    claim_id: Annotated[str | None, typer.Argument(help="Id of one claim.", show_default=False)] = None,
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
    event: Annotated[str | None, typer.Option(help="Id of an event: the claims that it is put together from.")] = None,
    limit: Limit = None,
    config: ConfigFile = None,
) -> None:
    """List the claims of a store, report by report, in the order of the text.

    Examples:
        dateline claims --store mali.sqlite --actor French --status asserted

        dateline claims --event e-1f0c2b --format jsonl
    """
    from dateline.core.config import load_config
    from dateline.frames.flat import CLAIM_COLUMNS, flat_claim
    from dateline.frames.shown import CLAIM_TITLES, shown_claim
    from dateline.store import ClaimFilter, Store

    with Store.open(load_config(config, store=store).store, create=False) as base, opened(output) as target:
        wanted = ClaimFilter(
            types=tuple(types or ()),
            statuses=tuple(status or ()),
            countries=tuple(country or ()),
            since=checked_day(since, "--since"),
            until=checked_day(until, "--until"),
            actor=actor,
            place=place,
            publisher=publisher,
            report=report,
            event=base.event(event).id if event else None,
            limit=limit,
        )
        write_records(
            [base.claim(claim_id)] if claim_id else base.claims(wanted),
            form,
            target,
            flat=(CLAIM_COLUMNS, flat_claim),
            shown=(CLAIM_TITLES, shown_claim),
        )
