"""ETags: a hash of what is shown, so that a browser asks again cheaply and a writer notices that another was faster."""

from __future__ import annotations

import hashlib

from fastapi import Request

from dateline.records import Record


def etag(*parts: Record | str | int | None) -> str:
    """Hash records and ids into a strong ETag, quotes included."""
    digest = hashlib.sha256()
    for part in parts:
        text = part.model_dump_json() if isinstance(part, Record) else repr(part)
        digest.update(text.encode("utf-8", "surrogatepass") + b"\x00")
    return f'"{digest.hexdigest()[:32]}"'


def matches(header: str | None, tag: str) -> bool:
    """Tell whether an `If-Match` or `If-None-Match` header names this ETag (``*`` names any)."""
    if header is None:
        return False
    named = {one.strip().removeprefix("W/") for one in header.split(",")}
    return "*" in named or tag in named


def unchanged(request: Request, tag: str) -> bool:
    """Tell whether the asker has this version already, so that 304 without a body is the answer."""
    return matches(request.headers.get("if-none-match"), tag)
