"""Signing in and out, the own account, and administration."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from dateline.core.errors import SignInError, TooManyError, UsageError
from dateline.review.people import IdentityKind, Role
from dateline.web.auth import Admin, Reader
from dateline.web.auth.accounts import Accounts, sign_in_with, sign_out
from dateline.web.auth.signing_in import set_cookie
from dateline.web.deps import SettingsDep, StoreDep
from dateline.web.pages.frame import render
from dateline.web.pages.working import Form, form_of, path_of

AUDIT_LINES: Final = 100

router = APIRouter()
_SEE_OTHER: Final = 303


# ---- signing in


@router.get("/sign-in")
def sign_in_page(request: Request, settings: SettingsDep) -> Response:
    """Ask for name and password; in single-user mode nobody signs in."""
    following = path_of(request.query_params.get("next"))
    if settings.single_user:
        return RedirectResponse(following, _SEE_OTHER)
    return render(request, "sign_in.html", following=following, problem=None, name="")


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Sign in, and go where one wanted to go."""
    form = await form_of(request)
    following = path_of(form.get("next"))
    try:
        secret = await run_in_threadpool(sign_in_with, request, form.get("name", ""), form.get("password", ""))
    except (SignInError, TooManyError) as error:
        values = {"following": following, "problem": error.message, "name": form.get("name", "")}
        return render(request, "sign_in.html", status_code=error.http_status, **values)
    response = RedirectResponse(following, _SEE_OTHER)
    set_cookie(request, response, secret)
    return response


@router.post("/sign-out")
def leave(request: Request, caller: Reader) -> Response:
    """End the session."""
    response = RedirectResponse("/sign-in", _SEE_OTHER)
    sign_out(request, response, caller)
    return response


# ---- the own account


@router.get("/account")
def account_page(request: Request, store: StoreDep, caller: Reader) -> Response:
    """Show identities, password and tokens."""
    return _account(request, store, caller, None)


def _account(request: Request, store: StoreDep, caller: Reader, secret: str | None) -> Response:
    roles = [role for role in Role if caller.may(role)]
    tokens = store.people.tokens(caller.account)
    return render(request, "account.html", caller=caller, tokens=tokens, roles=roles, secret=secret)


@router.post("/account")
async def change_account(request: Request, store: StoreDep, caller: Reader) -> Response:
    """Do what a form of the account's page asks for."""
    form = await form_of(request)
    response = RedirectResponse(path_of(form.get("back") or "/account?done=1"), _SEE_OTHER)
    secret = await run_in_threadpool(_change, Accounts.of(request, caller), form, response)
    return _account(request, store, caller, secret) if secret else response


def _change(accounts: Accounts, form: Form, response: Response) -> str | None:
    """Change the own account; gives the secret of a new token, which is shown this once."""
    match form.get("act"):
        case "choose":
            accounts.choose_identity(response, form.get("identity", ""))
        case "identity":
            accounts.add_identity(accounts.caller.account, form.get("name", ""), _kind(form))
        case "retire":
            accounts.retire_identity(accounts.caller.account, form.get("identity", ""))
        case "password":
            accounts.change_password(form.get("old", ""), form.get("new", ""))
        case "token":
            return accounts.make_token(form.get("label", ""), _role(form), form.get("identity"))[1]
        case "revoke":
            accounts.revoke_token(form.get("token", ""))
        case other:
            raise UsageError(f"no action {other!r}")
    return None


def _kind(form: Form) -> IdentityKind:
    return "desk" if form.get("kind") == "desk" else "person"


def _role(form: Form) -> Role:
    try:
        return Role(form.get("role", ""))
    except ValueError as error:
        raise UsageError(f"no role {form.get('role')!r}", hint=f"Roles: {', '.join(Role)}.") from error


# ---- administration


@router.get("/admin")
def admin_page(request: Request, store: StoreDep, caller: Admin, before: int | None = None) -> Response:
    """Show the accounts and the audit log."""
    lines = store.people.audit_log(before=before, limit=AUDIT_LINES)
    return render(
        request,
        "admin.html",
        caller=caller,
        accounts=store.people.accounts(),
        roles=list(Role),
        lines=lines,
        older=lines[-1].position if len(lines) == AUDIT_LINES else None,
    )


@router.post("/admin")
async def administer(request: Request, caller: Admin) -> Response:
    """Do what a form of the administration's page asks for."""
    form = await form_of(request)
    await run_in_threadpool(_administer, Accounts.of(request, caller), form)
    return RedirectResponse("/admin?done=1", _SEE_OTHER)


def _administer(accounts: Accounts, form: Form) -> None:
    name = form.get("account", "")
    match form.get("act"):
        case "add":
            accounts.add_account(name, _role(form), form.get("password", ""), form.get("shown") or None)
        case "role":
            accounts.set_role(name, _role(form))
        case "disable" | "enable" as act:
            accounts.set_disabled(name, disabled=act == "disable")
        case "password":
            accounts.set_password(name, form.get("password", ""))
        case "identity":
            accounts.add_identity(name, form.get("shown", ""), _kind(form))
        case other:
            raise UsageError(f"no action {other!r}")
