"""The one place that puts events, and all that hangs on them, into the tables or takes them out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert
from sqlalchemy.exc import IntegrityError

from dateline.core.errors import StoreError
from dateline.records import Event
from dateline.store.rows import Row, event_claim_rows, event_row
from dateline.store.tables import event_claims, events

AT_ONCE = 500
"""Ids named in one statement: below the least limit on variables that SQLite was ever built with (999)."""

T = TypeVar("T")


def put_events(connection: Connection, new: Iterable[Event]) -> None:
    """Add events with all that hangs on them; their claims must belong to no other event.

    Raises:
        StoreError: An event names a claim that is not in the store, or that another event holds.
    """
    kept = list(new)
    try:
        insert_rows(connection, events, [event_row(event) for event in kept])
        insert_rows(connection, event_claims, [row for event in kept for row in event_claim_rows(event)])
    except IntegrityError as error:
        raise StoreError(f"the events do not fit the claims of the store: {error.orig}") from error


def drop_events(connection: Connection, ids: Collection[str] | None) -> None:
    """Take events out, with all that hangs on them; None takes out all."""
    for table, column in ((event_claims, event_claims.c.event_id), (events, events.c.id)):
        if ids is None:
            connection.execute(delete(table))
            continue
        for some in in_parts(ids):
            connection.execute(delete(table).where(column.in_(some)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)


def in_parts(items: Iterable[T]) -> Iterator[list[T]]:
    """Cut into parts that one statement can name."""
    source = iter(items)
    while part := list(islice(source, AT_ONCE)):
        yield part
