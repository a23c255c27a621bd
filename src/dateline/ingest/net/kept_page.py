"""A page out of the archive of fetched pages, as the server sent it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

from dateline.core.errors import UnreadableError
from dateline.ingest.decode import MAX_BYTES
from dateline.ingest.net.keep import Keep, Kept


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page: its bytes without the compression of the way, its type as its server named it, when it was fetched."""

    body: bytes
    media_type: str
    charset: str | None
    fetched: dt.datetime


def find_page(folder: Path, url: str) -> Kept | None:
    """Find the latest fetch of an address; None where the folder is no archive or has not this page."""
    if not (folder / "index.sqlite").is_file():
        return None
    with Keep(folder) as keep:
        return keep.find(url)


def kept_page(folder: Path, kept: Kept) -> KeptPage:
    """Read a page.

    Raises:
        UnreadableError: The archive's file is gone or damaged.
    """
    from fastwarc.warc import ArchiveIterator

    try:
        with Keep(folder) as keep:
            data = io.BytesIO(keep.record(kept))
        record = next(iter(ArchiveIterator(data, parse_http=True, auto_decode="all")))
        body = record.reader.read(MAX_BYTES)
    except (OSError, ValueError, EOFError, RuntimeError, StopIteration) as error:
        raise UnreadableError(f"the archived page cannot be read ({error})", source=kept.url) from error
    media_type = (record.http_content_type or "application/octet-stream").split(";")[0].strip().lower()
    return KeptPage(body, media_type, record.http_charset, dt.datetime.fromtimestamp(kept.fetched, dt.UTC))
