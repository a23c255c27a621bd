"""The first tables: reports, claims, events, event_claims, judgements.

The columns are written out rather than taken from `tables.py`: a released revision must not change when that does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = ("reports", "claims", "judgements")
_INDEXES = {
    "reports": ("arrival", "published", "publisher"),
    "claims": ("report_id", "type", "country", "first", "last", "publisher"),
    "events": ("type", "country", "first", "last"),
    "event_claims": ("event_id",),
    "judgements": ("subject", "at"),
}


def upgrade() -> None:
    """Make the tables, their indexes and the triggers that keep the append-only ones so."""
    _create_sources()
    _create_derived()
    for table, columns in _INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    if op.get_bind().dialect.name == "sqlite":
        _protect_sqlite()
    elif op.get_bind().dialect.name == "postgresql":
        _protect_postgresql()


def downgrade() -> None:
    """Refused: it would delete what sources said."""
    raise NotImplementedError("the first revision cannot be taken back")


def _document() -> sa.Column[object]:
    return sa.Column("document", sa.JSON, nullable=False)


def _what_where_when() -> list[sa.Column[object]]:
    return [
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("mode", sa.String(40)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("country", sa.String(3)),
        sa.Column("admin1", sa.Text),
        sa.Column("first", sa.String(10)),
        sa.Column("last", sa.String(10)),
        sa.Column("confidence", sa.Float, nullable=False),
    ]


def _create_sources() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("arrival", sa.Integer, nullable=False),
        sa.Column("published", sa.String(40)),
        sa.Column("publisher", sa.Text),
        sa.Column("revises", sa.String(64)),
        sa.Column("copy_of", sa.String(64)),
        _document(),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("report_id", sa.String(64), sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *_what_where_when(),
        sa.Column("publisher", sa.Text),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        _document(),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        _document(),
    )


def _create_derived() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(64), primary_key=True),
        *_what_where_when(),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        _document(),
    )
    op.create_table(
        "event_claims",
        sa.Column("claim_id", sa.String(64), sa.ForeignKey("claims.id"), primary_key=True),
        sa.Column("event_id", sa.String(64), sa.ForeignKey("events.id"), nullable=False),
        sa.Column("stance", sa.String(20), nullable=False),
    )


def _protect_sqlite() -> None:
    for table in _APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _protect_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION dateline_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION dateline_append_only()"
        )
