"""`dateline link`: put the claims of a store together to events."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.options import ConfigFile, Quiet, StoreOption, Workers
from dateline.cli.progress import note


def link(
    store: StoreOption = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Forget the events and make them anew from all claims and judgements.")
    ] = False,
    workers: Workers = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Link what is new in a store to events, obeying what people judged.

    `dateline add` does so after every run, and the workbench after every judgement. The events are those that any
    order of arrival of the same reports would have given: `--rebuild`, which makes all of them anew, gives the same. A
    store that another version of the linker has linked is always rebuilt.

    Example:
        dateline link --rebuild --store mali.sqlite
    """
    from dateline import pipeline
    from dateline.core.config import load_config
    from dateline.store import Store

    settings = load_config(config, store=store, workers=workers)
    with Store.open(settings.store, create=False) as base:
        if rebuild:
            pipeline.relink(base, workers=settings.workers)
        else:
            pipeline.link_new(base)
        events = base.counts()["events"]
    note(f"{events} events.", quiet=quiet)
