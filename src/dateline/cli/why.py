"""`dateline why`: the evidence that an event was put together by."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dateline.cli.evidence import EVIDENCE_TITLES, evidence_json, evidence_rows
from dateline.cli.options import ConfigFile, Output, StoreOption
from dateline.cli.output import opened, write_table

if TYPE_CHECKING:
    from dateline.records import Event
    from dateline.store import Store


def why(
    event_id: Annotated[str, typer.Argument(help="Id of the event.", show_default=False)],
    store: StoreOption = None,
    form: Annotated[
        Literal["jsonl", "table"], typer.Option("--format", "-f", help="JSON Lines, a pair each, or tables for eyes.")
    ] = "table",
    output: Output = None,
    config: ConfigFile = None,
) -> None:
    """Show why the claims of an event were put together: what each report tells, and the evidence on each pair.

    Events that it is part of, or that are part of it, are listed too.

    Example:
        dateline why e-5e3b0c --store mali.sqlite
    """
    from dateline.core.config import load_config
    from dateline.relinking import linking_of
    from dateline.store import Store

    with Store.open(load_config(config, store=store).store, create=False) as base, opened(output) as target:
        event = base.event(event_id)
        members = {one.claim_id for one in event.claims}
        linking = linking_of(base, members)
        tellings = [one for one in linking.tellings if members & set(one.members)]
        pairs = [linking.compare(left, right) for left, right in itertools.combinations(tellings, 2)]
        if form == "jsonl":
            for pair in pairs:
                target.write(json.dumps(evidence_json(pair), ensure_ascii=False) + "\n")
            return
        rows = [(one.id, one.report_id, str(len(one.members)), one.trigger) for one in tellings]
        write_table(
            rows, ("first claim", "report", "claims", "words"), target, title=f"What reports tell of {event.id}"
        )
        if related := _related(base, event):
            write_table(related, ("relation", "event", "date", "place"), target, title="\nRelated events")
        if not pairs:
            target.write("\nOne report tells it, and as one event: there was nothing to put together.\n")
        for pair in pairs:
            write_table(evidence_rows(pair), EVIDENCE_TITLES, target, title=f"\n{pair.left} and {pair.right}")


def _related(base: Store, event: Event) -> list[tuple[str, ...]]:
    """What the event is part of, and what is part of it."""
    from dateline.link.hierarchy import relations_of
    from dateline.store import EventFilter

    if event.first is None or event.place is None or event.place.country is None:
        return []
    near = base.events(EventFilter(since=event.first, until=event.last, countries=(event.place.country,)))
    return [
        (
            one.kind.replace("_", " "),
            one.other.id,
            one.other.first or "",
            (one.other.place and one.other.place.name) or "",
        )
        for one in relations_of(event, near)
    ]
