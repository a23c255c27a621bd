"""`dateline link`: put the claims of a store together to events."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.options import ConfigFile, Quiet, StoreOption
from dateline.cli.progress import note


def link(
    store: StoreOption = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Forget the events and make them anew from all claims and judgements.")
    ] = False,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Link all claims of a store to events, obeying what people judged.

    `dateline add` does so after every run; call this after an upgrade, or after judgements. The events are those that
    any order of arrival of the same reports would have given.

    Example:
        dateline link --rebuild --store mali.sqlite
    """
    from dateline import pipeline
    from dateline.core.config import load_config
    from dateline.store import Store

    del rebuild  # Linking always starts from all claims: the option says so, and keeps its meaning should that change.
    with Store.open(load_config(config, store=store).store, create=False) as base:
        events = pipeline.relink(base)
    note(f"{len(events)} events.", quiet=quiet)
