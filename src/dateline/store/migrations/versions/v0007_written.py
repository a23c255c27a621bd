"""When each event was written, so that an overview kept in memory reads only what is new."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what stands in the table was written before all that will be."""
    op.add_column("events", sa.Column("written", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_events_written", "events", ["written"])


def downgrade() -> None:
    """Take the column away again."""
    op.drop_index("ix_events_written", "events")
    op.drop_column("events", "written")
