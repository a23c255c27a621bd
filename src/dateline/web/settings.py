"""What the workbench is started with."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

PORT = 8374
"""Where `dateline serve` listens unless told otherwise; unassigned at IANA."""

LINK_SECONDS = 0.15
"""Longer than linking one judgement takes, so that the next page shows its event; short enough for nobody to notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How the workbench runs; read once, passed in.

    Args:
        store: Path or URL of the store.
        host: Address to listen on.
        port: Port to listen on.
        single_user: Whoever can reach the page is the local administrator; only on a loopback address.
        secret: Key for what is signed; a new one at each start unless given.
        hosts: Names under which the page may be asked for, beside the loopback ones and `host`.
        archive: Folder of `dateline fetch --archive`, for the archived copy of a report.
        idle_exit: Seconds without a request after which the process ends; None for never.
        live_seconds: How often the live stream looks whether the store has changed.
        link_seconds: How long an answer waits for the events that come of a judgement; later ones come by themselves.
        quick_hashes: For tests only: passwords are hashed with the least work there is.
    """

    store: str
    host: str = "127.0.0.1"
    port: int = PORT
    single_user: bool = True
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    hosts: tuple[str, ...] = ()
    archive: Path | None = None
    idle_exit: float | None = None
    live_seconds: float = 1.0
    link_seconds: float = LINK_SECONDS
    quick_hashes: bool = False

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the address."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}/"
