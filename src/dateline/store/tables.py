"""The tables. Every record is kept whole as a JSON document; the other columns are what filters and order need.

`reports`, `claims` and `judgements` are append-only: triggers refuse to change or delete a row. `events` and
`event_claims` are derived from them and are replaced as a whole.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, ForeignKey, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = "0001"
"""The revision that this code reads and writes: the newest of `migrations/versions` (held to it by a test)."""

APPEND_ONLY = ("reports", "claims", "judgements")

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s"})

# JSON and not JSONB: nothing looks inside, and JSONB refuses the character NUL, which a report may hold.
_DOCUMENT = JSON()

reports = Table(
    "reports",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("arrival", Integer, nullable=False, index=True),
    Column("published", String(40), index=True),
    Column("publisher", Text, index=True),
    Column("revises", String(64)),
    Column("copy_of", String(64)),
    Column("document", _DOCUMENT, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("report_id", String(64), ForeignKey("reports.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("type", String(40), nullable=False, index=True),
    Column("mode", String(40)),
    Column("status", String(20), nullable=False),
    Column("country", String(3), index=True),
    Column("admin1", Text),
    Column("first", String(10), index=True),
    Column("last", String(10), index=True),
    Column("confidence", Float, nullable=False),
    Column("publisher", Text, index=True),
    Column("who", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("document", _DOCUMENT, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("type", String(40), nullable=False, index=True),
    Column("mode", String(40)),
    Column("status", String(20), nullable=False),
    Column("country", String(3), index=True),
    Column("admin1", Text),
    Column("first", String(10), index=True),
    Column("last", String(10), index=True),
    Column("confidence", Float, nullable=False),
    Column("who", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("document", _DOCUMENT, nullable=False),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("claim_id", String(64), ForeignKey("claims.id"), primary_key=True),
    Column("event_id", String(64), ForeignKey("events.id"), nullable=False, index=True),
    Column("stance", String(20), nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("subject", String(64), nullable=False, index=True),
    Column("action", String(20), nullable=False),
    Column("author", Text, nullable=False),
    Column("at", String(40), nullable=False, index=True),
    Column("document", _DOCUMENT, nullable=False),
)
