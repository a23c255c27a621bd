"""The tables of the linker's index: what reports tell, made ready for comparing. Derived, and replaced freely.

Numbers stand for ids (`dateline.link.keys.number_of`): they are drawn from the ids, so that their order depends on no
arrival.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, String, Table, Text

from dateline.store.tables import metadata


def _number(name: str, *, key: bool = True) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, nullable=False, autoincrement=False)


link_reports = Table("link_reports", metadata, _number("number"), Column("document", Text, nullable=False))

link_tellings = Table(
    "link_tellings",
    metadata,
    _number("number"),
    Column("report", BigInteger, nullable=False, index=True),
    Column("document", Text, nullable=False),
)

link_keys = Table("link_keys", metadata, _number("key"), _number("owner"), sqlite_with_rowid=False)
"""Under which keys a report or a telling is looked up."""

link_edges = Table(
    "link_edges",
    metadata,
    _number("telling"),
    _number("other"),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)
"""Pairs of tellings that are likelier one event than two; each pair in both orders."""

event_names = Table(
    "event_names",
    metadata,
    Column("event_id", String(64), primary_key=True),
    Column("claim_id", String(64), ForeignKey("claims.id"), nullable=False),
)
"""Ids that events had while a claim named them that was rejected since, and a claim that names them now."""

link_judged = Table(
    "link_judged",
    metadata,
    Column("judgement_id", String(64), ForeignKey("judgements.id"), primary_key=True),
)
"""Judgements that the events obey."""
