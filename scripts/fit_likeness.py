"""Print what the likeness of two reports, and the days between them, tell on their being about one event.

These are the lines in `link/score.py`.

Pairs of reports of one incident each: of muc34, those whose answer keys agree on day, town and type are of one
incident, those whose keys name different countries, or days three or more apart, are of two; of gvdb, those that name
one victim are of one, those whose victims and cities differ are of two. The line gives the natural logarithm of how
many times likelier a likeness is for the first than for the second.

    python scripts/fit_likeness.py ../shared/data
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

from dateline.evaluate import muc34_keys
from dateline.link.traits import likeness, traits_of
from dateline.records import Report

DAYS = (0, 2, 4, 8, 21, 61)
EDGES = (0.0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.4, 1.01)
APART = 2
"""Days up to which two dates may be one that was noted differently."""

Key = tuple[str, ...]
Labelled = tuple[bool, float, int | None]


def muc34(data: Path) -> Iterator[Labelled]:
    """Pairs of messages with one template each."""
    texts = {text.key: text for text in muc34_keys.read(data / "muc34" / "dev")}
    keys: dict[str, list[Key]] = {}
    for path in sorted((data / "muc34" / "dev").glob("key-*")):
        for raw in muc34_keys._raw_templates(path.read_text(encoding="utf-8", errors="replace")):  # noqa: SLF001
            date, place, kind = (raw.slots.get(slot, [""])[0] for slot in (2, 3, 4))
            if kind not in {"*", "-", ""}:
                keys.setdefault(raw.message, []).append((date, place, kind))
    single = {key: some[0] for key, some in keys.items() if len(some) == 1 and key in texts}
    traits = {key: traits_of(Report(id=key, text=texts[key].text, published=texts[key].published)) for key in single}
    for one, other in combinations(sorted(single), 2):
        same = _same_incident(single[one], single[other])
        if same is not None:
            days = (traits[one].day, traits[other].day)
            gap = abs(days[0] - days[1]) if days[0] is not None and days[1] is not None else None
            yield same, likeness(traits[one], traits[other]), gap


def _same_incident(one: Key, other: Key) -> bool | None:
    here, there = _day(one[0]), _day(other[0])
    if here and there and abs((here - there).days) > APART:
        return False
    if one[1].split(":")[0] != other[1].split(":")[0]:
        return False
    return True if here and here == there and one[1:] == other[1:] and ":" in one[1] else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%d %b %y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def gvdb(data: Path) -> Iterator[Labelled]:
    """Pairs of newspaper reports with a named victim or a city."""
    rows = [json.loads(line) for line in (data / "gvdb" / "dev.jsonl").open(encoding="utf-8")]
    reports = [
        Report(id=row["doc_key"], text=" ".join(word for words in row["full_text"] for word in words)) for row in rows
    ]
    traits = [traits_of(report) for report in reports]
    victims, cities = ([_named(row, label) for row in rows] for label in ("VIC-NAME", "DAT-CITY"))
    for one, other in combinations(range(len(rows)), 2):
        if victims[one] & victims[other]:
            yield True, likeness(traits[one], traits[other]), None
        elif cities[one] and cities[other] and not cities[one] & cities[other]:
            yield False, likeness(traits[one], traits[other]), None


def _named(row: dict[str, list[list[object]]], label: str) -> set[str]:
    found = {re.sub(r"\W+", " ", str(span[3])).strip().casefold() for span in row["spans"] if span[2] == label}
    return {name for name in found if " " in name or label == "DAT-CITY"}


def show(values: Sequence[tuple[bool, float]], edges: Sequence[float]) -> None:
    """Print the ratio for each step."""
    one, two = ([value for same, value in values if same is wanted] for wanted in (True, False))
    print(f"{len(one)} pairs of one incident, {len(two)} of two")
    for low, high in pairwise(edges):
        ours, theirs = (sum(low <= value < high for value in some) for some in (one, two))
        ratio = math.log((ours + 0.5) / len(one)) - math.log((theirs + 0.5) / len(two))
        print(f"{low:5.2f}..{high:5.2f}  {ours:6} {theirs:8}  {ratio:+.2f}")


def main() -> None:
    """Print the lines."""
    data = Path(sys.argv[1])
    pairs: Sequence[Labelled] = [*muc34(data), *gvdb(data)]
    show([(same, value) for same, value, _ in pairs], EDGES)
    show([(same, days) for same, _, days in pairs if days is not None], DAYS)


if __name__ == "__main__":
    main()
