"""One polite client: robots.txt, a pause per host, conditional requests, limits on time and size."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.robotparser import RobotFileParser

from dateline._version import __version__
from dateline.core.errors import InputError, UnreadableError

if TYPE_CHECKING:
    import httpcore
    import httpx

    from dateline.ingest.net.keep import Keep, Kept

USER_AGENT: Final = f"dateline/{__version__} (reads news reports for conflict research; obeys robots.txt)"
ROBOTS_NAME: Final = "dateline"
# RFC 9309: a crawler reads at least 500 KiB of robots.txt and keeps it no longer than a day.
ROBOTS_BYTES: Final = 512 * 1024
ROBOTS_SECONDS: Final = 24 * 3600
MAX_CRAWL_DELAY: Final = 60.0
MAX_RETRY_AFTER: Final = 120.0
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TRY_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_OK, _NOT_MODIFIED, _TOO_MANY, _CLIENT, _SERVER = 200, 304, 429, 400, 500


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How pages are fetched.

    Attributes:
        user_agent: What the servers are told.
        pause: Seconds between two requests to one host; a longer Crawl-delay of its robots.txt is kept.
        timeout: Seconds for connecting, and between two pieces of an answer.
        total: Seconds for one whole answer.
        max_bytes: Size of an answer, as it comes over the wire.
        max_redirects: How many redirects are followed.
        attempts: How often an address is tried when its server is busy or breaks off.
        fresh: Seconds for which a page in the archive is not asked for again: an interrupted run goes on where it was.
        allow_private: For tests only: also hosts that are not on the public internet.
    """

    user_agent: str = USER_AGENT
    pause: float = 2.0
    timeout: float = 20.0
    total: float = 120.0
    max_bytes: int = 32 * 2**20
    max_redirects: int = 5
    attempts: int = 3
    fresh: float = 3600.0
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer in the archive; `changed` is false when the page is as it was at the last fetch."""

    url: str
    kept: Kept
    changed: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The last value of a header."""
        values = [value.decode("latin-1") for key, value in self.headers if key.decode("latin-1").lower() == name]
        return values[-1] if values else None


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one at a time. `clock` and `sleep` are there for tests."""

    keep: Keep
    options: FetchOptions = FetchOptions()
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, tuple[float, RobotFileParser]] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)
    _delays: dict[str, float] = field(default_factory=dict)
    _pool: Any = None

    def fetch(self, url: str, *, fresh: float | None = None) -> Fetched:
        """Fetch a page, or find that it is unchanged or still fresh.

        Args:
            url: Its address.
            fresh: Instead of that of the options.

        Raises:
            InputError: The address is refused, unreachable, forbidden by robots.txt, too large, or answers with an
                error.
        """
        known = self.keep.find(url)
        lasts = self.options.fresh if fresh is None else fresh
        if known is not None and self.clock() - known.fetched < lasts:
            return Fetched(url, known, changed=False)
        answer = self._follow(url, known)
        if answer.status == _NOT_MODIFIED and known is not None:
            self.keep.touch(url, self.clock())
            return Fetched(url, known, changed=False)
        if answer.status != _OK:
            raise InputError(f"the server answered {answer.status}", source=url)
        kept = self.keep.add(url, answer.status, answer.headers, answer.body, now=self.clock())
        return Fetched(url, kept, changed=known is None or known.digest != kept.digest)

    def _follow(self, url: str, known: Kept | None) -> _Answer:
        """Ask for a page and follow its redirects; each one is checked like the first address."""
        at = url
        for _ in range(self.options.max_redirects + 1):
            target = checked_url(at, source=url)
            if not self._allowed(target, url):
                raise InputError("robots.txt forbids it", source=url, hint=f"The rules of {target.host} stand.")
            answer = self._ask(target, _conditions(known), url)
            location = answer.header("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            at = str(target.join(location))
        raise InputError(f"more than {self.options.max_redirects} redirects", source=url)

    def _ask(self, target: httpx.URL, headers: dict[str, str], source: str) -> _Answer:
        """One request, tried again while the server is busy."""
        import httpcore

        for attempt in range(1, self.options.attempts + 1):
            self._wait(target.host)
            try:
                answer = self._once(target, headers, self.options.max_bytes, source)
            except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
                if attempt == self.options.attempts or _is_refusal(error):
                    raise UnreadableError(_told(error), source=source) from error
                self._hold(target.host, self.options.pause * 2**attempt)
                continue
            if answer.status not in _TRY_AGAIN or attempt == self.options.attempts:
                return answer
            self._hold(target.host, _retry_after(answer) or self.options.pause * 2**attempt)
        raise AssertionError("unreachable")

    def _once(self, target: httpx.URL, headers: dict[str, str], limit: int, source: str) -> _Answer:
        import httpcore

        url = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
        every = dict.fromkeys(("connect", "read", "write", "pool"), self.options.timeout)
        sent = {"Host": target.netloc.decode("ascii"), "User-Agent": self.options.user_agent, **_ACCEPTED, **headers}
        deadline = time.monotonic() + self.options.total
        with self._connections().stream("GET", url, headers=list(sent.items()), extensions={"timeout": every}) as got:
            body = bytearray()
            for chunk in got.iter_stream():
                body += chunk
                if len(body) > limit:
                    raise UnreadableError(f"larger than {limit // 2**10} kB", source=source)
                if time.monotonic() > deadline:
                    raise UnreadableError(f"not done after {self.options.total:.0f} s", source=source)
            return _Answer(str(target), got.status, tuple(got.headers), bytes(body))

    def _connections(self) -> httpcore.ConnectionPool:
        import httpcore

        from dateline.ingest.net.public import PublicBackend

        if self._pool is None:
            backend = PublicBackend(allow_private=self.options.allow_private)
            self._pool = httpcore.ConnectionPool(max_connections=4, keepalive_expiry=30, network_backend=backend)
        pool: httpcore.ConnectionPool = self._pool
        return pool

    def close(self) -> None:
        """Close all connections."""
        if self._pool is not None:
            self._pool.close()

    # ---- manners

    def _wait(self, host: str) -> None:
        ahead = self._next.get(host, 0.0) - self.clock()
        if ahead > 0:
            self.sleep(ahead)
        self._next[host] = self.clock() + max(self.options.pause, self._delays.get(host, 0.0))

    def _hold(self, host: str, seconds: float) -> None:
        self._next[host] = max(self._next.get(host, 0.0), self.clock() + seconds)

    def _allowed(self, target: httpx.URL, source: str) -> bool:
        origin = f"{target.scheme}://{target.netloc.decode('ascii')}"
        read, rules = self._robots.get(origin, (0.0, None))
        if rules is None or self.clock() - read > ROBOTS_SECONDS:
            rules = self._read_robots(origin, source)
            self._robots[origin] = (self.clock(), rules)
        delay = rules.crawl_delay(ROBOTS_NAME)
        if delay:
            self._delays[target.host] = min(float(delay), MAX_CRAWL_DELAY)
        return rules.can_fetch(ROBOTS_NAME, str(target))

    def _read_robots(self, origin: str, source: str) -> RobotFileParser:
        """The rules of a host: none if it has no such file, all forbidden if its server fails (RFC 9309, 2.3.1)."""
        import httpx

        rules = RobotFileParser()
        target = httpx.URL(f"{origin}/robots.txt")
        answer = self._robots_answer(target, source)
        if answer.status >= _SERVER or answer.status == _TOO_MANY:
            rules.parse(["User-agent: *", "Disallow: /"])
        elif answer.status >= _CLIENT:
            rules.parse([])
        else:
            rules.parse(_decoded(answer).splitlines())
        return rules

    def _robots_answer(self, target: httpx.URL, source: str) -> _Answer:
        for _ in range(self.options.max_redirects + 1):
            self._wait(target.host)
            answer = self._ask_robots(target, source)
            location = answer.header("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            target = checked_url(str(target.join(location)), source=source)
        return answer

    def _ask_robots(self, target: httpx.URL, source: str) -> _Answer:
        import httpcore

        try:
            return self._once(target, {}, ROBOTS_BYTES, source)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise UnreadableError(f"robots.txt {_told(error)}", source=source) from error


_ACCEPTED: Final = {
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
}


def checked_url(url: str, *, source: str) -> httpx.URL:
    """Parse an address of the web.

    Raises:
        InputError: It is none, or of another scheme, or carries a password.
    """
    import httpx

    try:
        parsed = httpx.URL(url.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise InputError(f"not an address ({error})", source=source) from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise InputError(f"only http and https are fetched, not {parsed.scheme or 'paths'}", source=source)
    if parsed.userinfo:
        raise InputError("addresses with a password are not fetched", source=source)
    return parsed


def _conditions(known: Kept | None) -> dict[str, str]:
    if known is None:
        return {}
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.modified))
    return {name: value for name, value in pairs if value}


def _is_refusal(error: Exception) -> bool:
    from dateline.ingest.net.public import NotPublicError

    return isinstance(error, NotPublicError)


def _told(error: Exception) -> str:
    return f"cannot be fetched ({str(error) or type(error).__name__})"


def _retry_after(answer: _Answer) -> float | None:
    value = answer.header("retry-after") or ""
    return min(float(value), MAX_RETRY_AFTER) if value.isdigit() else None


def _decoded(answer: _Answer) -> str:
    from dateline.ingest.decode import gunzip

    body = answer.body
    if (answer.header("content-encoding") or "").lower() == "gzip":
        try:
            body = gunzip(body, source=answer.url, limit=ROBOTS_BYTES)
        except UnreadableError:
            return "User-agent: *\nDisallow: /"
    return body.decode("utf-8", "replace")
