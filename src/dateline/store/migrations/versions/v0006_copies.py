"""An index on `copy_of`, so that a report's page can list its copies."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_reports_copy_of", "reports", ["copy_of"])


def downgrade() -> None:
    """Take the index away again."""
    op.drop_index("ix_reports_copy_of", "reports")
