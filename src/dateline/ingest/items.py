"""An item to read: a stream of bytes, where it came from, and what its container says about it."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO, Final, cast

from dateline.core.errors import InputError, UnreadableError
from dateline.ingest.assemble import Origin
from dateline.ingest.decode import MAX_BYTES
from dateline.ingest.sniff import SAMPLE_BYTES, Kind

# An archive that comes down a pipe is kept on disk above the first number, and refused above the second.
SPOOL_BYTES: Final = 16 * 2**20
MAX_ARCHIVE: Final = 8 * 2**30
_CHUNK: Final = 2**20


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read.

    `kind` is set where the container knows it, else it is told by the content; `charset` is the encoding that a
    transport header named; `layer` counts the containers around it.
    """

    stream: IO[bytes] = field(repr=False)
    origin: Origin
    kind: Kind | None = None
    charset: str | None = None
    layer: int = 0

    @property
    def source(self) -> str:
        """What to call it in errors."""
        return self.origin.source

    def whole(self, limit: int = MAX_BYTES) -> bytes:
        """All its bytes.

        Raises:
            UnreadableError: There are more than `limit`.
        """
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise UnreadableError(f"larger than {limit // 2**20} MB, too large for one report", source=self.source)
        return data


# What a container gives: its members, and the errors of those that cannot be taken out.
Members = Iterator[Item | InputError]


def peekable(stream: IO[bytes]) -> BinaryIO:
    """The stream with a look-ahead."""
    if hasattr(stream, "peek"):
        return cast("BinaryIO", stream)
    return io.BufferedReader(cast("io.RawIOBase", stream), SAMPLE_BYTES)


def seekable(item: Item) -> BinaryIO:
    """The stream itself where it can go back, else a copy of it that can.

    Raises:
        UnreadableError: It is larger than `MAX_ARCHIVE`.
    """
    if item.stream.seekable():
        return cast("BinaryIO", item.stream)
    spool = tempfile.SpooledTemporaryFile(SPOOL_BYTES)  # noqa: SIM115 - the caller reads on from it
    while chunk := item.stream.read(_CHUNK):
        spool.write(chunk)
        if spool.tell() > MAX_ARCHIVE:
            spool.close()
            raise UnreadableError(f"archive larger than {MAX_ARCHIVE // 2**30} GB", source=item.source)
    spool.seek(0)
    return cast("BinaryIO", spool)


def member_origin(parent: Origin, name: str) -> Origin:
    """The origin of a member of an archive: "news.zip!mali/1.html"."""
    path = f"{parent.path}!{name}" if parent.path else name
    return Origin(f"{parent.source}!{name}", path, parent.url, parent.findings)
