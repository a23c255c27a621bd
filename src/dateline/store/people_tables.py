"""The tables of people and of what they did: accounts, sessions, tokens, the audit log, rounds of double coding.

`audit`, `signatures`, `judgement_records`, `rounds` and `codings` are append-only, as judgements are. `standings` is
derived from the judgements, for lists and filters.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table, Text

from dateline.store.tables import metadata

PEOPLE_APPEND_ONLY = ("audit", "signatures", "judgement_records", "rounds", "codings")


def _id(name: str = "id") -> Column[str]:
    return Column(name, String(64), primary_key=True)


def _account(*, index: bool = True) -> Column[str]:
    return Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, index=index)


def _at(name: str = "at", *, nullable: bool = False) -> Column[str]:
    return Column(name, String(40), nullable=nullable)


accounts = Table(
    "accounts",
    metadata,
    _id(),
    Column("name", String(64), nullable=False, unique=True),
    Column("role", String(10), nullable=False),
    # The hash says with which settings it was made (argon2's own format); null: one cannot sign in with a password.
    Column("password_hash", Text),
    Column("disabled", Boolean, nullable=False),
    _at("created"),
)

identities = Table(
    "identities",
    metadata,
    _id(),
    _account(),
    Column("name", String(80), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("retired", Boolean, nullable=False),
    _at("created"),
)

# Of cookies and tokens only hashes are kept: who reads the database cannot sign in with what is in it.
sessions = Table(
    "sessions",
    metadata,
    _id("token_hash"),
    _account(),
    Column("identity_id", String(64), nullable=False),
    _at("created"),
    _at("expires"),
)

tokens = Table(
    "tokens",
    metadata,
    _id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    _account(),
    Column("identity_id", String(64), nullable=False),
    Column("label", String(80), nullable=False),
    Column("role", String(10), nullable=False),
    Column("revoked", Boolean, nullable=False),
    _at("created"),
    _at("expires", nullable=True),
)

attempts = Table(
    "attempts",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("subject", String(200), nullable=False, index=True),
    Column("at", String(40), nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column("position", Integer, primary_key=True),
    _at(),
    Column("account", String(64), nullable=False, index=True),
    Column("action", String(40), nullable=False),
    Column("subject", Text),
    Column("detail", JSON),
    Column("address", String(60)),
)

signatures = Table(
    "signatures",
    metadata,
    Column("judgement_id", String(64), ForeignKey("judgements.id"), primary_key=True),
    _account(),
    Column("identity_id", String(64), nullable=False),
)

judgement_records = Table(
    "judgement_records",
    metadata,
    Column("judgement_id", String(64), ForeignKey("judgements.id"), primary_key=True),
    Column("record_id", String(64), primary_key=True, index=True),
)

standings = Table(
    "standings",
    metadata,
    _id("record_id"),
    Column("state", String(12), nullable=False, index=True),
    # The last judgement that is no comment: what an ETag is made from.
    Column("last_judgement", String(64)),
    Column("threads", Integer, nullable=False),
    Column("open_threads", Integer, nullable=False, index=True),
)

rounds = Table(
    "rounds",
    metadata,
    _id(),
    Column("name", String(120), nullable=False),
    _account(index=False),
    _at(),
    Column("document", JSON, nullable=False),
)

codings = Table(
    "codings",
    metadata,
    _id(),
    Column("round_id", String(64), ForeignKey("rounds.id"), nullable=False, index=True),
    Column("unit", String(64), nullable=False),
    Column("coder", String(80), nullable=False),
    _at(),
    Column("document", JSON, nullable=False),
)
