"""`dateline why-not`: the evidence on two claims that are, or are not, one event."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from dateline.cli.evidence import EVIDENCE_TITLES, evidence_json, evidence_rows
from dateline.cli.options import ConfigFile, Output, StoreOption
from dateline.cli.output import opened, write_table


def why_not(
    left: Annotated[str, typer.Argument(help="Id of one claim.", show_default=False)],
    right: Annotated[str, typer.Argument(help="Id of the other claim.", show_default=False)],
    store: StoreOption = None,
    form: Annotated[
        Literal["jsonl", "table"], typer.Option("--format", "-f", help="One JSON object, or a table for eyes.")
    ] = "table",
    output: Output = None,
    config: ConfigFile = None,
) -> None:
    """Show the evidence on whether two claims tell of one event. Claims of one telling share its evidence.

    Example:
        dateline why-not c-1a2b3c c-4d5e6f --store mali.sqlite
    """
    from dateline.core.config import load_config
    from dateline.relinking import linking_of
    from dateline.store import Store

    with Store.open(load_config(config, store=store).store, create=False) as base, opened(output) as target:
        linking = linking_of(base, [left, right])
        compared = linking.compare_claims(left, right)
        if form == "jsonl":
            target.write(json.dumps(evidence_json(compared), ensure_ascii=False) + "\n")
            return
        same = base.event_of(left) == base.event_of(right)
        title = f"{left} and {right} are {'one event' if same else 'two events'}"
        write_table(evidence_rows(compared), EVIDENCE_TITLES, target, title=title)
