"""Sign in and out, and tokens: secrets are handed out once, and only their hashes are kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from fastapi import Request, Response

from dateline.core.clock import later
from dateline.core.errors import SignInError, TooManyError, UsageError
from dateline.review.people import Account, Role
from dateline.store import Store
from dateline.store.people import Token, account_name
from dateline.web.auth.passwords import Passwords

SESSION_SECONDS = 12 * 3600
"""A working day: OWASP ASVS 4.0.3, 3.3.2, level 2."""
COOKIE = "dateline_session"
SECURE_COOKIE = "__Host-dateline_session"
"""Over HTTPS: browsers take a cookie of this prefix only from the site itself, never from a neighbour or over HTTP."""
IDENTITY_COOKIE = "dateline_identity"
"""Single-user mode has no session; the identity last chosen is kept by the browser. It is a choice and no secret."""
TOKEN_PREFIX = "dateline_"  # noqa: S105  # a prefix by which scanners know a leaked token
TOKEN_DAYS = 365

# Failed attempts within a quarter of an hour. An account's own limit counts by address, so that a stranger cannot lock
# its owner out; that for all addresses together slows down a guesser who has many.
WINDOW_SECONDS = 15 * 60
LIMIT_HERE = 5
LIMIT_ADDRESS = 20
LIMIT_ACCOUNT = 50


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failed attempts under one name."""

    subject: str
    most: int


def sign_in(store: Store, passwords: Passwords, name: str, password: str, *, address: str, now: str) -> str:
    """Check name and password, and open a session.

    Returns:
        The cookie's value.

    Raises:
        SignInError: They do not fit; nothing tells which of the two is wrong.
        TooManyError: Too many attempts have failed.
    """
    account = check_password(store, passwords, name, password, address=address, now=now)
    store.people.note(account.name, "sign-in", now=now, address=address)
    return open_session(store, account, now=now)


def check_password(store: Store, passwords: Passwords, name: str, password: str, *, address: str, now: str) -> Account:
    """Check name and password, and count it where they do not fit.

    Raises:
        SignInError: They do not fit.
        TooManyError: Too many attempts have failed.
    """
    limits = _limits(name, address)
    _refuse_too_many(store, limits, now)
    known = _known(name)
    password_hash = store.people.password_hash(known) if known else None
    if not passwords.fits(password_hash, password) or known is None or password_hash is None:
        store.people.note_attempts([one.subject for one in limits], now=now, since=later(now, seconds=-WINDOW_SECONDS))
        store.people.note((known or name)[:64], "sign-in-failed", now=now, address=address)
        raise SignInError("the name or the password is wrong")
    if passwords.outdated(password_hash):
        store.people.renew_hash(known, passwords.hash(password))
    return store.people.account(known)


def open_session(store: Store, account: Account, *, now: str) -> str:
    """Open a session for an account; gives the cookie's value."""
    secret = secrets.token_urlsafe(32)
    expires = later(now, seconds=SESSION_SECONDS)
    identity = account.identities[0]
    store.people.open_session(account.id, identity.id, hashed(secret), now=now, expires=expires)
    return secret


def make_token(
    store: Store, account: Account, label: str, *, role: Role, identity_id: str, now: str
) -> tuple[Token, str]:
    """Make an API token; the secret is shown this once.

    Raises:
        UsageError: It would be allowed more than its account, or speak under another's name.
    """
    if not account.role.covers(role):
        raise UsageError(f"{account.name} is a {account.role}; its token cannot be {role}")
    if identity_id not in {one.id for one in account.identities}:
        raise UsageError(f"{account.name} has no identity {identity_id!r}")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    expires = later(now, seconds=dt.timedelta(days=TOKEN_DAYS).total_seconds())
    token = store.people.add_token(
        account.name, label, hashed(secret), role=role, identity_id=identity_id, now=now, expires=expires
    )
    return token, secret


def hashed(secret: str) -> str:
    """Hash a cookie or token. It is random and long, so that a quick hash keeps it as well as a slow one."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def set_cookie(request: Request, response: Response, secret: str) -> None:
    """Give the browser the session's cookie, which no script can read and no other site's form sends along."""
    response.set_cookie(
        SECURE_COOKIE if _is_https(request) else COOKIE,
        secret,
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="lax",
        secure=_is_https(request),
        path="/",
    )


def clear_cookie(request: Request, response: Response) -> None:
    """Have the browser forget the session's cookie."""
    name = SECURE_COOKIE if _is_https(request) else COOKIE
    response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=_is_https(request))


def cookie_of(request: Request) -> str | None:
    """Read the session's cookie."""
    return request.cookies.get(SECURE_COOKIE if _is_https(request) else COOKIE)


def _is_https(request: Request) -> bool:
    return request.url.scheme == "https"


def _known(name: str) -> str | None:
    try:
        return account_name(name)
    except UsageError:
        return None


def _limits(name: str, address: str) -> list[Limit]:
    who = hashed(name.strip().casefold())
    return [
        Limit(f"{who}@{address}", LIMIT_HERE),
        Limit(f"@{address}", LIMIT_ADDRESS),
        Limit(f"{who}@", LIMIT_ACCOUNT),
    ]


def _refuse_too_many(store: Store, limits: list[Limit], now: str) -> None:
    since = later(now, seconds=-WINDOW_SECONDS)
    for limit in limits:
        failed = store.people.attempts(limit.subject, since)
        if len(failed) >= limit.most:
            until = dt.datetime.fromisoformat(later(failed[-limit.most], seconds=WINDOW_SECONDS))
            wait = int((until - dt.datetime.fromisoformat(now)).total_seconds()) + 1
            raise TooManyError("too many failed attempts to sign in", retry_after=max(1, wait), hint="Wait a while.")
