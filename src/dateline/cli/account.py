"""`dateline account`: who may use the workbench."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import ConfigFile, StoreOption

if TYPE_CHECKING:
    from dateline.review.people import Role
    from dateline.store import Store

app = typer.Typer(help="Add and change the accounts of the workbench.", no_args_is_help=True, add_completion=False)

Name = Annotated[str, typer.Argument(help="What one signs in with: letters, digits and ._@-.")]
RoleName = Annotated[str, typer.Argument(help="reader, coder, editor or admin; each may do what those before it may.")]
BY = "dateline account"
"""Who did it, in the audit log: whoever can open the store."""


@app.command()
def add(
    name: Name,
    role: RoleName = "coder",
    shown: Annotated[str | None, typer.Option(help="The name that others see.", show_default=False)] = None,
    store: StoreOption = None,
    config: ConfigFile = None,
) -> None:
    """Add an account. The password is asked for, or read from standard input.

    Example:
        dateline account add ann editor --shown "Ann Lee" --store mali.sqlite
    """
    from dateline.core.clock import now
    from dateline.web.auth.passwords import passwords

    wanted = _role(role)
    hashed = passwords().hash(_password())
    with _opened(store, config) as base:
        made = base.people.add_account(name, wanted, password_hash=hashed, shown=shown, now=now())
        _note(base, "add-account", made.name, role)
    print(f"{made.name}\t{made.role}")


@app.command("list")
def list_accounts(store: StoreOption = None, config: ConfigFile = None) -> None:
    """List the accounts: name, role, the names under which they speak."""
    with _opened(store, config) as base:
        for one in base.people.accounts():
            names = ", ".join(identity.name for identity in one.identities)
            print(f"{one.name}\t{one.role}{' (disabled)' if one.disabled else ''}\t{names}")


@app.command()
def role(name: Name, to: RoleName, store: StoreOption = None, config: ConfigFile = None) -> None:
    """Change what an account may do."""
    wanted = _role(to)
    with _opened(store, config) as base:
        base.people.set_role(name, wanted)
        _note(base, "set-role", name, to)


@app.command()
def password(name: Name, store: StoreOption = None, config: ConfigFile = None) -> None:
    """Give an account another password; its sessions end."""
    from dateline.web.auth.passwords import passwords

    hashed = passwords().hash(_password())
    with _opened(store, config) as base:
        base.people.set_password(name, hashed)
        _note(base, "set-password", name)


@app.command()
def disable(
    name: Name,
    enable: Annotated[bool, typer.Option("--enable", help="Enable it again.")] = False,
    store: StoreOption = None,
    config: ConfigFile = None,
) -> None:
    """Disable an account: its sessions end, its tokens stop. What it said stays."""
    with _opened(store, config) as base:
        base.people.set_disabled(name, disabled=not enable)
        _note(base, "enable" if enable else "disable", name)


@app.command()
def token(
    name: Name,
    label: Annotated[str, typer.Argument(help="What the token is for.")],
    role: Annotated[str, typer.Option(help="What it may do; never more than its account.")] = "reader",
    store: StoreOption = None,
    config: ConfigFile = None,
) -> None:
    """Make an API token and print it, this once."""
    from dateline.core.clock import now
    from dateline.web.auth.signing_in import make_token

    wanted = _role(role)
    with _opened(store, config) as base:
        account = base.people.account(name)
        _, secret = make_token(base, account, label, role=wanted, identity_id=account.identities[0].id, now=now())
        _note(base, "make-token", name, label)
    print(secret)


def _opened(store: str | None, config: Path | None) -> Store:
    from dateline.core.config import load_config
    from dateline.store import Store

    return Store.open(load_config(config, store=store).store, create=False)


def _role(name: str) -> Role:
    from dateline.core.errors import UsageError
    from dateline.review.people import Role

    try:
        return Role(name)
    except ValueError as error:
        raise UsageError(f"no role {name!r}", hint=f"Roles: {', '.join(Role)}.") from error


def _password() -> str:
    """Ask twice where somebody types; else read one line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        from dateline.core.errors import UsageError

        raise UsageError("the two passwords differ")
    return first


def _note(base: Store, action: str, name: str, detail: str | None = None) -> None:
    from dateline.core.clock import now

    base.people.note(BY, action, now=now(), subject=name, detail=detail)
