"""The linker's index: reports and what they tell, keys, edges, and the judgements that the events obey.

The tables are filled when the store is linked next.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = ("event_names", "link_judged", "link_edges", "link_keys", "link_tellings", "link_reports")


def upgrade() -> None:
    """Make the tables and the index."""
    op.create_table("link_reports", _number("number"), sa.Column("document", sa.Text, nullable=False))
    op.create_table(
        "link_tellings",
        _number("number"),
        sa.Column("report", sa.BigInteger, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("ix_link_tellings_report", "link_tellings", ["report"])
    op.create_table("link_keys", _number("key"), _number("owner"), sqlite_with_rowid=False)
    op.create_table(
        "link_edges",
        _number("telling"),
        _number("other"),
        sa.Column("score", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_names",
        sa.Column("event_id", sa.String(64), primary_key=True),
        sa.Column("claim_id", sa.String(64), sa.ForeignKey("claims.id"), nullable=False),
    )
    op.create_table(
        "link_judged",
        sa.Column("judgement_id", sa.String(64), sa.ForeignKey("judgements.id"), primary_key=True),
    )


def downgrade() -> None:
    """Take the tables away again: all that is in them is made anew when the store is linked."""
    for table in _TABLES:
        op.drop_table(table)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)
