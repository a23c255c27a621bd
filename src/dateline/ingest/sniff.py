"""Tell what an input is by its content; its name is never asked."""

from __future__ import annotations

import json
import re
from typing import Final, Literal

Kind = Literal[
    "gzip", "bzip2", "xz", "zip", "tar", "warc", "pdf", "rtf", "docx", "feed", "xml", "message", "mailbox", "html",
    "fragment", "json", "jsonl", "csv", "text",
]  # fmt: skip

# How many bytes are looked at.
SAMPLE_BYTES: Final = 65536
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|meta|title|p|h1|main|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_INSIDE = re.compile(rb"<(?:html|body|article)\b[^>]*>", re.IGNORECASE)
_TAGS = re.compile(rb"</(?:p|div|a|h1|article|body)>", re.IGNORECASE)
MIN_TAGS: Final = 5  # closing tags that make a page of a file with a junk beginning


_MAGIC: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"WARC/", "warc"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
)
_TAR_MARK: Final = 257  # where "ustar" stands
_XML = re.compile(rb"\s*<\?xml\b|\s*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:[a-z]+:)?(?:rss|feed|RDF)\b[^>]*>", re.IGNORECASE)
_HEADER_LINE = re.compile(rb"[!-9;-~]+:[ \t]?.*|[ \t]+\S.*")
_MAIL_HEADERS = re.compile(
    rb"^(?:from|to|date|subject|message-id|mime-version|received|return-path|delivered-to|content-type)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
MIN_MAIL_HEADERS: Final = 3


def sniff(head: bytes) -> Kind:
    """Name the kind of an input from its first bytes."""
    for mark, kind in _MAGIC:
        if head.startswith(mark):
            return kind
    if head[_TAR_MARK : _TAR_MARK + 5] == b"ustar":
        return "tar"
    bare = _plain(head)
    return _markup_kind(bare) or _mail_kind(bare) or _text_kind(bare)


def _markup_kind(bare: bytes) -> Kind | None:
    if _HTML.match(bare):
        return "html"
    if _XML.match(bare):
        return "feed" if _FEED.search(bare[:4096]) else "xml"
    return "pdf" if b"%PDF-" in bare[:1024] else None


def _mail_kind(bare: bytes) -> Kind | None:
    """A message opens with header lines alone; in a mailbox a line "From …" stands before them."""
    boxed = bare.startswith(b"From ")
    lines = bare.replace(b"\r\n", b"\n").split(b"\n")[1 if boxed else 0 :]
    top = []
    for line in lines:
        if not _HEADER_LINE.fullmatch(line):
            break
        top.append(line)
    if len(_MAIL_HEADERS.findall(b"\n".join(top))) < MIN_MAIL_HEADERS:
        return None
    return "mailbox" if boxed else "message"


def _text_kind(bare: bytes) -> Kind:
    if kind := _json_kind(bare):
        return kind
    if _HTML_INSIDE.search(bare) and len(_TAGS.findall(bare)) >= MIN_TAGS:
        return "html"
    return "csv" if _is_table(bare) else "text"


def _plain(head: bytes) -> bytes:
    """ASCII-like bytes, whatever the encoding."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _json_kind(head: bytes) -> Literal["json", "jsonl"] | None:
    bare = head.lstrip()
    if not bare.startswith((b"{", b"[")):
        return None
    if bare.startswith(b"["):
        return "json" if re.match(rb"\[\s*[{\]]", bare) else None
    line, _, rest = bare.partition(b"\n")
    if _is_object(line):
        return "jsonl"
    # An object over several lines, or one line longer than the sample.
    opened = re.match(rb"\{\s*(?:\"|\})", bare)
    return None if opened is None else "json" if rest.strip() else "jsonl"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


# A table's first line names its columns: short names, the same separators in the lines after it.
_MAX_COLUMN_NAME: Final = 40
_TEXT_COLUMNS: Final = frozenset(
    {"text", "body", "content", "article", "fulltext", "full_text", "articletext", "story", "message", "maintext"}
)


def _is_table(head: bytes) -> bool:
    """Whether the first line is a header that has a column for the text."""
    first, _, rest = head.partition(b"\n")
    if not rest.strip():
        return False
    return any(
        len(names) > 1 and _names_text(names) for names in (first.split(mark) for mark in (b",", b"\t", b";", b"|"))
    )


def _names_text(columns: list[bytes]) -> bool:
    names = [column.strip(b" \"'\r").decode("utf-8", "replace").lower() for column in columns]
    return all(0 < len(name) <= _MAX_COLUMN_NAME for name in names) and bool(_TEXT_COLUMNS & set(names))
