"""What stands around every request: the name it was sent to, its size, and the headers that bind the browser."""

from __future__ import annotations

import ipaddress
import json

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.auth.csrf import SAFE_METHODS
from dateline.web.settings import WebSettings

MAX_BODY = 1_000_000
"""Bytes: the largest that is sent here is a comment or a coding, some 10 kB."""

# Nothing is loaded from elsewhere, and no script or style stands in a page. MapLibre makes its worker from a blob, and
# draws its icons from data: addresses.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; child-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_OWN_SITE = frozenset({"same-origin", "none"})
"""What browsers say in Sec-Fetch-Site of our own pages and of an address typed in; programs say nothing."""
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
STRICT_TRANSPORT = "max-age=31536000"


class Guard:
    """Refuses requests sent to another name or too large, and adds the headers to every answer.

    A page of another site can point its own name at 127.0.0.1 (DNS rebinding) and would then read what it likes: so a
    name is only answered to if it is ours. Numbers are, since nobody can point those elsewhere.
    """

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        self._names = {"localhost", settings.host.casefold(), *(name.casefold() for name in settings.hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = _with_headers(send, secure=scope["scheme"] == "https")
        if not self._is_ours(headers.get("host", "")):
            hint = "Start `dateline serve` with --allow-host for the name."
            await _refuse(scope, answer, 421, "this is not the host that was asked for", hint)
        elif scope["method"] not in SAFE_METHODS and headers.get("sec-fetch-site", "none") not in _OWN_SITE:
            await _refuse(scope, answer, 403, "the request comes from another site", None)
        elif "\0" in scope["path"] or b"%00" in scope["query_string"]:
            await _refuse(scope, answer, 400, "no name holds the character NUL", None)
        elif _length(headers) > MAX_BODY:
            await _refuse(scope, answer, 413, f"a request has at most {MAX_BODY} bytes", None)
        else:
            await self._app(scope, _counted(receive), answer)

    def _is_ours(self, host: str) -> bool:
        name = host.casefold()
        name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
        return name in self._names or _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdecimal() else 0


def _counted(receive: Receive) -> Receive:
    """Cut a body off that is sent in pieces, without a length, and becomes too large."""
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > MAX_BODY else message

    return counting


def _with_headers(send: Send, *, secure: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            # What is shown depends on who asks: no cache on the way may keep it, and the browser asks again.
            headers.setdefault("Cache-Control", "private, no-cache")
            if secure:
                headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
        await send(message)

    return sending


async def _refuse(scope: Scope, send: Send, status: int, detail: str, hint: str | None) -> None:
    problem = {
        "type": f"about:blank#http-{status}",
        "title": "Refused",
        "status": status,
        "detail": detail,
        "instance": scope["path"],
    }
    body = json.dumps(problem | ({"hint": hint} if hint else {})).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
