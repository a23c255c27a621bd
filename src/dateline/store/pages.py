"""Lists in pages, each going on where the last one ended: by the order's key and the id, never by counting rows.

So a page costs the same wherever it is, and records that are added meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Engine, Select, func, select, tuple_

from dateline.core.errors import NotFoundError
from dateline.records import Claim, Event, Report
from dateline.review.current import State
from dateline.store.engine import reading
from dateline.store.filters import (
    ClaimFilter,
    EventFilter,
    ReportFilter,
    select_claims,
    select_reports,
)
from dateline.store.kept import KeptColumns
from dateline.store.order import EventOrder
from dateline.store.people_tables import standings
from dateline.store.rows import MAX_COUNT
from dateline.store.tables import claims, event_documents, events, reports

EventSort = Literal[
    "-date", "date", "-killed", "killed", "-wounded", "wounded", "-confidence", "confidence", "-sources", "sources",
    "-reports", "reports", "place", "-place", "type", "-type",
]  # fmt: skip
ReportSort = Literal["-published", "published", "-arrival", "arrival"]

ItemT = TypeVar("ItemT")

Key = tuple[str | int | float, ...]
"""Where a page ended: the values of the order's columns in its last row."""


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    """A stretch of a list, and the key to go on with; None at the end."""

    items: tuple[ItemT, ...]
    next: Key | None


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event as a list shows it."""

    event: Event
    disputed: bool
    state: State


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report as a list shows it; `arrival` counts the reports as they came."""

    report: Report
    arrival: int
    claims: int


class _Order(NamedTuple):
    """A column to sort by, with what stands for "none" so that it comes last either way."""

    column: Column[Any]
    lowest: str | int
    highest: str | int


_REPORT_ORDERS: dict[str, _Order] = {
    "published": _Order(reports.c.published, "", "\U0010ffff"),
    "arrival": _Order(reports.c.arrival, -1, MAX_COUNT),
}


class Pages:
    """The part of a store that gives lists in pages."""

    def __init__(self, engine: Engine, columns: KeptColumns) -> None:
        self._engine = engine
        self._columns = columns

    def events(
        self, wanted: EventFilter, *, sort: EventSort = "-date", after: Key | None = None, limit: int = 50
    ) -> Page[ListedEvent]:
        """Give a page of events.

        Raises:
            NotFoundError: `after` is no key of this order.
        """
        with reading(self._engine) as connection:
            columns = self._columns.fresh(connection)
            order = EventOrder(columns, sort)
            key = None
            if after is not None:
                value, record_id = _checked(after, (order.kind, str))
                key = (value, str(record_id))
            found = order.page(columns.chosen(connection, wanted), key, limit)
            items = _listed(connection, [event_id for event_id, _ in found[:limit]])
        last = found[limit - 1] if len(found) > limit else None
        return Page(items, last and (last[1], last[0]))

    def reports(
        self, wanted: ReportFilter, *, sort: ReportSort = "-arrival", after: Key | None = None, limit: int = 50
    ) -> Page[ListedReport]:
        """Give a page of reports.

        Raises:
            NotFoundError: `after` is no key of this order.
        """
        order = _ordered(sort, _REPORT_ORDERS)
        query: Select[Any] = select(order, reports.c.id, reports.c.arrival, reports.c.document)
        query = _cut(select_reports(query, wanted), order, reports.c.id, sort, after, limit)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
            counts = _claims_of(connection, [row[1] for row in rows])
        items = [ListedReport(Report.model_validate(row[3]), row[2], counts.get(row[1], 0)) for row in rows]
        return _page(items, [(row[0], row[1]) for row in rows], limit)

    def claims(self, wanted: ClaimFilter, *, after: Key | None = None, limit: int = 50) -> Page[Claim]:
        """Give a page of claims, report by report, in the order of the text.

        Raises:
            NotFoundError: `after` is no key of this order.
        """
        order = (claims.c.report_id, claims.c.position, claims.c.id)
        query: Select[Any] = select_claims(select(*order, claims.c.document), wanted)
        if after is not None:
            query = query.where(tuple_(*order) > tuple_(*_checked(after, (str, int, str))))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(*order).limit(limit + 1)).all()
        return _page([Claim.model_validate(row[3]) for row in rows], [(row[0], row[1], row[2]) for row in rows], limit)


def _listed(connection: Connection, ids: Sequence[str]) -> tuple[ListedEvent, ...]:
    query = select(events.c.id, events.c.disputed, event_documents.c.document)
    query = query.join(event_documents, event_documents.c.id == events.c.id).where(events.c.id.in_(ids))
    rows = {row[0]: row for row in connection.execute(query)}
    states = _states(connection, ids)
    return tuple(
        ListedEvent(Event.model_validate(rows[one][2]), rows[one][1], states.get(one, "unreviewed"))
        for one in ids
        if one in rows
    )


def _ordered(sort: str, orders: dict[str, _Order]) -> ColumnElement[Any]:
    order = orders[sort.removeprefix("-")]
    none = order.lowest if sort.startswith("-") else order.highest
    return func.coalesce(order.column, none) if order.column.nullable else order.column


def _cut(
    query: Select[Any], order: ColumnElement[Any], key: Column[str], sort: str, after: Key | None, limit: int
) -> Select[Any]:
    """Put in order, start after the key, and take one row more than asked for: it tells whether there are others."""
    falling = sort.startswith("-")
    if after is not None:
        value, record_id = _checked(after, (_kind_of(order), str))
        here, there = tuple_(order, key), tuple_(value, record_id)
        query = query.where(here < there if falling else here > there)
    columns = (order.desc(), key.desc()) if falling else (order, key)
    return query.order_by(*columns).limit(limit + 1)


def _kind_of(order: ColumnElement[Any]) -> type:
    found: type = order.type.python_type
    return found


def _checked(after: Key, kinds: Sequence[type]) -> Key:
    """Hold a key against the order that it is for; it comes from outside."""
    fits = len(after) == len(kinds) and all(
        isinstance(value, (int, float) if kind is float else kind) and not isinstance(value, bool)
        for value, kind in zip(after, kinds, strict=True)
    )
    if not fits or any(isinstance(value, int | float) and not abs(value) <= MAX_COUNT for value in after):
        raise NotFoundError("no such place in this list", hint="Start again without the cursor.")
    return after


def _page(items: Sequence[ItemT], keys: Sequence[Key], limit: int) -> Page[ItemT]:
    return Page(tuple(items[:limit]), keys[limit - 1] if len(keys) > limit else None)


def _states(connection: Connection, ids: Iterable[str]) -> dict[str, State]:
    query = select(standings.c.record_id, standings.c.state).where(standings.c.record_id.in_(list(ids)))
    return dict(connection.execute(query).all())


def _claims_of(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    query = select(claims.c.report_id, func.count()).where(claims.c.report_id.in_(list(ids)))
    return dict(connection.execute(query.group_by(claims.c.report_id)).all())
