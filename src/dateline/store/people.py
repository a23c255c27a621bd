"""Accounts, identities, sessions, API tokens, failed attempts and the audit log.

Every `now` is an ISO 8601 time in UTC as `dateline.core.clock` gives it, so that times compare as text.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from dateline.core.errors import NotFoundError, UsageError
from dateline.review.people import Account, Identity, IdentityKind, Role
from dateline.store.engine import looking_up, writing
from dateline.store.people_tables import accounts, attempts, audit, identities, sessions, tokens
from dateline.store.signed_in import SignedIn, by_session, by_token

__all__ = ["LOCAL", "Audited", "People", "SignedIn", "Token", "account_name"]

LOCAL = "local"
"""The account of single-user mode."""
_LOCAL_NAME = "Local user"
_MAX_NAME = 64
_MAX_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Token:
    """An API token, without its secret."""

    id: str
    label: str
    role: Role
    identity_id: str
    created: str
    expires: str | None
    revoked: bool


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the audit log."""

    position: int
    at: str
    account: str
    action: str
    subject: str | None
    detail: JsonValue
    address: str | None


class People:
    """The part of a store that knows people."""

    def __init__(self, engine: Engine) -> None:
        self._reading: Callable[[], AbstractContextManager[Connection]] = partial(looking_up, engine)
        self._writing: Callable[[], AbstractContextManager[Connection]] = partial(writing, engine)

    # ---- accounts

    def add_account(self, name: str, role: Role, *, password_hash: str | None, shown: str | None, now: str) -> Account:
        """Add an account with one identity, its owner's own name.

        Args:
            name: What one signs in with; letters, digits and ``._@-``.
            role: What it may do.
            password_hash: As `dateline.web.auth.passwords` makes it.
            shown: The name that others see; the account's own without it.
            now: The time.

        Raises:
            UsageError: The name is taken or no name.
        """
        name = account_name(name)
        row = {"id": _new_id("a"), "name": name, "role": role, "password_hash": password_hash, "disabled": False}
        with self._writing() as connection:
            if connection.execute(select(accounts.c.id).where(accounts.c.name == name)).first():
                raise UsageError(f"there is an account {name!r} already")
            connection.execute(insert(accounts), [row | {"created": now}])
            _insert_identity(connection, str(row["id"]), shown or name, "person", now)
        return self.account(name)

    def account(self, name: str) -> Account:
        """Get an account by its name.

        Raises:
            NotFoundError: There is none.
        """
        with self._reading() as connection:
            found = _accounts(connection, select(accounts).where(accounts.c.name == account_name(name)))
        if not found:
            raise NotFoundError(f"no account {name!r}", hint="`dateline account list` lists them.")
        return found[0]

    def accounts(self) -> list[Account]:
        """List the accounts by name."""
        with self._reading() as connection:
            return _accounts(connection, select(accounts).order_by(accounts.c.name))

    def local_account(self, now: str) -> Account:
        """Get the account of single-user mode, which is made when it is first asked for. Nobody can sign in as it."""
        try:
            return self.account(LOCAL)
        except NotFoundError:
            return self.add_account(LOCAL, Role.ADMIN, password_hash=None, shown=_LOCAL_NAME, now=now)

    def password_hash(self, name: str) -> str | None:
        """Get the hash of the password of an account that may sign in; None if there is none."""
        query = select(accounts.c.password_hash).where(accounts.c.name == account_name(name), ~accounts.c.disabled)
        with self._reading() as connection:
            return connection.execute(query).scalar()

    def set_password(self, name: str, password_hash: str) -> None:
        """Change a password; all sessions of the account end."""
        with self._writing() as connection:
            account_id = _account_id(connection, name)
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(password_hash=password_hash))
            connection.execute(delete(sessions).where(sessions.c.account_id == account_id))

    def renew_hash(self, name: str, password_hash: str) -> None:
        """Keep the same password under a hash of today's settings; sessions go on."""
        with self._writing() as connection:
            mine = accounts.c.id == _account_id(connection, name)
            connection.execute(update(accounts).where(mine).values(password_hash=password_hash))

    def set_role(self, name: str, role: Role) -> None:
        """Change a role.

        Raises:
            UsageError: It is the last account that may administer.
        """
        with self._writing() as connection, _keeping_an_admin(connection):
            account_id = _account_id(connection, name)
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(role=role))

    def set_disabled(self, name: str, *, disabled: bool) -> None:
        """Disable an account, which ends its sessions and stops its tokens, or enable it again.

        Raises:
            UsageError: It is the last account that may administer.
        """
        with self._writing() as connection, _keeping_an_admin(connection):
            account_id = _account_id(connection, name)
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(disabled=disabled))
            connection.execute(delete(sessions).where(sessions.c.account_id == account_id))

    # ---- identities

    def add_identity(self, account: str, name: str, kind: IdentityKind, now: str) -> Identity:
        """Give an account another name to speak under.

        Raises:
            UsageError: It is no name, or another account's.
        """
        with self._writing() as connection:
            return _insert_identity(connection, _account_id(connection, account), name, kind, now)

    def retire_identity(self, account: str, identity_id: str) -> None:
        """Take a name out of use; what was said under it keeps it.

        Raises:
            UsageError: It is the account's last.
            NotFoundError: It is not the account's.
        """
        with self._writing() as connection:
            account_id = _account_id(connection, account)
            mine = (identities.c.account_id == account_id) & ~identities.c.retired
            used = set(connection.execute(select(identities.c.id).where(mine)).scalars())
            if identity_id not in used:
                raise NotFoundError(f"{account} has no identity {identity_id!r}")
            if used == {identity_id}:
                raise UsageError("an account needs a name to speak under", hint="Add another first.")
            connection.execute(update(identities).where(identities.c.id == identity_id).values(retired=True))

    # ---- sessions

    def open_session(self, account_id: str, identity_id: str, token_hash: str, *, now: str, expires: str) -> None:
        """Remember a session; those that have expired are forgotten."""
        row = {"account_id": account_id, "identity_id": identity_id, "token_hash": token_hash}
        with self._writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires < now))
            connection.execute(insert(sessions), [row | {"created": now, "expires": expires}])

    def session(self, token_hash: str, now: str) -> SignedIn | None:
        """Find who is signed in with a session."""
        with self._reading() as connection:
            return by_session(connection, token_hash, now)

    def choose_identity(self, token_hash: str, identity_id: str) -> None:
        """Speak under another identity from now on."""
        with self._writing() as connection:
            connection.execute(
                update(sessions).where(sessions.c.token_hash == token_hash).values(identity_id=identity_id)
            )

    def close_session(self, token_hash: str) -> None:
        """End a session."""
        with self._writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    # ---- tokens

    def add_token(
        self, account: str, label: str, token_hash: str, *, role: Role, identity_id: str, now: str, expires: str | None
    ) -> Token:
        """Remember an API token; it may do what `role` may, and never more than its account."""
        token = Token(_new_id("t"), _shown(label), role, identity_id, now, expires, revoked=False)
        with self._writing() as connection:
            account_id = _account_id(connection, account)
            row = {"id": token.id, "label": token.label, "role": role, "identity_id": identity_id, "revoked": False}
            more = {"token_hash": token_hash, "account_id": account_id, "created": now, "expires": expires}
            connection.execute(insert(tokens), [row | more])
        return token

    def tokens(self, account: str) -> list[Token]:
        """List an account's tokens, the oldest first."""
        with self._reading() as connection:
            query = select(tokens).where(tokens.c.account_id == _account_id(connection, account))
            rows = connection.execute(query.order_by(tokens.c.created, tokens.c.id))
            return [
                Token(row.id, row.label, Role(row.role), row.identity_id, row.created, row.expires, row.revoked)
                for row in rows
            ]

    def token(self, token_hash: str, now: str) -> SignedIn | None:
        """Find whose token this is."""
        with self._reading() as connection:
            return by_token(connection, token_hash, now)

    def revoke_token(self, account: str, token_id: str) -> None:
        """Stop a token.

        Raises:
            NotFoundError: The account has no such token.
        """
        with self._writing() as connection:
            mine = (tokens.c.account_id == _account_id(connection, account)) & (tokens.c.id == token_id)
            if connection.execute(update(tokens).where(mine).values(revoked=True)).rowcount == 0:
                raise NotFoundError(f"{account} has no token {token_id!r}")

    # ---- failed attempts

    def note_attempts(self, subjects: list[str], *, now: str, since: str) -> None:
        """Remember a failed attempt, under each of these names; those before `since` are forgotten."""
        with self._writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.at < since))
            connection.execute(insert(attempts), [{"subject": subject, "at": now} for subject in subjects])

    def attempts(self, subject: str, since: str) -> list[str]:
        """List when attempts failed, the earliest first."""
        query = select(attempts.c.at).where(attempts.c.subject == subject, attempts.c.at >= since)
        with self._reading() as connection:
            return list(connection.execute(query.order_by(attempts.c.at)).scalars())

    # ---- audit

    def note(
        self,
        account: str,
        action: str,
        *,
        now: str,
        subject: str | None = None,
        detail: JsonValue = None,
        address: str | None = None,
    ) -> None:
        """Add a line to the audit log."""
        row = {"at": now, "account": account, "action": action, "subject": subject, "address": address}
        with self._writing() as connection:
            connection.execute(insert(audit), [row | {"detail": detail}])

    def audit_log(self, *, before: int | None = None, limit: int = 100, account: str | None = None) -> list[Audited]:
        """List the audit log, the latest first; `before` is the position to go on from."""
        query = select(audit).order_by(audit.c.position.desc()).limit(limit)
        if before is not None:
            query = query.where(audit.c.position < before)
        if account is not None:
            query = query.where(audit.c.account == account)
        with self._reading() as connection:
            return [Audited(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001  # SQLAlchemy's name


def account_name(name: str) -> str:
    """Write a name in the one way in which it is looked up.

    Raises:
        UsageError: It is empty, too long, or has other signs than letters, digits and ``._@-``.
    """
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    if not 0 < len(folded) <= _MAX_NAME or not all(sign.isalnum() or sign in "._@-" for sign in folded):
        raise UsageError(f"not a name for an account: {name!r}", hint="Letters, digits and ._@-, at most 64.")
    return folded


def _shown(name: str) -> str:
    """Check a name that others see: no signs that hide or turn text round, with which one could pass for another."""
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(tidy) <= _MAX_SHOWN or any(unicodedata.category(sign)[0] == "C" for sign in tidy):
        raise UsageError(f"not a name to be shown: {name!r}", hint="1 to 80 letters, digits and signs.")
    return tidy


def _new_id(prefix: str) -> str:
    return f"{prefix}-{secrets.token_hex(10)}"


def _accounts(connection: Connection, query: Select[Any]) -> list[Account]:
    rows = connection.execute(query).all()
    ids = [row.id for row in rows]
    used = select(identities).where(identities.c.account_id.in_(ids), ~identities.c.retired)
    names: dict[str, list[Identity]] = {}
    for row in connection.execute(used.order_by(identities.c.created, identities.c.id)):
        names.setdefault(row.account_id, []).append(Identity(row.id, row.name, row.kind))
    return [Account(row.id, row.name, Role(row.role), tuple(names.get(row.id, ())), row.disabled) for row in rows]


def _account_id(connection: Connection, name: str) -> str:
    found: str | None = connection.execute(select(accounts.c.id).where(accounts.c.name == account_name(name))).scalar()
    if found is None:
        raise NotFoundError(f"no account {name!r}", hint="`dateline account list` lists them.")
    return found


def _insert_identity(connection: Connection, account_id: str, name: str, kind: IdentityKind, now: str) -> Identity:
    name = _shown(name)
    rows: list[Row[Any]] = list(connection.execute(select(identities)))
    for row in rows:
        if row.name.casefold() != name.casefold():
            continue
        # A desk's name is shared by those who write for it; a person's is one account's, also after it was retired.
        if row.account_id == account_id and row.kind == kind and row.retired:
            connection.execute(update(identities).where(identities.c.id == row.id).values(retired=False))
            return Identity(row.id, row.name, row.kind)
        if row.account_id == account_id or "person" in {row.kind, kind}:
            raise UsageError(f"the name {name!r} is taken")
    identity = Identity(_new_id("i"), name, kind)
    row_of = {"id": identity.id, "account_id": account_id, "name": name, "kind": kind, "retired": False, "created": now}
    connection.execute(insert(identities), [row_of])
    return identity


@contextmanager
def _keeping_an_admin(connection: Connection) -> Iterator[None]:
    """Refuse a change that takes the last account away that may administer."""
    before = _admins(connection)
    yield
    if before and not _admins(connection):
        raise UsageError("this is the last account that may administer", hint="Make another an admin first.")


def _admins(connection: Connection) -> int:
    able = accounts.select().where(accounts.c.role == Role.ADMIN, ~accounts.c.disabled, accounts.c.name != LOCAL)
    return connection.execute(select(func.count()).select_from(able.subquery())).scalar_one()
