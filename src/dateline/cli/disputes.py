"""`dateline disputes`: what sources contradict each other on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dateline.cli.options import ConfigFile, Countries, Output, Since, StoreOption, Until
from dateline.cli.output import opened, write_table

if TYPE_CHECKING:
    from dateline.link.disputes import Account, Dispute
    from dateline.records import Event
    from dateline.store import EventFilter, Store

_TITLES = ("event", "date", "place", "what", "spread", "accounts")


def disputes(
    store: StoreOption = None,
    form: Annotated[
        Literal["jsonl", "table"], typer.Option("--format", "-f", help="JSON Lines, a dispute each, or a table.")
    ] = "table",
    output: Output = None,
    country: Countries = None,
    since: Since = None,
    until: Until = None,
    config: ConfigFile = None,
) -> None:
    """List what the sources of each event contradict each other on, by how much, and who says what.

    Example:
        dateline disputes --store mali.sqlite --format jsonl
    """
    from dateline.cli.inputs import checked_day
    from dateline.core.config import load_config
    from dateline.store import EventFilter, Store

    wanted = EventFilter(
        countries=tuple(country or ()), since=checked_day(since, "--since"), until=checked_day(until, "--until")
    )
    with Store.open(load_config(config, store=store).store, create=False) as base, opened(output) as target:
        if form == "jsonl":
            for _, dispute in _found(base, wanted):
                target.write(json.dumps(asdict(dispute), ensure_ascii=False) + "\n")
            return
        write_table((_row(event, dispute) for event, dispute in _found(base, wanted)), _TITLES, target)


def _found(base: Store, wanted: EventFilter) -> Iterator[tuple[Event, Dispute]]:
    from dateline.link.disputes import disputes_of
    from dateline.store import ClaimFilter

    for event in base.events(wanted):
        claims = list(base.claims(ClaimFilter(event=event.id)))
        reports = {report_id: base.report(report_id) for report_id in {claim.report_id for claim in claims}}
        yield from ((event, dispute) for dispute in disputes_of(event, claims, reports))


def _row(event: Event, dispute: Dispute) -> tuple[str, ...]:
    place = event.place.name or event.place.text if event.place else ""
    side = f" ({dispute.side})" if dispute.side else ""
    return (
        event.id,
        event.first or "",
        place,
        f"{dispute.measure}{side}",
        str(dispute.spread),
        "\n".join(_said(account, dispute.measure) for account in dispute.accounts),
    )


def _said(account: Account, measure: str) -> str:
    numbers = (account.low, account.best, account.high)
    values = "–".join(dict.fromkeys("?" if one is None else str(one) for one in numbers))
    if measure == "happened":
        values = "yes" if account.best else "no"
    who = "; ".join(account.sources) or "the reporter"
    return f"{values}: {who}{' (' + ', '.join(account.kinds) + ')' if account.kinds else ''}"
