"""`dateline demo`: the bundled reports, from text to events."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.inputs import Failures, read_inputs
from dateline.cli.output import write_table
from dateline.cli.progress import note, tracked

if TYPE_CHECKING:
    from dateline.records import Event
    from dateline.store import Store

NEXT = """
To go on:
  dateline claims --store {store}                          what each report says, with the words it says it in
  dateline events --store {store} --country SOM            only Somalia
  dateline reports --store {store}                         the reports; `dateline report ID` shows one
  dateline explain {example}
                                                              each sentence with its parts marked, and why
  dateline code YOUR-REPORT.txt --published 2013-01-12        your own report, as JSON Lines
"""


def demo(
    store: Annotated[Path, typer.Option("--store", "-s", help="SQLite file to write.")] = Path("demo.sqlite"),
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Show at most so many events.")] = 24,
) -> None:
    """Code the bundled reports into a store, link them, and show the events.

    Running it again adds nothing. The reports are on Mali and Somalia, 10–14 January 2013.
    """
    from dateline.store import Store

    failures = Failures()
    started = time.monotonic()
    with Store.open(store) as opened:
        _fill(opened, failures)
        note(f"  done in {time.monotonic() - started:.0f} s\n")
        _show(opened, limit)
    from dateline.cli.bundled import bundled_reports

    print(NEXT.format(store=store, example=bundled_reports()[0]))
    failures.finish()
    _open_door(store)


def _open_door(store: Path) -> None:
    """End with an address to click on: of a workbench that runs beside a person's terminal, or of the one to start."""
    from dateline.cli.background import IDLE_MINUTES, start_workbench

    started = start_workbench(store) if sys.stdout.isatty() else None
    if started is None:
        from dateline.web.settings import WebSettings

        print(f"The workbench: `dateline serve --store {store}`, then open")
        print(WebSettings(store=str(store)).address)
        return
    print(f"The workbench runs; it ends with `kill {started.process}`, or {IDLE_MINUTES} minutes after its last use.")
    print(started.address)


def _fill(store: Store, failures: Failures) -> None:
    from dateline import pipeline
    from dateline.cli.bundled import bundled_reports
    from dateline.core.config import Config
    from dateline.places import load_gazetteer

    files = bundled_reports()
    note(f"Coding {len(files)} files of bundled reports into {store.location} (loading the model takes a moment) ...")
    config = Config()
    load_gazetteer(progress=note)
    for outcome in tracked(pipeline.add(read_inputs(files, None), store, config=config), "coding"):
        if outcome.error is not None:
            failures.errors.append(outcome.error)
        else:
            found = f"{outcome.claims} claims" if outcome.state == "added" else "there already"
            note(f"  {Path(outcome.source).name}: {found}")
    pipeline.link_new(store)
    counts = store.counts()
    note(f"  {counts['reports']} reports, {counts['claims']} claims, {counts['events']} events")


def _show(store: Store, limit: int) -> None:
    """Show the best supported of the events that are said to have happened, in order of time."""
    from dateline.frames.shown import EVENT_TITLES, shown_event
    from dateline.store import ClaimFilter, EventFilter

    events = list(store.events(EventFilter(statuses=("asserted",))))
    shown = set(sorted(events, key=_support, reverse=True)[:limit])
    rows = [shown_event(event, list(store.claims(ClaimFilter(event=event.id)))) for event in events if event in shown]
    title = f"The {len(rows)} best supported events (killed and wounded: low–best–high; `dateline events` shows all)"
    write_table(rows, EVENT_TITLES, sys.stdout, title=title)


def _support(event: Event) -> tuple[int, int, int, float, str]:
    """Sources first, then how much of who, where, when and how many is known."""
    known = (event.first, event.place, event.sides, event.figures)
    roles = {side.role for side in event.sides}
    return (event.independent_sources, sum(bool(part) for part in known), len(roles), event.confidence, event.id)
