"""Bytes to characters: the encoding is told by the bytes first, by what they declare second."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from typing import Final

from dateline.core.errors import UnreadableError
from dateline.ingest.clean import count_strange

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
# Where a page may declare its encoding, by the HTML standard.
_DECLARATION_BYTES: Final = 2048
_SAMPLE_BYTES: Final = 65536
# Browsers read these as their Windows superset (WHATWG Encoding Standard).
_SUPERSETS: Final = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# More controls and holes than this share, and the bytes are not text.
MAX_STRANGE: Final = 0.05
# What one report may be when unpacked. A longer "report" is a bomb or an archive under another name.
MAX_BYTES: Final = 64 * 2**20


def gunzip(data: bytes, *, source: str, limit: int = MAX_BYTES) -> bytes:
    """Unpack a gzip stream.

    Raises:
        UnreadableError: It is cut short or damaged, or unpacks to more than `limit` bytes.
    """
    import io

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            unpacked = stream.read(limit + 1)
    except (EOFError, zlib.error, OSError) as error:
        raise UnreadableError(f"gzip stream is damaged or cut short ({error})", source=source) from error
    if len(unpacked) > limit:
        raise UnreadableError(f"unpacks to more than {limit // 2**20} MB", source=source)
    return unpacked


def decode(data: bytes, *, source: str, declared: str | None = None) -> str:
    """Decode text.

    Args:
        data: The bytes.
        source: Names the input in errors.
        declared: Encoding named by a transport header, if any.

    Raises:
        UnreadableError: The bytes are no text in any encoding.
    """
    text = _by_mark(data) or _by_fit(data, declared or _declaration(data))
    sample = text[:_SAMPLE_BYTES]
    if "\x00" in sample or count_strange(sample) > MAX_STRANGE * len(sample):
        raise UnreadableError(
            "not text", source=source, hint="It looks like a binary file that Dateline does not know."
        )
    return text


def _by_mark(data: bytes) -> str | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace").lstrip("\ufeff")
    return None


def _declaration(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARATION_BYTES])
    return found[1].decode("ascii") if found else None


def _by_fit(data: bytes, declared: str | None) -> str:
    """UTF-8 if it fits, since hardly anything else does by chance; then what is declared; then a guess."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and (text := _try(data, declared)) is not None:
        return text
    return _guess(data)


def _try(data: bytes, name: str) -> str | None:
    """Decode as `name`; `None` if there is no such encoding of text or it does not fit."""
    try:
        normal = codecs.lookup(name).name
        # A page that says it is UTF-8 and has a few broken bytes is still UTF-8.
        errors = "replace" if normal.startswith("utf-8") else "strict"
        text = data.decode(_SUPERSETS.get(normal, normal), errors)
    except (LookupError, ValueError):  # "base64" and its like are no encodings of text: LookupError
        return None
    return text if text.count("\ufffd") <= MAX_STRANGE * len(text) else None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is not None and (text := _try(data, best.encoding)) is not None:
        return text
    return data.decode("cp1252", "replace")
