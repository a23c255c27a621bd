"""Every page as it was fetched, in web archives, with a small index for conditional requests and resumption."""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.core.errors import UsageError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
  url TEXT PRIMARY KEY, etag TEXT, modified TEXT, digest TEXT NOT NULL, fetched REAL NOT NULL, file TEXT NOT NULL,
  start INTEGER NOT NULL, length INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS done (url TEXT PRIMARY KEY, at REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page in the archive: where it lies, and what the next request for it says."""

    url: str
    etag: str | None
    modified: str | None
    digest: str
    fetched: float
    file: str
    start: int
    length: int


class Keep:
    """A folder with web archives (one for each day) and their index.

    A record is written whole or not at all: it is appended in one piece, and indexed after it is on disk. A piece
    that a crash left at the end of a file is not in the index and is passed over.

    Raises:
        UsageError: The folder cannot be written.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._index = sqlite3.connect(self.folder / "index.sqlite", timeout=30)
            self._index.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"cannot keep pages in {self.folder} ({error})", hint="Name another folder.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._index.close()

    def find(self, url: str) -> Kept | None:
        """The latest fetch of an address."""
        row = self._index.execute(
            "SELECT url, etag, modified, digest, fetched, file, start, length FROM page WHERE url = ?", (url,)
        ).fetchone()
        return Kept(*row) if row else None

    def record(self, kept: Kept) -> bytes:
        """The web-archive record of a page, compressed as it lies in the file."""
        with (self.folder / kept.file).open("rb") as stream:
            stream.seek(kept.start)
            return stream.read(kept.length)

    def add(self, url: str, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes, *, now: float) -> Kept:
        """Append an answer as it came and index it."""
        data = _record(url, status, headers, body, now)
        name = f"pages-{datetime.fromtimestamp(now, UTC):%Y%m%d}.warc.gz"
        with (self.folder / name).open("ab") as stream:
            start = stream.seek(0, os.SEEK_END)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        found = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in headers}
        digest = hashlib.sha256(body).hexdigest()
        kept = Kept(url, found.get("etag"), found.get("last-modified"), digest, now, name, start, len(data))
        with self._index:
            self._index.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (url, kept.etag, kept.modified, digest, now, name, start, len(data)),
            )
        return kept

    def touch(self, url: str, now: float) -> None:
        """Note that a page was asked for again and had not changed."""
        with self._index:
            self._index.execute("UPDATE page SET fetched = ? WHERE url = ?", (now, url))

    def is_done(self, url: str) -> bool:
        """Whether an entry of a feed was dealt with."""
        return self._index.execute("SELECT 1 FROM done WHERE url = ?", (url,)).fetchone() is not None

    def set_done(self, url: str, now: float) -> None:
        """Note that an entry of a feed was dealt with."""
        with self._index:
            self._index.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (url, now))


def _record(url: str, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes, now: float) -> bytes:
    """One compressed response record (ISO 28500), the answer's headers and body as they came over the wire."""
    import gzip

    lines = [b"HTTP/1.1 %d " % status]
    # The length of what is kept; chunking is of the wire, not of the page.
    lines += [b"%s: %s" % pair for pair in headers if pair[0].lower() not in {b"transfer-encoding", b"content-length"}]
    block = b"\r\n".join([*lines, b"Content-Length: %d" % len(body), b"", b""]) + body
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{url} {now} {hashlib.sha256(block).hexdigest()}")
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
        f"WARC-Date: {datetime.fromtimestamp(now, UTC):%Y-%m-%dT%H:%M:%SZ}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as stream:
        stream.write(head.encode("utf-8") + block + b"\r\n\r\n")
    return packed.getvalue()
