"""Who is signed in: looked up with every request, so in one statement that is made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from dateline.review.people import Account, Identity, Role
from dateline.store.people_tables import accounts, identities, sessions, tokens


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account, and the identity under which it speaks in this session or with this token."""

    account: Account
    identity: Identity
    role: Role


# One row for each name of the account, the oldest name first.
_NAMES = (
    select(
        accounts.c.id,
        accounts.c.name,
        accounts.c.role,
        identities.c.id.label("identity_id"),
        identities.c.name.label("shown"),
        identities.c.kind,
    )
    .join(identities, (identities.c.account_id == accounts.c.id) & ~identities.c.retired)
    .where(~accounts.c.disabled)
    .order_by(identities.c.created, identities.c.id)
)
_BY_SESSION = (
    _NAMES.add_columns(sessions.c.identity_id.label("chosen"))
    .join(sessions, sessions.c.account_id == accounts.c.id)
    .where(sessions.c.token_hash == bindparam("hash"), sessions.c.expires >= bindparam("now"))
)
_BY_TOKEN = (
    _NAMES.add_columns(tokens.c.identity_id.label("chosen"), tokens.c.role.label("most"))
    .join(tokens, tokens.c.account_id == accounts.c.id)
    .where(tokens.c.token_hash == bindparam("hash"), ~tokens.c.revoked)
    .where(tokens.c.expires.is_(None) | (tokens.c.expires >= bindparam("now")))
)


def by_session(connection: Connection, token_hash: str, now: str) -> SignedIn | None:
    """Find who is signed in with a session that has not expired."""
    return _signed_in(connection.execute(_BY_SESSION, {"hash": token_hash, "now": now}).all())


def by_token(connection: Connection, token_hash: str, now: str) -> SignedIn | None:
    """Find whose token this is; it may do no more than it was made for, and no more than its account."""
    rows = connection.execute(_BY_TOKEN, {"hash": token_hash, "now": now}).all()
    return _signed_in(rows, Role(rows[0].most) if rows else None)


def _signed_in(rows: Sequence[Row[Any]], most: Role | None = None) -> SignedIn | None:
    if not rows:
        return None
    first = rows[0]
    names = tuple(Identity(row.identity_id, row.shown, row.kind) for row in rows)
    account = Account(first.id, first.name, Role(first.role), names, disabled=False)
    identity = next((one for one in names if one.id == first.chosen), names[0])
    role = most if most is not None and account.role.covers(most) else account.role
    return SignedIn(account, identity, role)
