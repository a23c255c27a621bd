"""`dateline doctor`: what is installed, what is used, what is missing."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from dateline.cli.options import ConfigFile, StoreOption
from dateline.core.errors import InstallError


def doctor(
    store: StoreOption = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")] = False,
) -> None:
    """Say what is installed, which language model and gazetteer are used, and what is missing.

    The exit status is 0 when reports can be coded, and 4 when a part is missing.
    """
    from dateline.cli.checks import examine
    from dateline.core.config import load_config

    checks = examine(load_config(config, store=store))
    if as_json:
        print(json.dumps([check._asdict() for check in checks], ensure_ascii=False))
    else:
        for check in checks:
            print(f"{check.state:<8} {check.part:<11} {check.found}")
            if check.hint:
                print(f"{'':<8} {'':<11} hint: {check.hint}", file=sys.stdout)
    if any(check.state == "missing" for check in checks):
        raise typer.Exit(InstallError.exit_status)
