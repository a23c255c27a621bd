from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import samples

from dateline.core.errors import InputError
from dateline.ingest import read_inputs
from dateline.ingest.net import Fetcher, FetchOptions, Keep, fetch_reports, read_opml, watch
from dateline.ingest.net import public as net_public
from dateline.ingest.net.public import is_public
from dateline.records import Report

Pages = dict[str, tuple[int, dict[str, str], bytes]]


class Site(BaseHTTPRequestHandler):
    pages: ClassVar[Pages] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        Site.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        status, headers, body = Site.pages.get(self.path, (404, {}, b""))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.pages, Site.asked = {}, []
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    with Keep(tmp_path / "kept") as keep:
        client = Fetcher(keep, FetchOptions(pause=0, timeout=5, allow_private=True, fresh=0), sleep=lambda _: None)
        yield client
        client.close()


def get(fetcher: Fetcher, *urls: str) -> list[Report | InputError]:
    return list(fetch_reports(fetcher, urls))


def test_a_page_is_read_and_kept_as_it_came(site: str, fetcher: Fetcher) -> None:
    packed = {**HTML, "Content-Encoding": "gzip"}
    Site.pages = {"/a": (200, packed, gzip.compress(samples.PAGE.encode()))}
    (report,) = get(fetcher, f"{site}/a")
    assert isinstance(report, Report)
    assert (report.headline, report.url) == ("Market at Dogo burns", f"{site}/a")
    assert "dateline/" in Site.asked[-1][1]["user-agent"]
    (again,) = read_inputs(fetcher.keep.folder.glob("*.warc.gz"))
    assert isinstance(again, Report)
    assert again.id == report.id


def test_a_second_look_asks_whether_it_changed(site: str, fetcher: Fetcher) -> None:
    Site.pages = {"/a": (200, {**HTML, "ETag": '"1"'}, samples.PAGE.encode())}
    assert fetcher.fetch(f"{site}/a").changed
    second = fetcher.fetch(f"{site}/a")
    assert Site.asked[-1][1]["if-none-match"] == '"1"'
    assert not second.changed
    Site.pages["/a"] = (200, {**HTML, "ETag": '"2"'}, samples.PAGE.replace("Sunday", "Monday").encode())
    assert fetcher.fetch(f"{site}/a").changed


def test_a_fresh_page_is_not_asked_for(site: str, fetcher: Fetcher) -> None:
    Site.pages = {"/a": (200, HTML, samples.PAGE.encode())}
    fetcher.options = replace(fetcher.options, fresh=60)
    first, second = get(fetcher, f"{site}/a")[0], get(fetcher, f"{site}/a")[0]
    assert first == second
    assert [path for path, _ in Site.asked] == ["/robots.txt", "/a"]


def test_robots(site: str, fetcher: Fetcher) -> None:
    Site.pages = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\nCrawl-delay: 7"),
        "/private/a": (200, HTML, samples.PAGE.encode()),
        "/go": (302, {"Location": "/private/a"}, b""),
        "/a": (200, HTML, samples.PAGE.encode()),
    }
    slept: list[float] = []
    fetcher.sleep = slept.append
    forbidden, redirected, allowed = get(fetcher, f"{site}/private/a", f"{site}/go", f"{site}/a")
    assert isinstance(forbidden, InputError)
    assert "robots.txt" in forbidden.reason
    assert isinstance(redirected, InputError)
    assert isinstance(allowed, Report)
    assert max(slept) > 6


def test_broken_robots_forbid_all(site: str, fetcher: Fetcher) -> None:
    Site.pages = {"/robots.txt": (503, {}, b""), "/a": (200, HTML, samples.PAGE.encode())}
    (error,) = get(fetcher, f"{site}/a")
    assert isinstance(error, InputError)


def test_limits(site: str, fetcher: Fetcher) -> None:
    Site.pages = {
        "/large": (200, HTML, b"x" * 5000),
        "/loop": (301, {"Location": "/loop"}, b""),
        "/busy": (503, {"Retry-After": "9"}, b""),
        "/out": (302, {"Location": "file:///etc/passwd"}, b""),
    }
    fetcher.options = replace(fetcher.options, max_bytes=1000)
    slept: list[float] = []
    fetcher.sleep = slept.append
    outcomes = get(fetcher, *(f"{site}/{name}" for name in ("large", "loop", "busy", "out", "none")))
    reasons = [outcome.reason for outcome in outcomes if isinstance(outcome, InputError)]
    for reason, said in zip(reasons, ("larger", "redirects", "503", "only http", "404"), strict=True):
        assert said in reason
    assert max(slept) > 8


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/", "http://me:pw@a.example/", "x", "http://"])
def test_addresses_that_are_refused(url: str, fetcher: Fetcher) -> None:
    (error,) = get(fetcher, url)
    assert isinstance(error, InputError)


def test_loopback_is_refused(site: str, fetcher: Fetcher) -> None:
    Site.pages = {"/a": (200, HTML, samples.PAGE.encode())}
    fetcher.options = replace(fetcher.options, allow_private=False)
    error, named = get(fetcher, f"{site}/a", f"{site.replace('127.0.0.1', 'localhost')}/a")
    assert isinstance(error, InputError)
    assert isinstance(named, InputError)
    assert "not a public address" in error.reason
    assert not Site.asked


def test_a_name_that_moves_into_the_private_net(monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher) -> None:
    fetcher.options = replace(fetcher.options, allow_private=False)
    monkeypatch.setattr(net_public, "resolve", lambda *_: ["93.184.216.34", "10.0.0.8"])
    (error,) = get(fetcher, "http://rebind.example/")
    assert isinstance(error, InputError)
    assert "10.0.0.8" in error.reason


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False),
        ("172.16.5.4", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.1.2.3", False), ("::1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("::ffff:127.0.0.1", False), ("64:ff9b::a00:1", False),
        ("224.0.0.1", False), ("2002:7f00:1::", False), ("nonsense", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, *, public: bool) -> None:
    assert is_public(address) is public


def feed(site: str, *names: str) -> bytes:
    items = "".join(f"<item><title>{name}</title><link>{site}/{name}</link></item>" for name in names)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>V</title>{items}</channel></rss>'.encode()


def test_watch_survives_bad_feeds_and_restarts(site: str, fetcher: Fetcher, tmp_path: Path) -> None:
    page = (200, HTML, samples.PAGE.encode())
    Site.pages = {"/feed": (200, {}, feed(site, "b", "a")), "/a": page, "/b": page, "/bad": (200, {}, b"<html>no feed")}
    feeds = [f"{site}/bad", f"{site}/none", f"{site}/feed"]
    outcomes = list(watch(fetcher, feeds, once=True))
    assert [outcome.url for outcome in outcomes if isinstance(outcome, Report)] == [f"{site}/a", f"{site}/b"]
    assert sum(isinstance(outcome, InputError) for outcome in outcomes) == 2
    Site.pages["/feed"] = (200, {}, feed(site, "c", "b", "a"))
    Site.pages["/c"] = page
    with Keep(tmp_path / "kept") as keep:
        restarted = Fetcher(keep, fetcher.options, sleep=lambda _: None)
        (new,) = watch(restarted, feeds[2:], once=True)
        restarted.close()
    assert isinstance(new, Report)
    assert new.url == f"{site}/c"


def test_watch_goes_on_until_it_is_stopped(site: str, fetcher: Fetcher) -> None:
    Site.pages = {"/feed": (200, {}, feed(site, "a")), "/a": (200, HTML, samples.PAGE.encode())}
    now = [1000.0]
    fetcher.clock = lambda: now[0]
    fetcher.sleep = lambda seconds: now.__setitem__(0, now[0] + seconds)
    (report,) = watch(fetcher, [f"{site}/feed"], every=100, stopped=lambda: now[0] > 1350)
    assert isinstance(report, Report)
    assert [path for path, _ in Site.asked].count("/feed") == 4


def test_opml(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text('<opml><body><outline text="x"><outline xmlUrl="https://a.example/f"/></outline></body></opml>')
    assert read_opml(path) == ("https://a.example/f",)
    path.write_text("no list")
    with pytest.raises(InputError):
        read_opml(path)
