"""The tables of what is kept of each report to place later ones: derived from the reports, and filled anew at need."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table

from dateline.store.tables import metadata

arrivals = Table(
    "arrivals",
    metadata,
    # The same number as `reports.arrival`.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("report_id", String(64), ForeignKey("reports.id"), nullable=False, unique=True),
    Column("address", String(64), index=True),
    Column("digest", String(64), nullable=False),
    Column("agencies", JSON, nullable=False),
    Column("headline", JSON, nullable=False),
    # The fingerprint's numbers, eight bytes each; of a version or a copy, which is never compared with, none.
    Column("hashes", LargeBinary, nullable=False),
)

arrival_keys = Table(
    "arrival_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, ForeignKey("arrivals.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Under which keys an original is looked up. A key that very many have says nothing, and gets no more rows."""
