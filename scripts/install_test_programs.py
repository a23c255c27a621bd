"""Install the programs outside Python that some tests drive: Chromium for the pages, PostgreSQL for the store.

On Debian and its kin as root they are installed by apt-get. Anywhere else this says what is missing and goes on: the
tests that need it are skipped with the same reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SERVERS = Path("/usr/lib/postgresql")
"""Debian's folder of servers, one folder a version."""
OPTIONS = ("-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")


def missing() -> dict[str, str]:
    """Name the Debian packages that are not there, and what each is for."""
    lacking = {}
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        lacking["chromium"] = "the tests of the pages in a browser"
    if not any(SERVERS.glob("*/bin/initdb")) and not shutil.which("initdb"):
        lacking["postgresql"] = "the tests of the store on PostgreSQL"
    return lacking


def install(packages: list[str]) -> None:
    """Install packages by apt-get; what it says is shown only when it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", *OPTIONS, *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
            return


def main() -> None:
    """Install what is missing if that is possible; always say what stays missing, and never fail for it."""
    lacking = missing()
    if lacking and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {', '.join(lacking)} for the tests (apt-get) ...")
        install(list(lacking))
        lacking = missing()
    for package, purpose in lacking.items():
        print(f"NOTE: {package} is not here and could not be installed without root: {purpose} will be skipped.")
        print(f"      On Debian: sudo apt-get install {package}")


if __name__ == "__main__":
    main()
