"""`dateline fetch`: pages from the web, kept as they were fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.inputs import Failures
from dateline.cli.options import ConfigFile, Output, Quiet
from dateline.cli.progress import note, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.ingest.net import Fetcher
    from dateline.records import Report

Archive = Annotated[
    Path, typer.Option("--archive", "-a", help="Folder in which every page is kept as fetched (web archives).")
]
StoreOrNone = Annotated[
    str | None,
    typer.Option(
        "--store", "-s", help="Add the reports to this store; without it they are printed.", show_default=False
    ),
]
Pause = Annotated[float, typer.Option(min=0.5, help="Seconds between two requests to one host.")]
Contact = Annotated[
    str | None, typer.Option(help="Address that servers are told, so that their owners can write to you.")
]


def fetch(
    urls: Annotated[list[str], typer.Argument(help="Addresses; - reads them from standard input.", show_default=False)],
    archive: Archive = Path("fetched"),
    store: StoreOrNone = None,
    output: Output = None,
    pause: Pause = 2.0,
    contact: Contact = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Fetch news pages and make reports of them: printed as JSON Lines, or coded and added to a store.

    Obeys robots.txt, waits between requests to one host, asks for changed pages only, and keeps every page as it
    came, so that a claim can always be checked against what was read. A run that was cut off goes on where it was.
    Only addresses on the public internet are fetched.

    Example:
        dateline fetch https://news.example/mali-konna --store mali.sqlite
    """
    from dateline.ingest.net import fetch_reports

    failures = Failures()
    with_fetcher = client(archive, pause, contact)
    with with_fetcher.keep:
        reports = tracked(failures.split(fetch_reports(with_fetcher, _addresses(urls))), "fetching", quiet=quiet)
        deliver(reports, store, config, output, quiet=quiet)
        with_fetcher.close()
    failures.finish()


def client(archive: Path, pause: float, contact: str | None) -> Fetcher:
    """A polite client that keeps its pages in `archive`."""
    from dateline.ingest.net import Fetcher, FetchOptions, Keep
    from dateline.ingest.net.fetcher import USER_AGENT

    agent = f"{USER_AGENT} (+mailto:{contact})" if contact else USER_AGENT
    return Fetcher(Keep(archive), FetchOptions(user_agent=agent, pause=pause))


def _addresses(urls: list[str]) -> Iterator[str]:
    import sys

    for url in urls:
        if url == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        else:
            yield url


def deliver(
    reports: Iterator[Report], store: str | None, config: Path | None, output: Path | None, *, quiet: bool
) -> None:
    """Print reports, or code them and add them to a store."""
    from dateline.cli.output import opened, write_jsonl

    if store is None:
        with opened(output) as target:
            write_jsonl(reports, target)
        return
    from dateline import pipeline
    from dateline.core.config import load_config
    from dateline.store import Store

    settings = load_config(config, store=store)
    with Store.open(settings.store) as base:
        for outcome in pipeline.add(reports, base, config=settings):
            note(f"{outcome.state}: {outcome.source} ({outcome.claims} claims)", quiet=quiet)
        pipeline.link_new(base)
