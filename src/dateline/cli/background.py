"""A workbench that goes on running beside the terminal it was started from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

IDLE_MINUTES = 30


class Started(NamedTuple):
    """A workbench that answers: where, and the number of its process."""

    address: str
    process: int


def start_workbench(store: Path) -> Started | None:
    """Start a workbench for one user of this machine; None if it does not come up.

    It is no child of the terminal: it ends by itself when nobody has used it for a while.
    """
    options = ("--store", str(store), "--port", "0", "--single-user", "--idle-exit", str(IDLE_MINUTES))
    process = subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-m", "dateline.cli", "serve", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as answers:
        address = answers.readline().strip()  # it prints the address once it answers, and nothing if it ends
    if address:
        return Started(address, process.pid)
    process.wait()
    return None
