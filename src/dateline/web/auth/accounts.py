"""What is done to accounts, each with its line in the audit log: for the API and the pages alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from fastapi import Request, Response
from pydantic import JsonValue

from dateline.core.clock import now
from dateline.core.errors import AccessError
from dateline.review.people import Account, Identity, IdentityKind, Role
from dateline.store import Store
from dateline.store.people import Token
from dateline.web.auth import signing_in
from dateline.web.auth.caller import Caller
from dateline.web.auth.passwords import Passwords, passwords
from dateline.web.deps import settings_of, store_of


def passwords_of(request: Request) -> Passwords:
    """Get what hashes and checks passwords."""
    return passwords(quick=settings_of(request).quick_hashes)


def sign_in_with(request: Request, name: str, password: str) -> str:
    """Check name and password and open a session; gives the secret for `signing_in.set_cookie`.

    Raises:
        SignInError: They do not fit.
        TooManyError: Too many attempts have failed.
        AccessError: In single-user mode nobody signs in.
    """
    if settings_of(request).single_user:
        raise AccessError("nobody signs in here", hint="This is single-user mode; start with --accounts for others.")
    return signing_in.sign_in(
        store_of(request), passwords_of(request), name, password, address=_address(request) or "?", now=now()
    )


def sign_out(request: Request, response: Response, caller: Caller) -> None:
    """End the session."""
    cookie = signing_in.cookie_of(request)
    if cookie and caller.via == "session":
        store_of(request).people.close_session(signing_in.hashed(cookie))
        store_of(request).people.note(caller.account, "sign-out", now=now(), address=_address(request))
    signing_in.clear_cookie(request, response)


def _address(request: Request) -> str | None:
    return request.client.host if request.client else None


@dataclass(frozen=True, slots=True)
class Accounts:
    """A caller at work on accounts: on the own one, and as an admin on all."""

    store: Store
    caller: Caller
    passwords: Passwords
    request: Request

    @classmethod
    def of(cls, request: Request, caller: Caller) -> Self:
        """Make one for a request."""
        return cls(store_of(request), caller, passwords_of(request), request)

    # ---- the own account

    def own(self) -> Account:
        """Get the caller's account."""
        return self.store.people.account(self.caller.account)

    def choose_identity(self, response: Response, identity_id: str) -> Identity:
        """Speak under another identity from now on.

        Raises:
            AccessError: It is not the caller's; or the caller has a token, which speaks under its own.
        """
        chosen = next((one for one in self.caller.identities if one.id == identity_id), None)
        if chosen is None or self.caller.via == "token":
            raise AccessError(
                "this identity is not yours to choose", hint="A token speaks under the one it was made for."
            )
        cookie = signing_in.cookie_of(self.request)
        if self.caller.via == "session" and cookie:
            self.store.people.choose_identity(signing_in.hashed(cookie), identity_id)
        else:
            response.set_cookie(signing_in.IDENTITY_COOKIE, identity_id, httponly=True, samesite="strict", path="/")
        self._note("choose-identity", detail={"identity": chosen.name})
        return chosen

    def change_password(self, old: str, new: str) -> None:
        """Change the own password; all sessions end, this one too.

        Raises:
            SignInError: The old one is wrong.
            TooManyError: Too many wrong ones were tried.
        """
        name = self.caller.account
        signing_in.check_password(
            self.store, self.passwords, name, old, address=_address(self.request) or "?", now=now()
        )
        self.set_password(name, new)

    def make_token(self, label: str, role: Role, identity_id: str | None = None) -> tuple[Token, str]:
        """Make an API token of the caller's; the secret is shown this once.

        Raises:
            AccessError: The caller has a token itself: one token must not make others that outlive it.
        """
        if self.caller.via == "token":
            raise AccessError("a token cannot make tokens", hint="Sign in, or `dateline account token`.")
        made = signing_in.make_token(
            self.store, self.own(), label, role=role, identity_id=identity_id or self.caller.identity.id, now=now()
        )
        self._note("make-token", detail={"token": made[0].id, "label": made[0].label, "role": role})
        return made

    def revoke_token(self, token_id: str) -> None:
        """Stop one of the caller's tokens."""
        self.store.people.revoke_token(self.caller.account, token_id)
        self._note("revoke-token", detail={"token": token_id})

    # ---- the own account, or as an admin any

    def add_identity(self, account: str, name: str, kind: IdentityKind = "person") -> Identity:
        """Give an account another name to speak under. Only an admin lets it speak for a desk.

        Raises:
            AccessError: The caller may not.
        """
        if kind == "desk" or account != self.caller.account:
            self._needs_admin()
        made = self.store.people.add_identity(account, name, kind, now())
        self._note("add-identity", account, {"identity": made.name, "kind": kind})
        return made

    def retire_identity(self, account: str, identity_id: str) -> None:
        """Take a name out of use; what was said under it keeps it."""
        if account != self.caller.account:
            self._needs_admin()
        self.store.people.retire_identity(account, identity_id)
        self._note("retire-identity", account, {"identity": identity_id})

    # ---- as an admin

    def add_account(self, name: str, role: Role, password: str, shown: str | None = None) -> Account:
        """Add an account."""
        self._needs_admin()
        made = self.store.people.add_account(
            name, role, password_hash=self.passwords.hash(password), shown=shown, now=now()
        )
        self._note("add-account", made.name, {"role": role})
        return made

    def set_role(self, name: str, role: Role) -> Account:
        """Change a role."""
        self._needs_admin()
        self.store.people.set_role(name, role)
        self._note("set-role", name, {"role": role})
        return self.store.people.account(name)

    def set_disabled(self, name: str, *, disabled: bool) -> Account:
        """Disable an account, or enable it again."""
        self._needs_admin()
        self.store.people.set_disabled(name, disabled=disabled)
        self._note("disable" if disabled else "enable", name)
        return self.store.people.account(name)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; its sessions end."""
        if name != self.caller.account:
            self._needs_admin()
        self.store.people.set_password(name, self.passwords.hash(password))
        self._note("set-password", name)

    def _needs_admin(self) -> None:
        if not self.caller.may(Role.ADMIN):
            raise AccessError(f"{self.caller.account} is a {self.caller.role}; this needs the role {Role.ADMIN}")

    def _note(self, action: str, subject: str | None = None, detail: JsonValue = None) -> None:
        self.store.people.note(
            self.caller.account, action, now=now(), subject=subject, detail=detail, address=_address(self.request)
        )
