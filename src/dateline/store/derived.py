"""The one place that puts events, and all that hangs on them, into the tables or takes them out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, literal, select
from sqlalchemy.exc import IntegrityError

from dateline.core.errors import StoreError
from dateline.records import Claim, Event, Report
from dateline.store.counters import bump
from dateline.store.rows import (
    Row,
    event_claim_rows,
    event_document_row,
    event_figure_rows,
    event_row,
    event_term_rows,
)
from dateline.store.search import Kind, claim_words, index_words, report_words
from dateline.store.tables import (
    claims,
    counters,
    event_claims,
    event_documents,
    event_figures,
    event_terms,
    events,
    reports,
    search_keys,
)

AT_ONCE = 500
"""Ids named in one statement: below the least limit on variables that SQLite was ever built with (999)."""

FORM = 1
"""Number of the form in which derived rows are kept: raise it when `rows.py` makes other rows of an event."""

_PARTS: tuple[tuple[Table, Callable[[Event], list[Row]]], ...] = (
    (events, lambda event: [event_row(event)]),
    (event_documents, lambda event: [event_document_row(event)]),
    (event_terms, event_term_rows),
    (event_figures, event_figure_rows),
    (event_claims, event_claim_rows),
)

T = TypeVar("T")


def put_events(connection: Connection, new: Iterable[Event]) -> None:
    """Add events with all that hangs on them; their claims must belong to no other event.

    Raises:
        StoreError: An event names a claim that is not in the store, or that another event holds.
    """
    kept = list(new)
    number = bump(connection, "events")
    try:
        for table, rows_of in _PARTS:
            stamp = {"written": number} if table is events else {}
            insert_rows(connection, table, [row | stamp for event in kept for row in rows_of(event)])
    except IntegrityError as error:
        raise StoreError(f"the events do not fit the claims of the store: {error.orig}") from error
    for some in in_parts(event.id for event in kept):
        _put_publishers(connection, some)


def drop_events(connection: Connection, ids: Collection[str] | None) -> None:
    """Take events out, with all that hangs on them; None takes out all."""
    for table, _ in reversed(_PARTS):
        column = table.c.event_id if "event_id" in table.c else table.c.id
        if ids is None:
            connection.execute(delete(table))
            continue
        for some in in_parts(ids):
            connection.execute(delete(table).where(column.in_(some)))
    bump(connection, "events")


def is_current(connection: Connection) -> bool:
    """Tell whether the derived rows have the form that this code reads."""
    return _form(connection) == FORM


def refresh(connection: Connection) -> None:
    """Make the rows anew that an older store lacks or holds in another form, from the documents."""
    documents = connection.execute(select(event_documents.c.document)).scalars().all()
    drop_events(connection, None)
    put_events(connection, [Event.model_validate(document) for document in documents])
    _index_missing(connection)
    bump(connection, "form", FORM - _form(connection))


def _form(connection: Connection) -> int:
    return connection.execute(select(counters.c.number).where(counters.c.name == "form")).scalar() or 0


def _index_missing(connection: Connection) -> None:
    """Take the reports and claims into the full-text index that are not in it."""
    known = select(search_keys.c.record_id)
    missing = select(reports.c.id).where(reports.c.id.not_in(known)).order_by(reports.c.arrival)
    for report_id in connection.execute(missing).scalars().all():
        report = Report.model_validate(
            connection.execute(select(reports.c.document).where(reports.c.id == report_id)).scalar_one()
        )
        found = connection.execute(select(claims.c.document).where(claims.c.report_id == report_id)).scalars()
        index_report(connection, report, [Claim.model_validate(document) for document in found])


def index_report(connection: Connection, report: Report, of_report: Iterable[Claim]) -> None:
    """Take a report and its claims into the full-text index."""
    lines: list[tuple[Kind, str, str]] = [("report", report.id, report_words(report))]
    lines += [("claim", claim.id, claim_words(claim, report)) for claim in of_report]
    index_words(connection, lines)


def _put_publishers(connection: Connection, ids: Sequence[str]) -> None:
    told = event_claims.join(claims, claims.c.id == event_claims.c.claim_id)
    found = select(literal("publisher"), claims.c.publisher, event_claims.c.event_id).select_from(told).distinct()
    found = found.where(event_claims.c.event_id.in_(ids), claims.c.publisher.is_not(None))
    connection.execute(insert(event_terms).from_select(["kind", "value", "event_id"], found))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)


def in_parts(items: Iterable[T]) -> Iterator[list[T]]:
    """Cut into parts that one statement can name."""
    source = iter(items)
    while part := list(islice(source, AT_ONCE)):
        yield part
