"""`dateline watch`: what is new in feeds, until stopped."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli.fetch import Archive, Contact, Pause, StoreOrNone, client
from dateline.cli.options import ConfigFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.core.errors import InputError
    from dateline.records import Report

# Linking looks at the whole store: not after every report.
LINK_SECONDS: Final = 60.0


def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(help="Addresses of RSS or Atom feeds, or OPML files that list them.", show_default=False),
    ],
    archive: Archive = Path("fetched"),
    store: StoreOrNone = None,
    every: Annotated[float, typer.Option(min=1.0, help="Minutes from one look at a feed to the next.")] = 15.0,
    once: Annotated[bool, typer.Option("--once", help="Look at each feed once and end.")] = False,
    pause: Pause = 2.0,
    contact: Contact = None,
    config: ConfigFile = None,
) -> None:
    """Watch feeds and print what is new; with a store, code it and add it.

    Runs until it is stopped (Ctrl-C). What was seen is remembered in the archive folder, so that a watch that is
    started again goes on where it was. Feeds that fail are asked less and less often.

    Example:
        dateline watch feeds.opml --store mali.sqlite
    """
    from dateline.ingest.net import watch as watch_feeds

    stopped: list[int] = []
    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    for name in before:
        signal.signal(name, lambda number, _frame: stopped.append(number))
    fetcher = client(archive, pause, contact)
    with fetcher.keep:
        found = watch_feeds(fetcher, _feeds(feeds), every=every * 60, once=once, stopped=lambda: bool(stopped))
        if store:
            _store(found, store, config)
        else:
            _show(found)
        fetcher.close()
    for name, handler in before.items():
        signal.signal(name, handler)


def _feeds(named: list[str]) -> tuple[str, ...]:
    from dateline.ingest.net import read_opml

    return tuple(url for name in named for url in (read_opml(name) if Path(name).is_file() else (name,)))


def _show(outcomes: Iterator[Report | InputError]) -> None:
    from dateline.core.errors import InputError

    for outcome in outcomes:
        if isinstance(outcome, InputError):
            _failed(outcome)
        else:
            facts = (outcome.published, outcome.publisher, outcome.headline, outcome.url)
            print("\t".join(fact or "" for fact in facts), flush=True)


def _failed(error: InputError) -> None:
    print(f"failed: {error.message}", file=sys.stderr, flush=True)


def _store(found: Iterator[Report | InputError], store: str, config: Path | None) -> None:
    """Code and add each report as it comes; one process, so that an entry is noted as done after it is stored."""
    from dateline import pipeline
    from dateline.core.config import load_config
    from dateline.store import Store

    settings = load_config(config, store=store, workers=1)
    linked = time.monotonic()
    with Store.open(settings.store) as base:
        for outcome in pipeline.add(found, base, config=settings):
            if outcome.error is not None:
                _failed(outcome.error)
            else:
                print(f"{outcome.state}\t{outcome.claims} claims\t{outcome.source}", flush=True)
            if time.monotonic() - linked > LINK_SECONDS:
                pipeline.link_new(base)
                linked = time.monotonic()
        pipeline.link_new(base)
