"""Where the bundled reports are: inside the installed package, or beside it in a working copy."""

from __future__ import annotations

from pathlib import Path

import dateline
from dateline.core.errors import InstallError

KINDS = {".txt", ".html", ".jsonl"}


def bundled_reports() -> list[str]:
    """List the files of the bundled reports.

    Raises:
        InstallError: They are not there.
    """
    package = Path(dateline.__file__).parent
    for folder in (package / "examples", package.parents[1] / "examples"):
        found = sorted(str(path) for path in folder.glob("*") if path.suffix in KINDS)
        if found:
            return found
    raise InstallError("the bundled reports are missing", hint="Install Dateline anew.")
