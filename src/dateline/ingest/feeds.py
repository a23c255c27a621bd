"""News feeds: RSS and Atom. Every entry with text of its own is a report."""

from __future__ import annotations

import calendar
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from dateline.core.errors import InputError, UnreadableError
from dateline.ingest.assemble import Origin
from dateline.ingest.blocks import Finding
from dateline.ingest.clean import one_line
from dateline.ingest.items import Item, Members


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: its address, what is said about it, and its text (HTML) if it has any."""

    url: str | None
    findings: tuple[Finding, ...]
    html: str


def parse_feed(data: bytes, source: str) -> tuple[Entry, ...]:
    """Read a feed.

    Raises:
        UnreadableError: It is no feed.
    """
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
    if not parsed.get("version"):
        reason = parsed.get("bozo_exception") or "neither RSS nor Atom"
        raise UnreadableError(f"not a feed ({reason})", source=source)
    title = one_line(str(parsed.feed.get("title", "")))
    return tuple(_entry(entry, title) for entry in parsed.entries)


def _entry(entry: Any, title: str) -> Entry:
    contents = [str(content.get("value", "")) for content in entry.get("content", ())]
    html = max([*contents, str(entry.get("summary", ""))], key=len)
    link = str(entry.get("link", ""))
    return Entry(link if link.startswith("http") else None, tuple(_findings(entry, title)), html)


_STAMPS: Final = (("published_parsed", "published"), ("updated_parsed", "updated"))


def _findings(entry: Any, title: str) -> Iterator[Finding]:
    if headline := one_line(_words(str(entry.get("title", "")))):
        yield Finding("headline", headline, "record title")
    source = entry.get("source")
    publisher = source.get("title") if isinstance(source, dict) else None
    if name := one_line(str(publisher or title)):
        yield Finding("publisher", name, "record feed title")
    if author := one_line(str(entry.get("author", ""))):
        yield Finding("byline", author, "record author")
    for key, field in _STAMPS:
        # feedparser fills "updated" from "published" where there is none.
        if key in entry and (stamp := _stamp(entry[key])):
            yield Finding(field, stamp, f"record {field}")


def _words(html: str) -> str:
    from dateline.ingest.fragments import fragment_paragraphs

    return " ".join(paragraph.text for paragraph in fragment_paragraphs(html)) if "<" in html or "&" in html else html


def _stamp(parts: Any) -> str | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC).isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def read_feed(item: Item) -> Members:
    """The entries of a feed.

    Raises:
        UnreadableError: It is no feed.
    """
    for number, entry in enumerate(parse_feed(item.whole(), item.source), start=1):
        source = f"{item.source}#{number} {entry.url or ''}".rstrip()
        findings = (*item.origin.findings, *entry.findings)
        if not entry.html.strip():
            yield InputError("entry without text", source=source, hint="Fetch the page it points to.")
            continue
        origin = Origin(source, item.origin.path, entry.url, findings)
        yield Item(io.BytesIO(entry.html.encode("utf-8", "replace")), origin, "fragment", "utf-8", item.layer + 1)
