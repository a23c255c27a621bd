"""Kill `dateline add` at random points until it is done, and compare the store with that of an undisturbed run.

Run: .venv/bin/python bench/killed.py [REPORTS] [KILLS]     (without numbers: 100,000 reports, 12 kills)

The reports are made up: some are versions of others, some copies, some cannot be read, and one in fifty tells of an
event that the tests' own coder finds (a real one would take a night). Prints how long both runs took, how long it
took to pass over what was there, and whether every row of every table is the same: nothing lost, nothing twice.
One frozen run stands in `bench/results.md`. `tests/test_pipeline.py` does the same with few.
"""

from __future__ import annotations

import hashlib
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

STUB = Path(__file__).parents[1] / "tests" / "support" / "stub.py"
WORDS = "market river patrol council harvest school bridge convoy doctor valley radio prison village border".split()
EVENT_IN = 50
VERSION_IN = 40
COPY_IN = 30
BROKEN_IN = 5_000


def main(arguments: list[str]) -> None:
    """Make the archive, run both, compare."""
    count, kills = (int(one) for one in (*arguments, "100000", "12")[:2]) if len(arguments) < 2 else map(int, arguments)  # noqa: PLR2004
    with tempfile.TemporaryDirectory(prefix="dateline-killed-") as folder:
        archive = Path(folder, "reports.jsonl")
        archive.write_text("\n".join(lines(count)), encoding="utf-8")
        calm, killed = Path(folder, "calm.sqlite"), Path(folder, "killed.sqlite")
        started = time.perf_counter()
        add(archive, calm).wait()
        took = time.perf_counter() - started
        print(f"{count:,} reports undisturbed: {took:.0f} s, {1000 * took / count:.1f} ms a report", flush=True)
        disturbed(archive, killed, kills, took)
        same = [digest(path) for path in (calm, killed)]
        print(f"rows, and a digest of them all: {same[0]} undisturbed, {same[1]} killed")
        print("the same: nothing lost, nothing twice" if same[0] == same[1] else "NOT THE SAME")


def disturbed(archive: Path, store: Path, kills: int, took: float) -> None:
    """Start, kill, start again; in the end let it run through, and once more when all is there."""
    chance, started = random.Random(20130112), time.perf_counter()  # noqa: S311 - when to kill is no secret
    for number in range(kills):
        process = add(archive, store)
        time.sleep(chance.uniform(0.05, 2 * took / kills))
        process.send_signal(signal.SIGKILL)
        ended = process.wait()
        print(
            f"  run {number + 1}: {'killed' if ended < 0 else 'had ended'} with {reports_in(store):,} reports",
            flush=True,
        )
    add(archive, store).wait()
    print(f"killed {kills} times: {time.perf_counter() - started:.0f} s in all")
    started = time.perf_counter()
    add(archive, store).wait()
    print(f"a run that finds all there: {time.perf_counter() - started:.0f} s")


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


def digest(store: Path) -> tuple[int, str]:
    """How many rows there are, and a digest of all that is not the database's own; their order does not matter."""
    connection, count, whole = sqlite3.connect(store), 0, 0
    for line in connection.iterdump():
        if line.startswith("INSERT INTO") and '"counters"' not in line and "search_words" not in line:
            count += 1
            whole ^= int.from_bytes(hashlib.blake2b(line.encode(), digest_size=16).digest(), "big")
    connection.close()
    return count, f"{whole:032x}"


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
    if number % EVENT_IN == 0:
        text += f" Rebels attacked Town{number % 1000} on 2013-01-{10 + number % 18}."
    address = number - VERSION_IN if revised else number
    return {
        "text": text,
        "published": f"2013-01-{10 + number % 18}",
        "url": f"https://outlet{number % 7}.example/{address}",
    }


if __name__ == "__main__":
    main(sys.argv[1:])
