"""Web archives (WARC), as Common Crawl's news archive keeps them: streamed, one page at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from dateline.core.errors import InputError, UnreadableError
from dateline.ingest.assemble import Origin
from dateline.ingest.decode import MAX_BYTES
from dateline.ingest.items import Item, Members

_READ_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/json")
_FOUND: Final = 200


def read_warc(item: Item) -> Members:
    """The pages in a web archive: answers with status 200 and a type that holds text.

    Raises:
        UnreadableError: The archive breaks off or cannot be followed any further.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource
    number = 0
    try:
        for record in ArchiveIterator(item.stream, record_types=wanted, parse_http=True, auto_decode="all"):
            number += 1
            yield from _page(record, number, item)
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        raise UnreadableError(f"web archive is damaged after record {number} ({error})", source=item.source) from error


def _page(record: Any, number: int, item: Item) -> Iterator[Item | InputError]:
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    source = f"{item.source}#{number} {address}".rstrip()
    if record.http_headers is not None and record.http_headers.status_code != _FOUND:
        return
    kind = (record.http_content_type or record.headers.get("Content-Type") or "text/html").split(";")[0].strip().lower()
    if kind not in _READ_TYPES:
        return
    try:
        data = record.reader.read(MAX_BYTES + 1)
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        yield UnreadableError(f"page cannot be unpacked ({error})", source=source)
        return
    if len(data) > MAX_BYTES:
        yield UnreadableError(f"page larger than {MAX_BYTES // 2**20} MB", source=source)
    elif not data.strip():
        yield InputError("empty page", source=source)
    else:
        origin = Origin(source, item.origin.path, address or None, item.origin.findings)
        yield Item(io.BytesIO(data), origin, charset=record.http_charset, layer=item.layer + 1)
