"""`dateline quarantine`: inputs that failed, with their reasons; to be looked at and tried again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.options import ConfigFile, FormatOption, Output, Quiet, StoreOption
from dateline.cli.output import opened, write_csv, write_table
from dateline.cli.progress import note

if TYPE_CHECKING:
    from dateline.core.config import Config
    from dateline.ingest.quarantine import Quarantine, Quarantined

_COLUMNS = ("at", "source", "code", "reason", "hint")


def quarantine(
    store: StoreOption = None,
    form: FormatOption = "table",
    output: Output = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Read what failed again and add what can be read now.")
    ] = False,
    clear: Annotated[bool, typer.Option("--clear", help="Empty the list.")] = False,
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """List the inputs that failed when they were added to a store, with the reasons; or try them again.

    Example:
        dateline quarantine --retry --store mali.sqlite
    """
    from dateline.core.config import load_config
    from dateline.ingest.quarantine import Quarantine

    settings = load_config(config, store=store)
    listed = Quarantine.beside(settings.store)
    if retry:
        _retry(listed, settings, quiet=quiet)
    if clear:
        listed.release([entry.id for entry in listed.entries()])
    rows = [_row(entry) for entry in listed.entries()]
    with opened(output) as target:
        if form == "jsonl":
            target.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        elif form == "csv":
            write_csv(({name: row[name] for name in _COLUMNS} for row in rows), _COLUMNS, target)
        else:
            write_table(([str(row[name] or "") for name in _COLUMNS] for row in rows), _COLUMNS, target)


def _row(entry: Quarantined) -> dict[str, Any]:
    """What is shown: all but the record itself, which may be of any size."""
    row = asdict(entry)
    del row["record"]
    return row | {"can_be_retried": entry.can_be_retried}


def _retry(listed: Quarantine, settings: Config, *, quiet: bool) -> None:
    from dateline import pipeline
    from dateline.ingest.quarantine import file_of, read_again
    from dateline.store import Store

    entries = [entry for entry in listed.entries() if entry.can_be_retried]
    if not entries:
        return
    with Store.open(settings.store) as base:
        outcomes = list(pipeline.add(read_again(entries), base, config=settings))
        pipeline.link_new(base)
    listed.release([entry.id for entry in entries])
    # What failed again is listed again, with what was said about it the first time.
    said = {entry.file or entry.source: (entry.published, entry.mapping) for entry in entries}
    for error in (outcome.error for outcome in outcomes if outcome.error):
        published, mapping = said.get(file_of(error.source) or error.source, (None, None))
        listed.note([error], published=published, mapping=mapping)
    added = sum(outcome.state == "added" for outcome in outcomes)
    note(f"{len(entries)} inputs tried again; {added} reports added.", quiet=quiet)
