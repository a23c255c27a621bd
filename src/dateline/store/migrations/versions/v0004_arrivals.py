"""What later reports are compared with when they arrive: addresses, digests, fingerprints; an index on `revises`.

The tables are filled by `dateline.store.schema` after the revision has run.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and indexes."""
    op.create_table(
        "arrivals",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("report_id", sa.String(64), sa.ForeignKey("reports.id"), nullable=False, unique=True),
        sa.Column("address", sa.String(64)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("agencies", sa.JSON, nullable=False),
        sa.Column("headline", sa.JSON, nullable=False),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "arrival_keys",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, sa.ForeignKey("arrivals.number"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_arrivals_address", "arrivals", ["address"])
    op.create_index("ix_reports_revises", "reports", ["revises"])


def downgrade() -> None:
    """Take the tables away again: all that is in them can be made from the reports."""
    op.drop_index("ix_reports_revises", "reports")
    op.drop_table("arrival_keys")
    op.drop_table("arrivals")
