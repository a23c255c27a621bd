"""Cursors: where a page ended, as a text that is passed back as it is."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Annotated

from pydantic import Field

from dateline.core.errors import NotFoundError
from dateline.store.pages import Key

MAX_LIMIT = 500
MAX_CURSOR = 2000

Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT, description="At most so many.")]
Cursor = Annotated[
    str | None,
    Field(max_length=MAX_CURSOR, description="`next` of the page before, as it was given. Another gives 404."),
]
Next = Annotated[str | None, Field(description="The cursor of the next page; null on the last.")]


def cursor_of(key: Key | None) -> str | None:
    """Write the place where a page ended."""
    if key is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def key_of(cursor: str | None) -> Key | None:
    """Read a cursor; whether it belongs to the list is for the store to say.

    Raises:
        NotFoundError: It is no cursor.
    """
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        values = None
    if not isinstance(values, list) or not all(isinstance(one, str | int | float) for one in values):
        raise NotFoundError("no such place in this list", hint="Start again without the cursor.")
    return tuple(values)
