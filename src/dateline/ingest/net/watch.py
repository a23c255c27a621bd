"""Watch feeds: fetch what is new in them, for ever or once, whatever single feeds and pages do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.core.errors import InputError, UnreadableError
from dateline.ingest.decode import MAX_BYTES
from dateline.ingest.feeds import Entry, parse_feed
from dateline.ingest.net.fetcher import Fetcher
from dateline.ingest.net.reports import read_fetched
from dateline.ingest.reader import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

# A feed that fails is asked less and less often, up to this.
MAX_BACKOFF: Final = 6 * 3600.0
# A page that failed as often as this in one run is given up.
MAX_TRIES: Final = 3


@dataclass(slots=True)
class _Feed:
    url: str
    due: float = 0.0
    failures: int = 0
    tries: Counter[str] = field(default_factory=Counter)


def read_opml(path: str | Path) -> tuple[str, ...]:
    """The addresses of the feeds in an OPML list.

    Raises:
        InputError: It is not readable or lists no feed.
    """
    from lxml import etree

    try:
        data = Path(path).read_bytes()[:MAX_BYTES]
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        root = etree.fromstring(data, parser)
    except (OSError, etree.LxmlError, ValueError) as error:
        raise UnreadableError(f"not an OPML list ({error})", source=str(path)) from error
    outlines = root.iter("outline") if root is not None else ()
    found = tuple(dict.fromkeys(one.get("xmlUrl").strip() for one in outlines if one.get("xmlUrl")))
    if not found:
        raise InputError("no feed in it", source=str(path))
    return found


def watch(
    fetcher: Fetcher,
    feeds: Sequence[str],
    *,
    every: float = 900.0,
    once: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Yield the report of every new entry of `feeds`, and the errors of feeds and pages that failed.

    An entry is noted as done after its report was taken, so that a run that is killed loses none; what was
    taken and not stored comes again.

    Args:
        fetcher: Fetches feeds and pages.
        feeds: Addresses.
        every: Seconds from one look at a feed to the next.
        once: Look at each feed once and end.
        stopped: Asked between any two requests; when it is true, the watch ends.
    """
    waiting = [_Feed(url) for url in dict.fromkeys(feeds)]
    while waiting and not stopped():
        feed = min(waiting, key=lambda one: one.due)
        if (ahead := feed.due - fetcher.clock()) > 0:
            fetcher.sleep(min(ahead, 1.0))
            continue
        for outcome in _look(fetcher, feed, every):
            yield outcome
            if stopped():
                return
        if once:
            waiting.remove(feed)


def _look(fetcher: Fetcher, feed: _Feed, every: float) -> Iterator[Outcome]:
    try:
        entries = _entries(fetcher, feed.url)
    except InputError as error:
        feed.failures += 1
        feed.due = fetcher.clock() + min(every * 2**feed.failures, MAX_BACKOFF)
        yield error
        return
    feed.failures = 0
    feed.due = fetcher.clock() + every
    for entry in entries:
        if entry.url and not fetcher.keep.is_done(entry.url):
            failed = False
            for outcome in _report(fetcher, entry):
                failed = failed or isinstance(outcome, InputError)
                yield outcome
            feed.tries[entry.url] += 1
            if not failed or feed.tries[entry.url] >= MAX_TRIES:
                fetcher.keep.set_done(entry.url, fetcher.clock())


def _entries(fetcher: Fetcher, url: str) -> tuple[Entry, ...]:
    """The entries of a feed, the oldest first."""
    import io

    from fastwarc.warc import ArchiveIterator

    fetched = fetcher.fetch(url, fresh=0)
    record = next(iter(ArchiveIterator(io.BytesIO(fetcher.keep.record(fetched.kept)), auto_decode="all")))
    data = record.reader.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableError("feed too large", source=url)
    return parse_feed(data, url)[::-1]


def _report(fetcher: Fetcher, entry: Entry) -> Iterator[Outcome]:
    if entry.url is None:
        return
    try:
        fetched = fetcher.fetch(entry.url)
    except InputError as error:
        yield error
        return
    yield from read_fetched(fetcher, fetched, entry.findings)
