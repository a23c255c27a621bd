"""Who asks: found out once for every request, from the session, the token, or single-user mode."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from dateline.core.clock import now
from dateline.core.errors import AccessError, SignInError
from dateline.review.people import Identity, Role
from dateline.store.people import SignedIn
from dateline.web.auth.csrf import check_csrf, csrf_token
from dateline.web.auth.signing_in import IDENTITY_COOKIE, cookie_of, hashed
from dateline.web.deps import settings_of, store_of

Via = Literal["session", "token", "single-user"]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks.

    `account` is the account's name, for the audit log; `identity` is the name that others see, one of `identities`.
    A form sends `csrf` back as its field ``csrf_token``, a script as the header ``X-CSRF-Token``; a caller with a
    token has none and needs none.
    """

    account: str
    account_id: str
    role: Role
    identities: tuple[Identity, ...]
    identity: Identity
    via: Via
    csrf: str | None

    def may(self, role: Role) -> bool:
        """Tell whether the caller may do what `role` may."""
        return self.role.covers(role)


async def caller_of(request: Request) -> Caller:
    """Find out who asks. It also checks the token against forged requests.

    Raises:
        SignInError: No session, token or single-user mode says who it is.
    """
    caller = await run_in_threadpool(_identify, request)
    request.state.caller = caller  # for the frame of a page, an error's too
    await check_csrf(request, caller.csrf)
    return caller


def _identify(request: Request) -> Caller:
    settings, store = settings_of(request), store_of(request)
    moment = now()
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        return _caller(store.people.token(hashed(secret.strip()), moment), "token", None)
    if settings.single_user:
        account = store.people.local_account(moment)
        chosen = request.cookies.get(IDENTITY_COOKIE)
        identity = next((one for one in account.identities if one.id == chosen), account.identities[0])
        signed_in = SignedIn(account, identity, account.role)
        return _caller(signed_in, "single-user", csrf_token(settings.secret))
    cookie = cookie_of(request)
    found = store.people.session(hashed(cookie), moment) if cookie else None
    return _caller(found, "session", csrf_token(cookie) if cookie else None)


def _caller(found: SignedIn | None, via: Via, csrf: str | None) -> Caller:
    if found is None:
        raise SignInError("not signed in", hint="Sign in, or send `Authorization: Bearer` with an API token.")
    account = found.account
    return Caller(account.name, account.id, found.role, account.identities, found.identity, via, csrf)


@dataclass(frozen=True, slots=True)
class Require:
    """A dependency: the caller, if it has the role. A test reads `role` off every route."""

    role: Role

    async def __call__(self, caller: Annotated[Caller, Depends(caller_of)]) -> Caller:
        """Give the caller.

        Raises:
            AccessError: Its role does not allow this.
        """
        if not caller.may(self.role):
            raise AccessError(f"{caller.account} is a {caller.role}; this needs the role {self.role}")
        return caller


@lru_cache
def require(role: Role) -> Require:
    """Make the dependency that lets in callers with at least this role: ``Depends(require(Role.CODER))``."""
    return Require(role)


Reader = Annotated[Caller, Depends(require(Role.READER))]
Coder = Annotated[Caller, Depends(require(Role.CODER))]
Editor = Annotated[Caller, Depends(require(Role.EDITOR))]
Admin = Annotated[Caller, Depends(require(Role.ADMIN))]
