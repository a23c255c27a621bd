"""A comment cut into plain words, mentions and ids of records, so that a template can link them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

RECORD_ID: Final = re.compile(r"\b([cer]-[0-9a-f]{20})\b")
_PAGES: Final = {"c": "claims", "e": "events", "r": "reports"}


def record_path(record_id: str) -> str:
    """The address of a record's page."""
    return f"/{_PAGES.get(record_id[:1], 'events')}/{record_id}"


def said_pieces(text: str, mentions: Sequence[str]) -> list[tuple[str, str]]:
    """Cut a comment: pairs of ``text``, ``mention`` or ``record`` and the words."""
    names = [re.escape(name) for name in sorted(mentions, key=len, reverse=True)]
    patterns = [*([rf'(?P<mention>@"?(?:{"|".join(names)})"?)'] if names else []), RECORD_ID.pattern]
    pieces: list[tuple[str, str]] = []
    at = 0
    for found in re.finditer("|".join(patterns), text, re.IGNORECASE):
        kind = "mention" if found.groupdict().get("mention") else "record"
        pieces += [("text", text[at : found.start()]), (kind, found.group())]
        at = found.end()
    return [piece for piece in (*pieces, ("text", text[at:])) if piece[1]]
