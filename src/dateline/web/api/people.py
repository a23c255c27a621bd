"""People: sign in and out, one's identities, password and tokens; for admins the accounts and the audit log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from dateline.review.people import Account, Identity, IdentityKind, Role
from dateline.store.people import Token
from dateline.web.auth import Admin, Caller, Reader
from dateline.web.auth.accounts import Accounts, sign_in_with, sign_out
from dateline.web.auth.passwords import MAX_LENGTH
from dateline.web.auth.signing_in import set_cookie
from dateline.web.deps import StoreDep
from dateline.web.problems import problem_responses

router = APIRouter(tags=["people"], responses=problem_responses(400, 401, 403))

Name = Annotated[str, Path(max_length=64, description="Name of an account.")]
AccountName = Annotated[str, Field(min_length=1, max_length=64)]
Password = Annotated[str, Field(max_length=4 * MAX_LENGTH)]
Shown = Annotated[str, Field(min_length=1, max_length=80)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SignIn(_Body):
    """Name and password."""

    name: AccountName
    password: Password


class Choice(_Body):
    """An identity to speak under."""

    identity: Annotated[str, Field(max_length=64)]


class NewIdentity(_Body):
    """A name to speak under: a person's own, or that of an organisation's desk."""

    name: Shown
    kind: IdentityKind = "person"


class NewPassword(_Body):
    """The old password and the new one."""

    old: Password
    new: Password


class NewToken(_Body):
    """What a token is for, and what it may do."""

    label: Shown
    role: Role = Role.READER
    identity: Annotated[str | None, Field(max_length=64)] = None


class NewAccount(_Body):
    """An account to be made."""

    name: AccountName
    role: Role
    password: Password
    shown: Annotated[Shown | None, Field(description="The name that others see; the account's without it.")] = None


class AccountChange(_Body):
    """What is to be another about an account; what is not named stays."""

    role: Role | None = None
    disabled: bool | None = None
    password: Password | None = None


class IdentityOut(BaseModel):
    """A name that an account speaks under."""

    id: str
    name: str
    kind: IdentityKind


class Me(BaseModel):
    """Who you are, and the token that a request by this session carries as `X-CSRF-Token`."""

    account: str
    role: Role
    identity: IdentityOut
    identities: list[IdentityOut]
    via: str
    csrf: str | None


class AccountOut(BaseModel):
    """An account."""

    name: str
    role: Role
    disabled: bool
    identities: list[IdentityOut]


class TokenOut(BaseModel):
    """An API token; its secret is shown once, when it is made."""

    id: str
    label: str
    role: Role
    identity: str
    created: str
    expires: str | None
    revoked: bool
    secret: str | None = None


class AuditLine(BaseModel):
    """One thing that was done."""

    position: int
    at: str
    account: str
    action: str
    subject: str | None
    detail: JsonValue
    address: str | None


class AuditPage(BaseModel):
    """A page of the audit log, the latest first."""

    items: list[AuditLine]
    next: Annotated[int | None, Field(description="`before` of the next page; null on the last.")]


# ---- oneself


@router.post("/session", status_code=204, responses=problem_responses(429))
def sign_in(request: Request, response: Response, body: SignIn) -> None:
    """Sign in; the answer sets the session's cookie. `GET /me` then tells the CSRF token."""
    set_cookie(request, response, sign_in_with(request, body.name, body.password))


@router.delete("/session", status_code=204)
def sign_out_here(request: Request, response: Response, caller: Reader) -> None:
    """Sign out."""
    sign_out(request, response, caller)


@router.get("/me")
def me(caller: Reader) -> Me:
    """Who you are and under which names you can speak."""
    return _me(caller, caller.identity)


@router.put("/me/identity", responses=problem_responses(404))
def choose_identity(request: Request, response: Response, caller: Reader, body: Choice) -> Me:
    """Speak under another of your identities from now on."""
    return _me(caller, Accounts.of(request, caller).choose_identity(response, body.identity))


@router.post("/me/identities", status_code=201)
def add_identity(request: Request, caller: Reader, body: NewIdentity) -> IdentityOut:
    """Add a name of your own to speak under; a desk is an admin's to give."""
    return _identity(Accounts.of(request, caller).add_identity(caller.account, body.name, body.kind))


@router.delete("/me/identities/{identity_id}", status_code=204, responses=problem_responses(404))
def retire_identity(request: Request, caller: Reader, identity_id: Annotated[str, Path(max_length=64)]) -> None:
    """Take one of your names out of use. What you said under it keeps it."""
    Accounts.of(request, caller).retire_identity(caller.account, identity_id)


@router.put("/me/password", status_code=204, responses=problem_responses(429))
def change_password(request: Request, caller: Reader, body: NewPassword) -> None:
    """Change your password; all your sessions end."""
    Accounts.of(request, caller).change_password(body.old, body.new)


@router.get("/me/tokens")
def tokens(store: StoreDep, caller: Reader) -> list[TokenOut]:
    """List your API tokens, the oldest first."""
    return [_token(one) for one in store.people.tokens(caller.account)]


@router.post("/me/tokens", status_code=201)
def make_token(request: Request, caller: Reader, body: NewToken) -> TokenOut:
    """Make an API token. Its secret is shown this once; send it as `Authorization: Bearer …`."""
    token, secret = Accounts.of(request, caller).make_token(body.label, body.role, body.identity)
    return _token(token).model_copy(update={"secret": secret})


@router.delete("/me/tokens/{token_id}", status_code=204, responses=problem_responses(404))
def revoke_token(request: Request, caller: Reader, token_id: Annotated[str, Path(max_length=64)]) -> None:
    """Stop one of your tokens."""
    Accounts.of(request, caller).revoke_token(token_id)


# ---- admins


@router.get("/accounts")
def accounts(store: StoreDep, _caller: Admin) -> list[AccountOut]:
    """List the accounts by name."""
    return [_account(one) for one in store.people.accounts()]


@router.post("/accounts", status_code=201)
def add_account(request: Request, caller: Admin, body: NewAccount) -> AccountOut:
    """Add an account."""
    return _account(Accounts.of(request, caller).add_account(body.name, body.role, body.password, body.shown))


@router.patch("/accounts/{name}", responses=problem_responses(404))
def change_account(request: Request, caller: Admin, name: Name, body: AccountChange) -> AccountOut:
    """Change an account's role or password, disable it or enable it again."""
    desk = Accounts.of(request, caller)
    if body.password is not None:
        desk.set_password(name, body.password)
    if body.role is not None:
        desk.set_role(name, body.role)
    if body.disabled is not None:
        desk.set_disabled(name, disabled=body.disabled)
    return _account(desk.store.people.account(name))


@router.post("/accounts/{name}/identities", status_code=201, responses=problem_responses(404))
def give_identity(request: Request, caller: Admin, name: Name, body: NewIdentity) -> IdentityOut:
    """Let an account speak under another name, such as a desk's."""
    return _identity(Accounts.of(request, caller).add_identity(name, body.name, body.kind))


@router.get("/audit")
def audit(
    store: StoreDep,
    _caller: Admin,
    account: Annotated[str | None, Query(max_length=64)] = None,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> AuditPage:
    """List what was done by whom, the latest first."""
    lines = store.people.audit_log(before=before, limit=limit, account=account)
    items = [
        AuditLine(
            position=one.position,
            at=one.at,
            account=one.account,
            action=one.action,
            subject=one.subject,
            detail=one.detail,
            address=one.address,
        )
        for one in lines
    ]
    return AuditPage(items=items, next=items[-1].position if len(items) == limit else None)


def _me(caller: Caller, identity: Identity) -> Me:
    return Me(
        account=caller.account,
        role=caller.role,
        identity=_identity(identity),
        identities=[_identity(one) for one in caller.identities],
        via=caller.via,
        csrf=caller.csrf,
    )


def _identity(one: Identity) -> IdentityOut:
    return IdentityOut(id=one.id, name=one.name, kind=one.kind)


def _account(one: Account) -> AccountOut:
    return AccountOut(
        name=one.name, role=one.role, disabled=one.disabled, identities=[_identity(own) for own in one.identities]
    )


def _token(one: Token) -> TokenOut:
    return TokenOut(
        id=one.id,
        label=one.label,
        role=one.role,
        identity=one.identity_id,
        created=one.created,
        expires=one.expires,
        revoked=one.revoked,
    )
