"""Versions of records: what an ETag is made from, so that nobody overwrites what they have not seen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from dateline.core.errors import NotFoundError
from dateline.review.current import State
from dateline.store.people_tables import standings
from dateline.store.tables import claims, event_documents, reports

NEVER = "0"
"""Stands in a version for "no judgement yet"."""
_HASH_DIGITS = 16  # of one record's few versions: 64 bits are plenty

# The document and what was said last are read in one statement: two could see a judgement fall in between.
_KEPT = {
    kind: select(table.c.document, standings.c.last_judgement, standings.c.state)
    .select_from(table.outerjoin(standings, standings.c.record_id == table.c.id))
    .where(table.c.id == bindparam("id"))
    for kind, table in {"c": claims, "e": event_documents, "r": reports}.items()
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it is in the store, and what people made of it last.

    Attributes:
        document: The record.
        version: The last judgement about it that is no comment, and a hash of its content.
        state: What the judgements make of it.
    """

    document: dict[str, Any]
    version: str
    state: State


def kept(connection: Connection, record_id: str) -> Kept:
    """Look a claim, event or report up.

    Raises:
        NotFoundError: There is no such record.
    """
    query = _KEPT.get(record_id[:1])
    row = None if query is None else connection.execute(query, {"id": record_id}).first()
    if row is None:
        raise NotFoundError(f"no record {record_id!r}")
    text = json.dumps(row.document, sort_keys=True, ensure_ascii=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:_HASH_DIGITS]
    return Kept(row.document, f"{row.last_judgement or NEVER}.{digest}", row.state or "unreviewed")
