"""E-mail: single messages (.eml), mailboxes (mbox) and web pages saved as MHTML, which are messages too."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from typing import IO, Final

from dateline.core.errors import InputError, UnreadableError
from dateline.ingest.assemble import Origin
from dateline.ingest.blocks import Finding
from dateline.ingest.clean import one_line
from dateline.ingest.decode import MAX_BYTES
from dateline.ingest.items import Item, Members, member_origin
from dateline.ingest.sniff import Kind

_PREFIXES: Final = ("re:", "fwd:", "fw:", "aw:", "wg:", "tr:")
# What a message part can hold that is a report by itself.
_ATTACHMENTS: Final = ("application/pdf", "application/rtf", "text/rtf", "text/html", "text/plain", "message/rfc822")
MAX_PARTS: Final = 500
_PARSE_ERRORS: Final = (ValueError, LookupError, TypeError, AttributeError, RecursionError, IndexError, AssertionError)


def read_message(item: Item) -> Members:
    """The body of a message, or the page of an MHTML file, and the attachments that may be reports.

    Raises:
        UnreadableError: It is no message.
    """
    data = item.whole()
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        found = list(_parts(message, item))
    except _PARSE_ERRORS as error:
        raise UnreadableError(f"message cannot be taken apart ({error})", source=item.source) from error
    if not found:
        raise InputError("message without text", source=item.source)
    yield from found


def _parts(message: EmailMessage, item: Item) -> Iterator[Item]:
    findings = (*item.origin.findings, *_headers(message))
    body = message.get_body(("html", "plain")) if not _has_long_plain(message) else message.get_body(("plain",))
    if body is not None:
        address = _address(body) or _address(message)
        origin = replace(item.origin, url=address or item.origin.url, findings=findings)
        yield _part(body, origin, item)
    for number, part in enumerate(message.iter_attachments(), start=1):
        if number > MAX_PARTS:
            return
        if part.get_content_type() in _ATTACHMENTS:
            yield _part(part, member_origin(item.origin, part.get_filename() or f"part{number}"), item, kind=None)


def _has_long_plain(message: EmailMessage) -> bool:
    """Plain text is better than HTML laid out in tables, unless it only says where to see the HTML."""
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    if plain is None or rich is None:
        return plain is not None
    return len(_bytes(plain)) * 8 > len(_bytes(rich))  # newsletters' HTML is some eight times as long as its words


def _bytes(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return bytes(part.get_content())
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _part(part: MIMEPart, origin: Origin, item: Item, *, kind: Kind | None = "text") -> Item:
    if part.get_content_type() == "text/html":
        kind = "html" if origin.url else "fragment"
    charset = part.get_content_charset()
    return Item(io.BytesIO(_bytes(part)), origin, kind, charset, layer=item.layer + 1)


def _address(part: MIMEPart) -> str | None:
    """The address of a page saved as MHTML."""
    for name in ("Snapshot-Content-Location", "Content-Location"):
        if (value := str(part.get(name, ""))).startswith("http"):
            return value
    return None


def _headers(message: EmailMessage) -> Iterator[Finding]:
    subject = one_line(str(message.get("Subject", "")))
    while subject.lower().startswith(_PREFIXES):
        subject = subject.split(":", 1)[1].strip()
    if subject:
        yield Finding("headline", subject, "record Subject")
    if "Snapshot-Content-Location" in message:  # a saved page: the date is that of saving
        return
    if sender := one_line(parseaddr(str(message.get("From", "")))[0]):
        yield Finding("publisher", sender, "host From")
    try:
        yield Finding("published", parsedate_to_datetime(str(message["Date"])).isoformat(), "record Date")
    except (TypeError, ValueError, IndexError):
        return


def read_mailbox(item: Item) -> Members:
    """The messages of a mailbox, one at a time: each begins with a line "From …" after an empty one."""
    for number, (data, fits) in enumerate(_messages(item.stream), start=1):
        origin = replace(item.origin, source=f"{item.source}#{number}")
        if fits:
            yield Item(io.BytesIO(data), origin, "message", layer=item.layer + 1)
        else:
            yield UnreadableError(f"message larger than {MAX_BYTES // 2**20} MB", source=origin.source)


def _messages(stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := stream.readline(MAX_BYTES):
        if blank and line.startswith(b"From "):
            if begun:
                yield b"".join(lines), size <= MAX_BYTES
            lines, size, begun = [], 0, True
        else:
            size += len(line)
            if size <= MAX_BYTES:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    if begun:
        yield b"".join(lines), size <= MAX_BYTES
