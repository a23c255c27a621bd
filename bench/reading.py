"""How fast pages become reports, and how much memory an archive takes.

Run: .venv/bin/python bench/reading.py [FOLDER OF PAGES]     (without a folder: ../shared/data/html/pages)

Prints pages per second from HTML to a whole report beside trafilatura's own extraction of body and metadata from the
same pages on the same core, in turn (goal: at least 0.9 of it); the peak memory while a web archive of 20,000
synthetic pages streams by (goal: flat, no more than 300 MB); and what becomes of a page of 50 MB and of a line of a
million characters (goal: an answer in 5 s). One frozen run stands in `bench/results.md`.
"""

from __future__ import annotations

import gzip
import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dateline.core.errors import InputError
from dateline.ingest import read_inputs

PAGES = Path(__file__).parents[2] / "shared" / "data" / "html" / "pages"
ROUNDS = 5
ARCHIVED = 20_000
STEP = 2_000


def main(arguments: list[str]) -> None:
    """Measure and print."""
    if arguments == ["--archive"]:
        archive()
        return
    speed(Path(arguments[0]) if arguments else PAGES)
    large("page of 50 MB", _large_page())
    large("line of a million characters", b"Rebels left the town. " * 45_455)
    # A process of its own: what it takes is not hidden behind the peak of what went before.
    subprocess.run([sys.executable, __file__, "--archive"], check=True)  # noqa: S603 - ourselves


def speed(folder: Path) -> None:
    """Pages per second, ours and trafilatura's."""
    import trafilatura

    pages = [gzip.decompress(file.read_bytes()) for file in sorted(folder.glob("*.html.gz"))]
    if not pages:
        print(f"no pages (*.html.gz) in {folder}")
        return

    def theirs() -> None:
        for page in pages:
            trafilatura.bare_extraction(page, with_metadata=True)

    def ours() -> None:
        for page in pages:
            list(read_inputs(["-"], stdin=io.BytesIO(page)))

    times = [(_timed(theirs), _timed(ours)) for _ in range(ROUNDS)]  # in turn: a slow moment slows both
    trafilatura_s, ours_s = (min(column) for column in zip(*times, strict=True))
    count = len(pages)
    print(f"{count} pages: {count / ours_s:.0f} pages/s; trafilatura alone {count / trafilatura_s:.0f} pages/s")
    print(f"ratio: {trafilatura_s / ours_s:.2f}")


def large(name: str, data: bytes) -> None:
    """What becomes of one large input, and how soon."""
    started = time.perf_counter()
    (outcome,) = read_inputs(["-"], stdin=io.BytesIO(data))
    told = outcome.message if isinstance(outcome, InputError) else f"a report of {len(outcome.text):,} characters"
    print(f"{name}: {told}, {time.perf_counter() - started:.1f} s")


def archive() -> None:
    """Peak memory while a web archive streams by."""
    stream = _Pipe(_records(ARCHIVED))
    started, before, peaks = time.perf_counter(), 0, []
    for number, _ in enumerate(read_inputs(["-"], stdin=stream), start=1):  # type: ignore[arg-type]  # it has `read`
        if number == 1:
            before = _peak()
        if number % STEP == 0:
            peaks.append(_peak())
    speed_ = ARCHIVED / (time.perf_counter() - started)
    print(f"archive of {ARCHIVED:,} pages: {number:,} read, {speed_:.0f} pages/s")
    print(f"peak memory after the first page {before} MB, then every {STEP:,}: {', '.join(map(str, peaks))} MB")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _timed(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


# ---- synthetic pages


def page(number: int, paragraphs: int = 12) -> str:
    """A news page with its furniture; each one is different."""
    body = "".join(
        f"<p>Soldiers searched house {number * 31 + part} in the old town of Koro on day {number % 28 + 1}, and took "
        f"{part + 2} rifles and {number % 97} rounds out of a well, the governor of the district said to reporters.</p>"
        for part in range(paragraphs)
    )
    links = "".join(f'<li><a href="/{number + n}">Other story number {number + n}</a></li>' for n in range(30))
    return (
        f'<!doctype html><html lang="en"><head><title>Search {number} at Koro | Valley News</title>'
        f'<meta property="article:published_time" content="2014-03-{number % 28 + 1:02}T10:00:00Z"></head><body>'
        f"<nav><ul>{links}</ul></nav><article><h1>Search {number} at Koro</h1>{body}</article>"
        f"<aside><ul>{links}</ul></aside></body></html>"
    )


def _large_page() -> bytes:
    paragraphs = "".join(page(number, 40) for number in range(200)).encode()
    return paragraphs * (50 * 2**20 // len(paragraphs) + 1)


def _records(count: int) -> Iterator[bytes]:
    for number in range(count):
        body = page(number).encode()
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://valley.example/{number}\r\n"
            f"WARC-Date: 2014-03-02T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        yield gzip.compress(head.encode() + block + b"\r\n\r\n", 1)


class _Pipe(io.RawIOBase):
    """A stream that is made as it is read: the archive is never on disk nor in memory."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = next(self._pieces, b"")
        size = min(len(self._rest), len(target))
        target[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


if __name__ == "__main__":
    main(sys.argv[1:])
