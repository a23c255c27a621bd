"""How many names a second the gazetteer answers for on one core, when it was never asked for them before.

Run: .venv/bin/python bench/places.py [--names 20000]

Names are drawn by a fixed seed and none is asked twice, so that nothing is answered from memory: own names of populated
places, each once; the names of places drawn at random, so that a name of many places is the likelier drawn; and names
that nothing bears. Seconds are those of the processor, not of the clock. One frozen run stands in `bench/results.md`.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Callable, Sequence

from dateline.places import Gazetteer, load_gazetteer

SEED = 11
WARM = 1_000  # names asked first, and not counted: the file's upper pages are then in memory, as after the first report


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=20_000)
    count: int = parser.parse_args().names
    with load_gazetteer() as gazetteer:
        for name in drawn(gazetteer, WARM):
            gazetteer.knows(name), gazetteer.candidates(name)
        distinct = drawn(gazetteer, WARM + 2 * count)[WARM:]
        print(f"known or not, names that are: {speed(gazetteer.knows, distinct[:count]):,.0f}/s")
        print(
            f"known or not, names that are not: {speed(gazetteer.knows, [f'{n}qx' for n in distinct[:count]]):,.0f}/s"
        )
        print(f"candidates of a name: {speed(gazetteer.candidates, distinct[count:]):,.0f}/s")
    with load_gazetteer() as gazetteer:
        common = by_place(gazetteer, count)
        print(f"candidates of the name of a place: {speed(gazetteer.candidates, common):,.0f}/s")
        each = sum(len(gazetteer.candidates(name)) for name in common) / len(common)
        print(f"  {each:.1f} each; asked again: {speed(gazetteer.candidates, common):,.0f}/s")


def drawn(gazetteer: Gazetteer, count: int) -> Sequence[str]:
    """Names of populated places, each as likely as any other; the same ones first, however many are asked for."""
    names = sorted({name for (name,) in _rows(gazetteer, "SELECT name FROM place WHERE kind = 'place'")})
    random.Random(SEED).shuffle(names)  # noqa: S311 -- no secret
    return names[:count]


def by_place(gazetteer: Gazetteer, count: int) -> Sequence[str]:
    """Names of places drawn at random, each name once."""
    names = [name for (name,) in _rows(gazetteer, "SELECT name FROM place ORDER BY id")]
    random.Random(SEED).shuffle(names)  # noqa: S311 -- no secret
    return list(dict.fromkeys(names))[:count]


def _rows(gazetteer: Gazetteer, query: str) -> list[tuple[str]]:
    with sqlite3.connect(gazetteer.path) as database:
        return database.execute(query).fetchall()


def speed(asked: Callable[[str], object], names: Sequence[str]) -> float:
    """Names per second of the processor."""
    started = time.process_time()
    for name in names:
        asked(name)
    return len(names) / (time.process_time() - started)


if __name__ == "__main__":
    main()
