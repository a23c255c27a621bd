"""Protection against requests that another site makes a browser send: a token that only our own pages know."""

from __future__ import annotations

import hashlib
import hmac

from fastapi import Request

from dateline.core.errors import AccessError

HEADER = "X-CSRF-Token"
FIELD = "csrf_token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def csrf_token(secret: str) -> str:
    """Derive the token from what only this session knows: the cookie's value, or the secret of single-user mode."""
    return hmac.new(secret.encode(), b"dateline csrf token", hashlib.sha256).hexdigest()


async def check_csrf(request: Request, expected: str | None) -> None:
    """Check the token of a request that changes something; `expected` is None where none is needed.

    Raises:
        AccessError: It is missing or wrong.
    """
    if expected is None or request.method in SAFE_METHODS:
        return
    given = request.headers.get(HEADER) or await _from_form(request)
    if not hmac.compare_digest((given or "").encode(), expected.encode()):
        hint = (
            f"Send the header {HEADER} or the form field {FIELD}; GET /api/v1/me tells the token. Or reload the page."
        )
        raise AccessError("the request does not carry this session's CSRF token", hint=hint)


async def _from_form(request: Request) -> str | None:
    if not request.headers.get("content-type", "").startswith(_FORMS):
        return None
    value = (await request.form()).get(FIELD)
    return value if isinstance(value, str) else None
