"""`dateline serve`: the workbench in a browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import ConfigFile, StoreOption
from dateline.core.errors import UsageError

if TYPE_CHECKING:
    from dateline.web.settings import WebSettings


def serve(
    store: StoreOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any that is free.")] = 8374,
    accounts: Annotated[
        bool | None,
        typer.Option(
            "--accounts/--single-user",
            help="Ask for a name and password, or take whoever is at this machine for its one user. "
            "Default: accounts if the store has any.",
            show_default=False,
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host", help="Another name under which it is reached; may be repeated.", show_default=False
        ),
    ] = None,
    archive: Annotated[
        Path | None, typer.Option(help="Folder of `dateline fetch --archive`, for archived copies.", show_default=False)
    ] = None,
    idle_exit: Annotated[
        float | None, typer.Option(min=0.01, help="End after so many minutes without a request.", show_default=False)
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Serve the workbench: read, check and discuss the records of a store in a browser.

    It listens on this machine only, unless --host says otherwise; then accounts are needed (`dateline account add`).

    Example:
        dateline serve --store demo.sqlite
    """
    from dateline.core.config import load_config
    from dateline.web.server import free_port, run
    from dateline.web.settings import WebSettings

    location = load_config(config, store=store).store
    settings = WebSettings(
        store=location,
        host=host,
        port=port or free_port(host),
        single_user=not _has_accounts(location) if accounts is None else not accounts,
        hosts=tuple(allow_host or ()),
        archive=archive,
        idle_exit=idle_exit * 60 if idle_exit else None,
    )
    _refuse_open_door(settings)
    run(settings, ready=lambda: _announce(settings))


def _has_accounts(location: str) -> bool:
    from dateline.store import Store
    from dateline.store.people import LOCAL

    with Store.open(location, create=False) as opened:
        return any(account.name != LOCAL for account in opened.people.accounts())


def _refuse_open_door(settings: WebSettings) -> None:
    """Let nobody in from elsewhere without a name.

    Raises:
        UsageError: Others could reach a workbench that asks for no password.
    """
    if settings.single_user and not settings.is_loopback:
        raise UsageError(
            f"without accounts the workbench is for this machine only, not for {settings.host}",
            hint="Make an account with `dateline account add NAME --role admin`, then serve again.",
        )


def _announce(settings: WebSettings) -> None:
    who = "its one user is whoever is at this machine" if settings.single_user else "sign in with an account"
    print(f"Serving {settings.store}; {who}. Ctrl-C ends it.", file=sys.stderr)
    print(settings.address, flush=True)
