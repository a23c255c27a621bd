"""A PostgreSQL server for the tests, from Debian's packages: started in a folder of its own, and gone with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

from dateline.store import Store

SERVERS = Path("/usr/lib/postgresql")
USER = "postgres"
_STARTS_WITHIN = 30.0  # seconds
# A test's database need not outlive a power cut; everything else is as in production.
QUICK = ("fsync=off", "full_page_writes=off")


class Postgres:
    """A server that listens on a socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        self._empty: str | None = None

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://{USER}@/{database}?host={quote(str(self.folder), safe='')}"

    def new(self, template: str = "template1") -> str:
        """Make an empty database, or a copy of another; gives its name."""
        name = f"test{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def store(self, template: str | None = None) -> Store:
        """Open a new store, empty or a copy of another database; its tables are made only once."""
        if template is None and self._empty is None:
            self._empty = self.new()
            Store.open(self.url(self._empty)).close()
        return Store.open(self.url(self.new(template or self._empty or "template1")))

    def run(self, statement: str) -> None:
        """Have the server do something that no transaction may hold."""
        import psycopg

        with psycopg.connect(self.url("postgres").replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(statement)  # names that the tests make up


def binaries() -> Path | None:
    """Where the newest server's programs are; None where there is none."""
    found = sorted(SERVERS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


@contextmanager
def server(folder: Path, *, settings: tuple[str, ...] = QUICK) -> Iterator[Postgres]:
    """Run a server as long as the block."""
    programs = binaries()
    assert programs is not None
    data = folder / "data"
    data.mkdir(mode=0o700)
    before = _as_server(folder)
    run: list[str | Path] = [
        *before,
        programs / "initdb",
        "-D",
        data,
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(run, check=True, capture_output=True)
    options = ["-c", f"unix_socket_directories={folder}", "-c", "listen_addresses="]
    options += [part for setting in settings for part in ("-c", setting)]
    log = (folder / "log").open("wb")
    process = subprocess.Popen([*before, programs / "postgres", "-D", data, *options], stdout=log, stderr=log)
    try:
        _wait(folder, process)
        yield Postgres(folder)
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: what it holds is thrown away
        process.wait(_STARTS_WITHIN)
        log.close()


def _as_server(folder: Path) -> list[str]:
    """The server refuses to run as root: there, give the folder to its own user and become that."""
    if os.geteuid() != 0:
        return []
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, USER, USER)
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while not (folder / ".s.PGSQL.5432").exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError((folder / "log").read_text(errors="replace"))
        time.sleep(0.05)
