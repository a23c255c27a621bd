"""What the overview reads: narrow events, their documents apart, terms, figures, full-text search, counters.

Events are derived, so that none of their rows need be changed here: the documents are kept, and
`dateline.store.derived` fills the other tables from them when the store is next opened.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; keep the documents of the events."""
    op.create_table("event_documents", _id(), sa.Column("document", sa.JSON, nullable=False))
    op.execute("INSERT INTO event_documents (id, document) SELECT id, document FROM events")
    op.drop_table("event_claims")
    op.drop_table("events")
    _create_events()
    _create_parts()
    _create_search()
    _create_counters()


def downgrade() -> None:
    """Refused: an older Dateline makes its events anew with `dateline link`, from a copy of the store."""
    raise NotImplementedError("this revision cannot be taken back")


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(64), primary_key=True)


def _event_id(*, key: bool = True) -> sa.Column[str]:
    return sa.Column("event_id", sa.String(64), sa.ForeignKey("events.id"), primary_key=key, nullable=False)


def _create_events() -> None:
    op.create_table(
        "events",
        _id(),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("mode", sa.String(40)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("country", sa.String(3)),
        sa.Column("admin1", sa.Text),
        sa.Column("place_name", sa.Text),
        sa.Column("place_precision", sa.Integer),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("cell_x", sa.Integer),
        sa.Column("cell_y", sa.Integer),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("first", sa.String(10)),
        sa.Column("last", sa.String(10)),
        sa.Column("date_precision", sa.Integer),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("disputed", sa.Boolean, nullable=False),
        sa.Column("killed", sa.Integer),
        sa.Column("wounded", sa.Integer),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
    )
    op.create_index("ix_events_day", "events", ["day", "id"])


def _create_parts() -> None:
    op.create_table(
        "event_terms",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        _event_id(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_figures",
        sa.Column("measure", sa.String(40), primary_key=True),
        _event_id(),
        sa.Column("low", sa.Integer, nullable=False),
        sa.Column("high", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_claims",
        sa.Column("claim_id", sa.String(64), sa.ForeignKey("claims.id"), primary_key=True),
        _event_id(key=False),
        sa.Column("stance", sa.String(20), nullable=False),
    )
    for table in ("event_terms", "event_figures", "event_claims"):
        op.create_index(f"ix_{table}_event_id", table, ["event_id"])


def _create_search() -> None:
    op.create_table(
        "search_keys",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("record_id", sa.String(64), nullable=False, unique=True),
    )
    if op.get_bind().dialect.name == "sqlite":
        # Contentless: the words stand in the documents already. Accents do not tell words apart, nor do endings.
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING "
            "fts5(words, content='', tokenize='porter unicode61 remove_diacritics 2')"
        )
    else:
        op.execute("CREATE TABLE search_words (number integer PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_search_words_words ON search_words USING gin (words)")


def _create_counters() -> None:
    op.create_table(
        "visits",
        sa.Column("account_id", sa.String(64), primary_key=True),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("judgements", sa.Integer, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.execute("INSERT INTO counters SELECT 'reports', COALESCE(MAX(arrival), 0) FROM reports")
    op.execute("INSERT INTO counters SELECT 'judgements', COUNT(*) FROM judgements")
