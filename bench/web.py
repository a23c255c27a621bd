"""How long the overview of a large store takes: every query behind it, on SQLite or PostgreSQL.

Run: .venv/bin/python bench/web.py STORE      (made by bench/made_up.py; an SQLite file or a database URL)

Each query runs three times; the best counts. Beside the wall's time stands the processor time of this process: on a
machine that does other things too it is the steadier figure (of PostgreSQL it tells only our side). "first view" is
what the page needs before anything is drawn. One frozen run stands in `bench/results.md`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from dateline.store import Box, ClaimFilter, EventFilter, ReportFilter, Store
from dateline.store.counters import Pulse

ROUNDS = 3
MIDDLE_EAST = Box(30, 25, 60, 40)
FILTERS = {
    "all": EventFilter(),
    "type": EventFilter(types=("assault",)),
    "a year": EventFilter(since="2014-01-01", until="2014-12-31"),
    "part of the map": EventFilter(box=MIDDLE_EAST),
    "a publisher": EventFilter(publishers=("Publisher 0",)),
    "sector, toll": EventFilter(sectors=("MIL",), measure="killed", at_least=10),
    "a name": EventFilter(actor="group 3"),
    "words": EventFilter(words="turned killing SYR"),
    "rare words": EventFilter(words='"Publisher 3"'),
    "to be reviewed": EventFilter(states=("unreviewed",)),
}


def main(location: str) -> None:
    """Measure and print."""
    with Store.open(location, create=False) as store:
        print(store.counts())
        for name, wanted in FILTERS.items():
            _measure(store, name, wanted)
        print()
        _shown("counters, for the live stream", store.pulse)
        _shown("a page of reports", lambda: store.pages.reports(ReportFilter()))
        _shown("a page of reports by words", lambda: store.pages.reports(ReportFilter(words="hospital market")))
        _shown("a page of claims", lambda: store.pages.claims(ClaimFilter()))
        arrived = store.pulse().reports
        _shown("what is new, of 50 reports", lambda: store.news.since(Pulse(reports=arrived - 50)))
        _shown("what is new, of all", lambda: store.news.since(Pulse()))


def _measure(store: Store, name: str, wanted: EventFilter) -> None:
    print(f"\n{name}: {store.overview.count(wanted):,} events")
    steps: dict[str, Callable[[], object]] = {
        "count": lambda: store.overview.count(wanted),
        "first page": lambda: store.pages.events(wanted),
        "map of the world": lambda: store.overview.map(wanted, zoom=2),
        "timeline": lambda: store.overview.timeline(wanted),
        "facets": lambda: store.overview.facets(wanted),
    }
    first = [_shown(step, work) for step, work in steps.items()]
    print(f"  {'first view':32}{sum(wall for wall, _ in first):9.0f}{sum(cpu for _, cpu in first):9.0f}")
    _shown("page by toll", lambda: store.pages.events(wanted, sort="-killed"))
    _shown("map of a region", lambda: store.overview.map(wanted, zoom=6, view=MIDDLE_EAST))


def _shown(name: str, work: Callable[[], object]) -> tuple[float, float]:
    best = (float("inf"), float("inf"))
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        best = min(best, (1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)))
    print(f"  {name:32}{best[0]:9.1f}{best[1]:9.1f} ms", flush=True)
    return best


if __name__ == "__main__":
    main(sys.argv[1])
