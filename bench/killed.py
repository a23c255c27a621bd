"""Kill `dateline add` at random points until it is done, and look whether anything is lost or there twice.

Run: .venv/bin/python bench/killed.py [REPORTS] [KILLS] [FOLDER]     (without: 100,000 reports, 8 kills, a new folder)

The reports are made up: some are versions of others, some copies, some cannot be read, and one in fifty tells of an
event that the tests' own coder finds (a real one would take a night). The store is held against what the same archive
gives in memory: which reports in which order, what each one is a version or a copy of, their claims, all claims in
events. One frozen run stands in `bench/results.md`; `tests/test_pipeline.py` does the same with few reports, and
compares every row with those of an undisturbed run.
"""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dateline.ingest import read_inputs
from dateline.ingest.arrivals import Arrivals
from dateline.records import Report

STUB = Path(__file__).parents[1] / "tests" / "support" / "stub.py"
WORDS = "market river patrol council harvest school bridge convoy doctor valley radio prison village border".split()
EVENT_IN = 50
VERSION_IN = 40
COPY_IN = 30
BROKEN_IN = 5_000
Placed = tuple[str, str | None, str | None]


def main(arguments: list[str]) -> None:
    """Make the archive, add it as often as it takes, compare."""
    count, kills = (int(given) for given in (*arguments[:2], *("100000", "8")[len(arguments[:2]) :]))
    folder = Path(arguments[2] if len(arguments) > 2 else tempfile.mkdtemp(prefix="dateline-killed-"))  # noqa: PLR2004
    archive, store = folder / "reports.jsonl", folder / "killed.sqlite"
    if not archive.exists():
        archive.write_text("\n".join(lines(count)), encoding="utf-8")
    disturbed(archive, store, kills)
    found, claims = rows(store)
    wanted, events = expected(archive)
    print(f"{len(found):,} reports and {claims:,} claims in the store; {len(wanted):,} and {events:,} in the archive")
    print("nothing lost, nothing twice" if (found, claims) == (wanted, events) else "NOT THE SAME")


def disturbed(archive: Path, store: Path, kills: int) -> None:
    """Start, kill after a random time in which something was added, start again; in the end let it run through."""
    chance, started = random.Random(20130112), time.perf_counter()  # noqa: S311 - when to kill is no secret
    for number in range(kills):
        process, before = add(archive, store), reports_in(store)
        while process.poll() is None and reports_in(store) == before:
            time.sleep(0.2)
        time.sleep(chance.uniform(0.0, 60.0))
        process.send_signal(signal.SIGKILL)
        ended = "killed" if process.wait() < 0 else "had ended"
        print(f"  run {number + 1}: {ended} at {reports_in(store):,} reports", flush=True)
    add(archive, store).wait()
    print(f"killed {kills} times, then done: {time.perf_counter() - started:.0f} s in all", flush=True)


def add(archive: Path, store: Path) -> subprocess.Popen[bytes]:
    """Start `dateline add` with the tests' coder."""
    command = [sys.executable, str(STUB), "0", "add", str(archive), "--store", str(store), "--quiet"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - ourselves


def reports_in(store: Path) -> int:
    """How many reports a store has; 0 if it was not made yet."""
    connection = sqlite3.connect(store)
    try:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def rows(store: Path) -> tuple[list[Placed], int]:
    """The reports of a store in the order of their arrival, and the number of claims that are in events."""
    connection = sqlite3.connect(store)
    try:
        found = connection.execute("SELECT id, revises, copy_of FROM reports ORDER BY arrival").fetchall()
        joined = "SELECT count(*) FROM claims JOIN event_claims ON claims.id = event_claims.claim_id"
        return found, int(connection.execute(joined).fetchone()[0])
    finally:
        connection.close()


def expected(archive: Path) -> tuple[list[Placed], int]:
    """What an undisturbed run must leave."""
    memory, found, claims = Arrivals(), [], 0
    for report in read_inputs([archive]):
        if isinstance(report, Report):
            placed = memory.place(report)
            found.append((placed.id, placed.revises, placed.copy_of))
            claims += "attacked" in report.text
    return found, claims


def lines(count: int) -> Iterator[str]:
    """The archive, one report a line."""
    for number in range(count):
        if number % BROKEN_IN == BROKEN_IN - 1:
            yield '{"text": "cut sho'
            continue
        yield json.dumps(made_up(number), ensure_ascii=False)


def made_up(number: int) -> dict[str, str]:
    """One report; what it repeats of an earlier one depends on its number alone."""
    copied = number % COPY_IN == 0 and number > 0
    revised = number % VERSION_IN == 1 and number > VERSION_IN
    chance = random.Random(number - 1 if copied or revised else number)  # noqa: S311 - nothing is secret here
    text = " ".join(chance.choices(WORDS, k=90)).capitalize() + f" number {number}."
    day = f"2013-01-{10 + number % 18}"
    if number % EVENT_IN == 0:
        text += f" Rebels attacked Town{number % 1000} on {day}."
    address = number - VERSION_IN if revised else number
    return {"text": text, "published": day, "url": f"https://outlet{number % 7}.example/{address}"}


if __name__ == "__main__":
    main(sys.argv[1:])
