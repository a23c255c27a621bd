"""How long linking takes, in batch and report by report, on a store of made-up claims.

    python bench/linking.py 100000 --folder /tmp/linking [--add 30]

Incidents are spread over places and days as news is: a few towns have most of them, wars come in bursts, most incidents
have one report and a few have hundreds. Reports name the place, the day and the dead wrongly now and then, or not at
all. Nothing is coded: the claims are written into the store as they are drawn, with a fixed seed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from dateline import pipeline
from dateline.core.ids import stable_id
from dateline.link.rarity import DATA
from dateline.records import Claim, Report
from dateline.store import Store
from dateline.store.counters import bump
from dateline.store.engine import writing
from dateline.store.rows import claim_row, report_row
from dateline.store.tables import claims, reports

SEED = 7
AT_ONCE = 2000
MOST = 100
"""Reports that are made for adding them one by one."""
MORE = ".jsonl"
TOWNS_OF_CLAIM = 1 / 200
DAYS = 3 * 365
"""Years that a store of 100,000 claims covers; larger ones cover more countries rather than more years."""
KINDS = (
    ("assault", "firearms", "shot"), ("assault", "explosives", "bombed"), ("assault", "aerial", "struck"),
    ("assault", None, "attacked"), ("assault", "abduct", "abducted"), ("coerce", "seize", "captured"),
    ("protest", "demo", "marched"), ("mobilize", "troops", "deployed"), ("retreat", "withdraw", "withdrew"),
)  # fmt: skip
SYLLABLES = "ba do ka li mo na pe ra su ti vo ze gu fa he jo".split()


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened, as nobody tells it in full."""

    kind: tuple[str, str | None, str]
    town: int
    day: int
    killed: int
    parties: tuple[int, int]
    names: tuple[str, ...]


Told = tuple[Report, list[Claim]]


class World:
    """Draws incidents and the reports of them."""

    def __init__(self, number: int) -> None:
        self._chance = random.Random(SEED)  # noqa: S311 - not for secrets
        self._towns = max(50, int(number * TOWNS_OF_CLAIM))
        rows = (line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines())
        self._words = [word for word, _ in sorted(rows, key=lambda row: -int(row[1]))][:6000]

    def reports(self) -> Iterator[Told]:
        """Reports with their claims, without end, in no order of time."""
        recent = [self._incident() for _ in range(40)]
        for number in itertools.count():
            told = [self._choose(recent)]
            while self._chance.random() < 0.25:  # noqa: PLR2004 - one report in four tells of more
                told.append(self._choose(recent))
            yield self._report(number, told)

    def _choose(self, recent: list[Incident]) -> Incident:
        """A new incident, or one that was told before: the more, the likelier it is told again."""
        if self._chance.random() < 0.4:  # noqa: PLR2004
            recent[self._chance.randrange(len(recent))] = self._incident()
        return recent[int(len(recent) * self._chance.random() ** 3)]

    def _incident(self) -> Incident:
        chance = self._chance
        town = int(self._towns * chance.random() ** 3)
        burst = (town * 97 + chance.randrange(4) * 211) % DAYS
        return Incident(
            kind=KINDS[int(len(KINDS) * chance.random() ** 2)],
            town=town,
            day=(burst + int(chance.expovariate(1 / 40))) % DAYS,
            killed=int(chance.paretovariate(1.2)),
            parties=(int(300 * chance.random() ** 3), int(300 * chance.random() ** 3)),
            names=tuple(self._name() for _ in range(4)),
        )

    def _name(self) -> str:
        return "".join(self._chance.choices(SYLLABLES, k=4)).capitalize()

    def _report(self, number: int, told: list[Incident]) -> Told:
        day = dt.date(2010, 1, 1) + dt.timedelta(days=told[0].day + 1 + int(self._chance.expovariate(0.7)))
        sentences: list[tuple[Incident, str]] = []
        for incident in told:
            times = self._chance.choice((1, 2, 2, 3, 4, 5))
            sentences += [(incident, self._sentence(incident)) for _ in range(times)]
        text = " ".join(sentence for _, sentence in sentences)
        report = Report(
            id=stable_id("r", number), url=f"https://n{number % 400}.example/{number}",
            publisher=f"Paper {number % 400}", published=day.isoformat(), text=text,
        )  # fmt: skip
        start, found = 0, []
        for incident, sentence in sentences:
            found.append(self._claim(report, incident, start, start + len(sentence)))
            start += len(sentence) + 1
        return report, found

    def _sentence(self, incident: Incident) -> str:
        chance = self._chance
        words = [self._words[int(6000 * chance.random() ** 3)] for _ in range(9)]
        words += [*chance.sample(incident.names, 2), f"Town{incident.town}", str(incident.killed)]
        chance.shuffle(words)
        return f"{' '.join(words)} {incident.kind[2]}."

    def _claim(self, report: Report, incident: Incident, start: int, end: int) -> Claim:
        kind, mode, word = incident.kind
        at = end - len(word) - 1
        return Claim(
            id=stable_id("c", report.id, start),
            report_id=report.id,
            sentence={"start": start, "end": end},
            trigger={"text": word, "start": at, "end": at + len(word)},
            type=kind,
            mode=mode,
            status="asserted",
            actors=[_party(incident.parties[0], start)],
            recipients=[_party(incident.parties[1], start)],
            place=self._place(incident.town, start),
            time=self._time(incident.day, start),
            figures=self._figures(incident.killed, start),
            confidence=0.7,
            coder="made-up/1",
        )  # type: ignore[arg-type]

    def _place(self, town: int, start: int) -> dict[str, Any] | None:
        draw = self._chance.random()
        if draw < 0.35:  # noqa: PLR2004 - most clauses do not repeat the place
            return None
        where = town if draw < 0.97 else town + 1  # noqa: PLR2004
        return {
            "text": f"Town{where}", "start": start, "end": start + 4, "name": f"Town{where}",
            "country": f"C{where % 30:02}", "admin1": f"Province {where % 300}", "geonames_id": where + 1,
            "precision": 1, "latitude": where % 80, "longitude": where % 170,
        }  # fmt: skip

    def _time(self, day: int, start: int) -> dict[str, Any] | None:
        draw = self._chance.random()
        if draw < 0.5:  # noqa: PLR2004
            return None
        told = dt.date(2010, 1, 1) + dt.timedelta(days=day + (draw > 0.95))  # noqa: PLR2004
        first = last = told.isoformat()
        return {"text": "day", "start": start, "end": start + 3, "first": first, "last": last, "precision": 1}

    def _figures(self, killed: int, start: int) -> list[dict[str, Any]]:
        if self._chance.random() < 0.6:  # noqa: PLR2004
            return []
        told = killed + (self._chance.random() < 0.2)  # noqa: PLR2004
        return [
            {
                "text": str(told),
                "start": start,
                "end": start + 1,
                "measure": "killed",
                "low": told,
                "best": told,
                "high": told,
            }
        ]


def _party(number: int, start: int) -> dict[str, Any]:
    return {
        "text": f"party {number}", "start": start, "end": start + 5, "name": f"Party {number}", "id": f"p-{number}",
        "country": f"C{number % 30:02}", "sector": ("MIL", "REB", "COP", "CVL")[number % 4],
    }  # fmt: skip


def fill(store: Store, source: Iterator[Told], number: int) -> int:
    """Write made-up reports, with so many claims or a few more, into the tables that linking reads."""
    made, arrival = 0, 0
    while some := list(_first(itertools.islice(source, AT_ONCE), number - made)):
        with writing(store._engine) as connection:  # noqa: SLF001 - adding one by one would measure something else
            connection.execute(insert(reports), [report_row(one, arrival + at + 1) for at, (one, _) in enumerate(some)])
            rows = [claim_row(claim, report.publisher) for report, found in some for claim in found]
            connection.execute(insert(claims), rows)
            bump(connection, "reports", len(some))
        made, arrival = made + len(rows), arrival + len(some)
    return made


def _first(source: Iterator[Told], number: int) -> Iterator[Told]:
    made = 0
    while made < number and (told := next(source, None)) is not None:
        made += len(told[1])
        yield told


def make(path: Path, number: int) -> None:
    """Make a store, and beside it the next reports of its world, to be added one by one."""
    source = World(number).reports()
    with Store.open(path) as store:
        print("made", fill(store, source, number), "claims", flush=True)
    lines = (json.dumps([one.model_dump(mode="json") for one in (report, *found)]) for report, found in source)
    path.with_suffix(MORE).write_text("".join(f"{line}\n" for line in itertools.islice(lines, MOST)), encoding="utf-8")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--add", type=int, default=30, help="reports that are added one by one afterwards")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    path = given.folder / f"{given.claims}.sqlite"
    if not path.exists():
        make(path, given.claims)
    with Store.open(path) as store:
        wall, cpu = time.perf_counter(), _processor()
        events = pipeline.relink(store, workers=given.workers)
        wall, cpu = time.perf_counter() - wall, _processor() - cpu
        memory = _memory(given.workers)
        counts = store.counts()
        print(f"{counts['claims']} claims of {counts['reports']} reports -> {events} events")
        print(f"batch: {wall:.1f} s, of the processor {cpu:.1f} s, {memory:.2f} GB", flush=True)
        _add(store, path.with_suffix(MORE), given.add)


def _processor() -> float:
    """Seconds of the processor, of this process and those that it started."""
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, _WHO))


def _memory(workers: int) -> float:
    """The most memory in GB, of this process and of those that it started, were all as large as the largest.

    Files that they map are counted for each of them.
    """
    mine, child = (resource.getrusage(one).ru_maxrss / 1e6 for one in _WHO)
    return mine + workers * child


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _add(store: Store, path: Path, times: int) -> None:
    """Add further reports of the same world one by one."""
    spent = []
    with path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, times):
            report, *found = json.loads(line)
            store.add(Report.model_validate(report), [Claim.model_validate(one) for one in found])
            wall, cpu = time.perf_counter(), time.process_time()
            pipeline.link_new(store)
            spent.append((time.perf_counter() - wall, time.process_time() - cpu))
    for at, name in enumerate(("wall", "processor")):
        first, *others = (1000 * one[at] for one in spent)  # the first one reads the tables of event types, too
        ordered = sorted(others) or [first]
        middle, worst = ordered[len(ordered) // 2], ordered[-1]
        print(f"adding one, {name}: median {middle:.0f} ms, worst {worst:.0f} ms; the first {first:.0f} ms")


if __name__ == "__main__":
    main()
