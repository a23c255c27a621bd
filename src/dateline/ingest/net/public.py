"""Connections to public addresses only.

The check is made where the connection is: the name is resolved once, every address that it has is checked, and the
connection goes to the address that was checked. So neither a redirect nor a name whose address changes between check
and use leads into a private network.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore


class NotPublicError(httpcore.ConnectError):
    """The host's address is not on the public internet."""


def is_public(address: str) -> bool:
    """Whether an address is reachable by anyone: no loopback, private, link-local, shared or reserved range."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):  # an IPv4 address behind NAT64
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host.

    Raises:
        httpcore.ConnectError: There is no such host.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"host {host!r} is not known") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class PublicBackend(httpcore.NetworkBackend):
    """A network that ends at the borders of the public internet.

    Args:
        allow_private: For tests only: connect to any address.
    """

    def __init__(self, *, allow_private: bool = False) -> None:
        self._inner = httpcore.SyncBackend()
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host`, if all of them are public."""
        addresses = resolve(host, port)
        if not self._allow_private and (private := [one for one in addresses if not is_public(one)]):
            raise NotPublicError(f"{host} is at {private[0]}, which is not a public address")
        return self._inner.connect_tcp(addresses[0], port, timeout, local_address, socket_options)
