"""How many rows a second each export format writes, and whether memory stays flat.

Run: .venv/bin/python bench/export.py [EVENTS] [FORMAT ...]     (default: 100000 events, all formats)

The events are made up as they are asked for, each with two claims of two reports; the time to make them is measured
alone and taken off. Each format runs in a process of its own; "growth" is what the peak of memory grew by after the
first tenth of the events. Seconds are of the processor, threads included. The frozen run stands in `bench/results.md`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.export import Dossier

EVENTS = 100_000
TENTH = 10
PLACES = 2_000
MEGABYTE = 1024


def main(arguments: list[str]) -> None:
    """Measure and print a table."""
    from dateline.export import built_in

    events = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else EVENTS
    print("| format | rows/s | seconds | MB of file | peak MB | growth MB |\n| --- | --- | --- | --- | --- | --- |")
    for name in arguments or built_in():
        told = _measured(name, events)
        print(
            f"| {name} | {events / told['seconds']:,.0f} | {told['seconds']:.1f} | {told['size']:.1f} "
            f"| {told['peak']:.0f} | {told['growth']:.0f} |",
            flush=True,
        )


def _measured(name: str, events: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", name, str(events)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def one(name: str, events: int) -> None:
    """Measure one format in this process; one line of JSON."""
    from dateline.export import describe, export, format_named

    form = format_named(name)
    about = describe(form, "events", date="2020-01-01", filters={})
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"a{form.suffix}"
        export(dossiers(TENTH), form, about, target, None)  # imports what it needs
        alone = _alone(events // TENTH) * TENTH
        peaks: list[float] = []
        started = time.process_time()
        export(_watched(events, peaks), form, about, target, None)
        seconds = time.process_time() - started - alone
        size = target.stat().st_size
    growth = _peak() - peaks[0]
    print(json.dumps({"seconds": seconds, "peak": _peak(), "growth": growth, "size": size / MEGABYTE**2}))


def _alone(events: int) -> float:
    started = time.process_time()
    for _ in dossiers(events):
        pass
    return time.process_time() - started


def _watched(events: int, peaks: list[float]) -> Iterator[Dossier]:
    for number, dossier in enumerate(dossiers(events)):
        if number == events // TENTH:
            peaks.append(_peak())
        yield dossier


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def dossiers(events: int) -> Iterator[Dossier]:
    """Make events up: an attack with two sides, a place, a toll, and two claims of two newspapers."""
    from dateline.export import Dossier
    from dateline.records import Acled, Claim, Event, EventFigure, Place, Quote, Side, Source, Span, StancedClaim, Ucdp
    from dateline.records.event import Basis
    from dateline.store.bundles import Citation

    sides = (
        Side(name="MUJAO", id="mujao", sector="REB", role="actor"),
        Side(name="Military of Mali", id="mil-mli", country="MLI", sector="MIL", role="recipient"),
    )
    places = [
        Place(
            text=f"Town {spot}", start=32, end=42, name=f"Town {spot}", admin1="Mopti", country="MLI",
            latitude=10 + spot / 200, longitude=-8 + spot / 250, geonames_id=spot, precision=1,
        )
        for spot in range(PLACES)
    ]  # fmt: skip
    claim = Claim(
        id="c", report_id="r", sentence=Span(start=0, end=90), trigger=Quote(text="attacked", start=20, end=28),
        type="assault", mode="firearms", status="asserted", confidence=0.7, coder="bench/1",
        sources=(Source(text="an officer", start=60, end=70, kind="military", cue="said"),),
    )  # fmt: skip
    toll = EventFigure(
        measure="killed", side="Military of Mali", low=3, best=4, high=6, basis=Basis(rule="they agree", claims=("c",))
    )
    event = Event(
        id="e", type="assault", mode="firearms", status="asserted", date_precision=1, sides=sides, figures=(toll,),
        claims=(StancedClaim(claim_id="c", stance="supports"),), reports=2, publishers=2, independent_sources=2,
        acled=Acled(event_type="Battles", sub_event_type="Armed clash"), ucdp=Ucdp(type_of_violence=1), confidence=0.9,
    )  # fmt: skip
    for number in range(events):
        place = places[number % PLACES]
        day = f"20{number * 12 // events:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        ids = (f"{number:08x}a", f"{number:08x}b")
        told = tuple(claim.model_copy(update={"id": f"c-{i}", "report_id": f"r-{i}", "place": place}) for i in ids)
        stanced = tuple(StancedClaim(claim_id=one.id, stance="supports") for one in told)
        own = {"id": f"e-{number:08x}", "first": day, "last": day, "place": place, "claims": stanced}
        cited = {
            f"r-{i}": Citation(f"r-{i}", publisher="Northern Post", headline="Town falls", published=day) for i in ids
        }
        yield Dossier(event.model_copy(update=own), told, cited)


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(sys.argv[2], int(sys.argv[3]))
    else:
        main(sys.argv[1:])
