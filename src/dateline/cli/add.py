"""`dateline add`: read, code, store and link."""

from __future__ import annotations

from collections import Counter

from dateline.cli.inputs import Failures, column_map, read_inputs
from dateline.cli.options import ColumnMap, ConfigFile, Inputs, Published, Quiet, StoreOption, Workers
from dateline.cli.progress import note, tracked


def add(
    inputs: Inputs,
    store: StoreOption = None,
    published: Published = None,
    columns: ColumnMap = None,
    workers: Workers = None,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Read and code reports, add them to a store, and link all its claims to events.

    Reports that are there already are passed over: a run that was cut off is continued by starting it again, and
    a second run adds nothing. What cannot be read or coded is listed at the end, and by `dateline quarantine`.

    Example:
        dateline add reports/ --store mali.sqlite
    """
    from dateline import pipeline
    from dateline.core.config import load_config
    from dateline.ingest.quarantine import Quarantine
    from dateline.store import Store

    settings = load_config(config, store=store, workers=workers)
    failures = Failures()
    counts: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    with Store.open(settings.store) as opened:
        outcomes = pipeline.add(read_inputs(inputs, published, columns), opened, config=settings)
        for outcome in tracked(outcomes, "coding", quiet=quiet):
            counts[outcome.state] += 1
            counts["claims"] += outcome.claims
            unread.update(filter(None, [outcome.unread]))
            if outcome.error is not None:
                failures.errors.append(outcome.error)
        pipeline.link_new(opened)
        events = opened.counts()["events"]
    if failures.errors:
        listed = Quarantine.beside(settings.store)
        listed.note(failures.errors, published=published, mapping=column_map(columns))
        note(f"What failed is listed by `dateline quarantine`, in {listed.path}.", quiet=quiet)
    note(
        f"{counts['added']} reports added with {counts['claims']} claims, {counts['present']} there already; "
        f"the store has {events} events.",
        quiet=quiet,
    )
    if unread:
        told = ", ".join(f"{language} {count}" for language, count in sorted(unread.items()))
        hint = f"`dateline reports --language {min(unread)}` lists them."
        note(f"Stored and not coded, in languages that the coder does not know: {told}. {hint}", quiet=quiet)
    failures.finish()
