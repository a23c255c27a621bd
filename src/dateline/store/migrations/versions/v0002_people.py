"""People: accounts, identities, sessions, tokens, the audit log, what judgements are about, rounds of double coding."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_APPEND_ONLY = ("audit", "signatures", "judgement_records", "rounds", "codings")
_INDEXES = {
    "identities": ("account_id",),
    "sessions": ("account_id",),
    "tokens": ("account_id",),
    "attempts": ("subject", "at"),
    "audit": ("account",),
    "signatures": ("account_id",),
    "judgement_records": ("record_id",),
    "standings": ("state", "open_threads"),
    "codings": ("round_id",),
}


def upgrade() -> None:
    """Make the tables, and fill in what the judgements that are there are about."""
    _create_people()
    _create_signing_in()
    _create_judging()
    _create_rounds()
    for table, columns in _INDEXES.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    _fill_judgement_records()
    _protect()


def downgrade() -> None:
    """Refused: it would delete who said what."""
    raise NotImplementedError("this revision cannot be taken back")


def _id(name: str = "id") -> sa.Column[Any]:
    return sa.Column(name, sa.String(64), primary_key=True)


def _account() -> sa.Column[Any]:
    return sa.Column("account_id", sa.String(64), sa.ForeignKey("accounts.id"), nullable=False)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _create_people() -> None:
    op.create_table(
        "accounts",
        _id(),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        _text("role", 10),
        sa.Column("password_hash", sa.Text),
        sa.Column("disabled", sa.Boolean, nullable=False),
        _text("created", 40),
    )
    op.create_table(
        "identities",
        _id(),
        _account(),
        _text("name", 80),
        _text("kind", 10),
        sa.Column("retired", sa.Boolean, nullable=False),
        _text("created", 40),
    )


def _create_signing_in() -> None:
    op.create_table(
        "sessions",
        _id("token_hash"),
        _account(),
        _text("identity_id", 64),
        _text("created", 40),
        _text("expires", 40),
    )
    op.create_table(
        "tokens",
        _id(),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        _account(),
        _text("identity_id", 64),
        _text("label", 80),
        _text("role", 10),
        sa.Column("revoked", sa.Boolean, nullable=False),
        _text("created", 40),
        _text("expires", 40, nullable=True),
    )
    op.create_table(
        "attempts", sa.Column("position", sa.Integer, primary_key=True), _text("subject", 200), _text("at", 40)
    )


def _create_judging() -> None:
    op.create_table(
        "audit",
        sa.Column("position", sa.Integer, primary_key=True),
        _text("at", 40),
        _text("account", 64),
        _text("action", 40),
        sa.Column("subject", sa.Text),
        sa.Column("detail", sa.JSON),
        _text("address", 60, nullable=True),
    )
    op.create_table(
        "signatures",
        sa.Column("judgement_id", sa.String(64), sa.ForeignKey("judgements.id"), primary_key=True),
        _account(),
        _text("identity_id", 64),
    )
    op.create_table(
        "judgement_records",
        sa.Column("judgement_id", sa.String(64), sa.ForeignKey("judgements.id"), primary_key=True),
        sa.Column("record_id", sa.String(64), primary_key=True),
    )
    op.create_table(
        "standings",
        _id("record_id"),
        _text("state", 12),
        _text("last_judgement", 64, nullable=True),
        sa.Column("threads", sa.Integer, nullable=False),
        sa.Column("open_threads", sa.Integer, nullable=False),
    )


def _create_rounds() -> None:
    op.create_table(
        "rounds", _id(), _text("name", 120), _account(), _text("at", 40), sa.Column("document", sa.JSON, nullable=False)
    )
    op.create_table(
        "codings",
        _id(),
        sa.Column("round_id", sa.String(64), sa.ForeignKey("rounds.id"), nullable=False),
        _text("unit", 64),
        _text("coder", 80),
        _text("at", 40),
        sa.Column("document", sa.JSON, nullable=False),
    )


def _fill_judgement_records() -> None:
    """What a judgement is about: its subject, and what a merge or split names as its value."""
    connection = op.get_bind()
    table = sa.table("judgement_records", sa.column("judgement_id"), sa.column("record_id"))
    for judgement_id, subject, action, document in connection.execute(
        sa.text("SELECT id, subject, action, document FROM judgements")
    ).fetchall():
        value = (json.loads(document) if isinstance(document, str) else document).get("value")
        named = value if isinstance(value, list) else [value]
        others = [one for one in named if isinstance(one, str)] if action in {"merge", "split"} else []
        rows = [{"judgement_id": judgement_id, "record_id": one} for one in dict.fromkeys([subject, *others])]
        connection.execute(sa.insert(table), rows)


def _protect() -> None:
    dialect = op.get_bind().dialect.name
    for table in _APPEND_ONLY:
        if dialect == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        elif dialect == "postgresql":
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION dateline_append_only()"
            )
