"""The tables. Every record is kept whole as a JSON document; the other columns are what filters and order need.

`reports`, `claims` and `judgements` are append-only: triggers refuse to change or delete a row. `events` and all that
hangs on it is derived from them and replaced. An event's document stands apart (`event_documents`): an overview reads
the other columns of every event, which takes some times longer with the documents in between.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = "0007"
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
    Column("revises", String(64), index=True),
    Column("copy_of", String(64), index=True),
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
    Column("type", String(40), nullable=False),
    Column("mode", String(40)),
    Column("status", String(20), nullable=False),
    Column("country", String(3)),
    Column("admin1", Text),
    Column("place_name", Text),
    Column("place_precision", Integer),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("cell_x", Integer),
    Column("cell_y", Integer),
    Column("day", String(10), nullable=False),
    Column("first", String(10)),
    Column("last", String(10)),
    Column("date_precision", Integer),
    Column("confidence", Float, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("killed", Integer),
    Column("wounded", Integer),
    Column("who", Text, nullable=False),
    Column("place", Text, nullable=False),
    # What `counters.events` was then, so that an overview reads only what was written since it read all.
    Column("written", Integer, nullable=False, server_default="0", index=True),
    # No index on another single column: each value stands in a good part of the rows, and reading the whole narrow
    # table in its order is quicker. This one gives the default order, newest first.
    Index("ix_events_day", "day", "id"),
)

event_documents = Table(
    "event_documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("document", _DOCUMENT, nullable=False),
)

event_terms = Table(
    "event_terms",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("event_id", String(64), ForeignKey("events.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

event_figures = Table(
    "event_figures",
    metadata,
    Column("measure", String(40), primary_key=True),
    Column("event_id", String(64), ForeignKey("events.id"), primary_key=True, index=True),
    Column("low", Integer, nullable=False),
    Column("high", Integer, nullable=False),
    sqlite_with_rowid=False,
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

search_keys = Table(
    "search_keys",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(10), nullable=False),
    Column("record_id", String(64), nullable=False, unique=True),
)
"""The number under which a record's words stand in the database's own full-text index (`search_words`)."""

counters = Table(
    "counters",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("number", Integer, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    # Not a foreign key: in single-user mode the caller has no account in the store.
    Column("account_id", String(64), primary_key=True),
    Column("reports", Integer, nullable=False),
    Column("judgements", Integer, nullable=False),
    Column("events", Integer, nullable=False),
)
"""What the counters were when an account last said that it had seen all that was new."""
