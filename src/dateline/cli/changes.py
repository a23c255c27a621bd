"""`dateline changes`: what one version of a report changed from the one before."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import ConfigFile, Format, FormatOption, Output, StoreOption
from dateline.cli.output import Cell, opened, write_csv, write_table
from dateline.core.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.ingest.versions import ClaimChange, WordChange
    from dateline.records import Claim, Report
    from dateline.store import Store

_COLUMNS = ("change", "what", "before", "after")
_MAX_CELL = 300


def changes(
    report_id: Annotated[str, typer.Argument(help="Id of a report that has another version.", show_default=False)],
    store: StoreOption = None,
    form: FormatOption = "table",
    output: Output = None,
    words: Annotated[bool, typer.Option("--words/--no-words", help="List changed words beside changed claims.")] = True,
    config: ConfigFile = None,
) -> None:
    """List the claims and the words that a new version of a report changed: a toll raised, a paragraph withdrawn.

    Example:
        dateline changes r-5f3a0c --store mali.sqlite
    """
    from dateline.core.config import load_config
    from dateline.ingest.versions import word_changes
    from dateline.store import Store

    with Store.open(load_config(config, store=store).store, create=False) as base, opened(output) as target:
        old, new = _versions(base, report_id)
        found = [*_claim_rows(base, old, new)]
        if words:
            found += [_word_row(change) for change in word_changes(old, new)]
        _write(found, form, target)


def _write(rows: list[dict[str, Cell]], form: Format, target: object) -> None:
    from typing import TextIO, cast

    out = cast("TextIO", target)
    if form == "jsonl":
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    elif form == "csv":
        write_csv(rows, _COLUMNS, out)
    else:
        write_table(([str(row[name] or "")[:_MAX_CELL] for name in _COLUMNS] for row in rows), _COLUMNS, out)


def _versions(base: Store, report_id: str) -> tuple[Report, Report]:
    """The version and the one that it replaces, or the one that replaces it.

    Raises:
        NotFoundError: The report has only one version.
    """
    report = base.report(report_id)
    if report.revises:
        return base.report(report.revises), report
    later = base.version_after(report.id)
    if later is None:
        raise NotFoundError(f"{report_id} has only one version here")
    return report, later


def _claim_rows(base: Store, old: Report, new: Report) -> Iterator[dict[str, Cell]]:
    from dateline.ingest.versions import claim_changes
    from dateline.store import ClaimFilter

    before, after = (list(base.claims(ClaimFilter(report=report.id))) for report in (old, new))
    for change in claim_changes(old, before, new, after):
        yield from _claim_row(change, old, new)


def _claim_row(change: ClaimChange, old: Report, new: Report) -> Iterator[dict[str, Cell]]:
    was, now = _told(change.old, old), _told(change.new, new)
    if change.kind != "changed":
        yield dict(zip(_COLUMNS, (f"claim {change.kind}", _type(change.new or change.old), was, now), strict=True))
    for name, before, after in change.fields:
        what = f"{_type(change.new)}: {name}"
        yield dict(zip(_COLUMNS, ("claim changed", what, before, after), strict=True))


def _type(claim: Claim | None) -> str:
    return claim.type if claim else ""


def _told(claim: Claim | None, report: Report) -> str:
    return report.text[claim.sentence.start : claim.sentence.end] if claim else ""


def _word_row(change: WordChange) -> dict[str, Cell]:
    facts = asdict(change)
    return {"change": f"words {facts['kind']}", "what": "", "before": facts["old"], "after": facts["new"]}
