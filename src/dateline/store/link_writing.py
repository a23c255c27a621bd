"""Reports and claims as they are written in the store, and the linker's index filled by very many rows at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, Table, Text, bindparam, cast, select

from dateline.store.derived import in_parts
from dateline.store.link_tables import link_edges, link_keys, link_reports, link_tellings
from dateline.store.tables import claims, reports

ROWS = 20_000
"""Rows inserted at a time: more is no faster."""

ROOM = 256 * 1024
"""KiB of the database that SQLite keeps in memory while everything is linked anew."""


def looked_up(column: Any, *columns: Any) -> Select[Any]:
    """Make the look-up of columns, or of whole rows, by some values of a column."""
    return select(*columns).where(column.in_(bindparam("some", expanding=True)))


_WRITTEN_REPORTS = looked_up(reports.c.id, reports.c.id, cast(reports.c.document, Text))
_WRITTEN_CLAIMS = looked_up(claims.c.id, cast(claims.c.document, Text))
_WRITTEN_CLAIMS_IN = looked_up(claims.c.report_id, claims.c.id, cast(claims.c.document, Text))


class Written:
    """What linking everything anew reads and writes, past the records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """Let SQLite keep more of its file in memory while much is written: its own 2 MB are read and written anew."""
        if self._connection.dialect.name != "sqlite":
            yield
            return
        before = self._connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
        self._connection.exec_driver_sql(f"PRAGMA cache_size = {-ROOM}")
        try:
            yield
        finally:
            self._connection.exec_driver_sql(f"PRAGMA cache_size = {before}")

    def written_reports(self, ids: Sequence[str]) -> list[str]:
        """Reports as they are written, in the order of the ids."""
        found = {row[0]: row[1] for row in self._some(_WRITTEN_REPORTS, ids)}
        return [found[one] for one in ids]

    def written_claims(self, ids: Collection[str]) -> list[str]:
        """Claims as they are written."""
        return [row[0] for row in self._some(_WRITTEN_CLAIMS, ids)]

    def written_claims_in(self, report_ids: Collection[str]) -> dict[str, str]:
        """The claims of reports as they are written, by id."""
        return {row[0]: row[1] for row in self._some(_WRITTEN_CLAIMS_IN, report_ids)}

    def fill_reports(self, rows: Iterable[tuple[int, str]]) -> None:
        """Keep packed traits of reports by number."""
        self._fill(link_reports, rows)

    def fill_tellings(self, rows: Iterable[tuple[int, int, str]]) -> None:
        """Keep packed tellings by their numbers and those of their reports."""
        self._fill(link_tellings, rows)

    def fill_keys(self, rows: Iterable[tuple[int, int]]) -> None:
        """Keep keys with their owners."""
        self._fill(link_keys, rows)

    def fill_edges(self, rows: Iterable[tuple[int, int, float]]) -> None:
        """Keep edges; each is given in both orders."""
        self._fill(link_edges, rows)

    def _fill(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
        # Past SQLAlchemy's handling of each value, which takes longer than the database.
        sign = "?" if self._connection.dialect.paramstyle == "qmark" else "%s"
        names = [column.name for column in table.columns]
        statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join([sign] * len(names))})"  # noqa: S608
        ordered = iter(rows)
        while some := list(islice(ordered, ROWS)):
            self._connection.exec_driver_sql(statement, some)

    def _some(self, query: Select[Any], values: Iterable[Any]) -> Iterator[Any]:
        for some in in_parts(values):
            yield from self._connection.execute(query, {"some": some}).all()
