"""Reviewers at work at once: is any judgement lost or doubled, and how long does each wait?

Run: .venv/bin/python bench/reviewers.py [--postgres] [--reviewers 50] [--seconds 60] [--pause 1] [--claims 3000]

A store of the reports of `bench/linking.py` is made, the workbench served by `dateline serve`'s own server in a process
of its own, and reviewers ask it over loopback: each reads a record with its history, then confirms, corrects or rejects
it, comments on it or takes back what it said last, naming the version that it read. In between each pauses for as long
as `--pause` says in the mean. What was answered with 201 is then held against the store: each judgement once, and no
other.
The frozen run stands in `bench/results.md`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from linking import World
from load import Tally, percentile, problems, review

from dateline import pipeline
from dateline.records import Judgement
from dateline.store import Store


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--reviewers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--claims", type=int, default=3000)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-bench-")))
        location = _database(stack, postgres=given.postgres, folder=folder)
        _fill(location, given.claims)
        tally, judgements = review(location, given.reviewers, given.seconds, given.pause)
    _print(tally, judgements, given.seconds)
    sys.exit(1 if problems(tally, judgements) else 0)


def _database(stack: ExitStack, *, postgres: bool, folder: Path) -> str:
    if not postgres:
        return str(folder / "a.sqlite")
    from postgres import server

    home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-postgres-")))
    running = stack.enter_context(server(home, settings=()))  # as in production: every commit reaches the disk
    return running.url(running.new())


def _fill(location: str, claims: int) -> None:
    with Store.open(location) as store:
        for report, found in World(claims).reports():
            store.add(report, found)
        pipeline.relink(store)
        print({name: count for name, count in store.counts().items() if count})


def _print(tally: Tally, judgements: list[Judgement], seconds: float) -> None:
    for kind, waits in tally.waits.items():
        shown = ", ".join(f"p{share} {percentile(waits, share / 100):.0f} ms" for share in (50, 95, 99))
        print(f"{kind}: {len(waits)} ({len(waits) / seconds:.1f}/s), {shown}")
    asked = max(1, sum(map(len, tally.waits.values())))
    taken = ", ".join(f"{who} {1000 * all_of_it / asked:.1f} ms" for who, all_of_it in tally.processor.items())
    print(f"processor time for each request, linking included: {taken}")
    print("answers:", dict(sorted(tally.answers.items())))
    print(f"judgements told {len(tally.kept)}, kept {len(judgements)}")
    for problem in problems(tally, judgements)[:20]:
        print(problem)


if __name__ == "__main__":
    main()
