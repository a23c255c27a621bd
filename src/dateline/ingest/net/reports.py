"""Fetched pages to reports."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from dateline.core.errors import InputError
from dateline.ingest.assemble import Origin
from dateline.ingest.blocks import Finding
from dateline.ingest.items import Item
from dateline.ingest.net.fetcher import Fetched, Fetcher
from dateline.ingest.reader import Options, Outcome, read_guarded
from dateline.records import Report


def fetch_reports(fetcher: Fetcher, urls: Iterable[str]) -> Iterator[Outcome]:
    """Fetch pages and make reports of them, in the order given.

    Yields:
        For each address its report, or the error that kept it from being one.
    """
    for url in dict.fromkeys(urls):
        try:
            fetched = fetcher.fetch(url)
        except InputError as error:
            yield error
            continue
        yield from read_fetched(fetcher, fetched)


def read_fetched(fetcher: Fetcher, fetched: Fetched, findings: tuple[Finding, ...] = ()) -> Iterator[Outcome]:
    """The reports in a page out of the archive; `findings` is what a feed says about it."""
    data = fetcher.keep.record(fetched.kept)
    origin = Origin(fetched.url, None, fetched.url, findings)
    for outcome in read_guarded(Item(io.BytesIO(data), origin), Options()):
        # The path is that of the archive the page is kept in, so that a claim can be checked against what was read.
        if isinstance(outcome, Report):
            kept = f"{fetcher.keep.folder / fetched.kept.file}!{fetched.kept.start}"
            yield outcome.model_copy(update={"path": kept})
        else:
            yield InputError(outcome.reason, source=fetched.url, hint=outcome.hint)
