"""The store: reports, claims and judgements are added and never changed; events are derived and replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Column, Connection, Engine, Select, Table, func, select

from dateline.core.errors import NotFoundError, StoreError
from dateline.ingest import arrivals
from dateline.records import Claim, Event, Judgement, Record, Report
from dateline.review.judging import about
from dateline.store.arrivals import StoredArrivals, digest_of, keep_trace
from dateline.store.counters import Pulse, bump, pulse_of
from dateline.store.derived import drop_events, index_report, insert_rows, put_events
from dateline.store.engine import make_engine, reading, store_url, writing
from dateline.store.filters import (
    ClaimFilter,
    EventFilter,
    ReportFilter,
    select_claims,
    select_events,
    select_reports,
)
from dateline.store.kept import KeptColumns
from dateline.store.linkage import Linkage, named_event
from dateline.store.news import Newsroom
from dateline.store.overview import Overview
from dateline.store.pages import Pages
from dateline.store.people import People
from dateline.store.reviewing import Reviewing, put_judgement, refresh
from dateline.store.rounds import Rounds
from dateline.store.rows import claim_row, report_row
from dateline.store.schema import prepare
from dateline.store.tables import claims, event_claims, event_documents, events, judgements, reports

BATCH = 500
"""Rows fetched at a time while streaming: memory stays flat, and a larger batch was not faster."""

RecordT = TypeVar("RecordT", bound=Record)


class Store:
    """A store of records in SQLite or PostgreSQL. Use `Store.open`, preferably in a `with` statement.

    Reading methods stream in a fixed order: reports by date of publication, claims by their place in the report,
    events by date, judgements by when they were made; ties by id.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.news = Newsroom(engine)
        columns = KeptColumns()
        self.overview = Overview(engine, columns)
        self.pages = Pages(engine, columns)
        self.people = People(engine)
        self.reviewing = Reviewing(engine)
        self.rounds = Rounds(engine)

    @classmethod
    def open(cls, location: str | Path, *, create: bool = True) -> Self:
        """Open a store, making or migrating its tables where needed.

        Args:
            location: A path (an SQLite file) or a database URL.
            create: Whether a file that is not there is made.

        Raises:
            StoreError: It cannot be opened, is not a store, or is newer than this code.
        """
        url = store_url(location)
        if url.get_backend_name() == "sqlite" and not create and not Path(url.database or "").is_file():
            hint = "`dateline add REPORTS --store FILE` makes one; `dateline demo` makes demo.sqlite."
            raise StoreError(f"no store at {url.database}", hint=hint)
        store = cls(make_engine(url))
        try:
            prepare(store._engine)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def location(self) -> str:
        """Where the store is, without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    # ---- adding

    def add(self, report: Report, claims_of_report: Sequence[Claim], *, place: bool = False) -> bool:
        """Add a report with its claims, in one transaction.

        Args:
            report: The report.
            claims_of_report: Its claims.
            place: Whether it is marked first as a new version (`revises`) or a copy (`copy_of`) of one in the store.

        Returns:
            False when the report is already there; then nothing is changed.

        Raises:
            StoreError: A claim belongs to another report, or the database refuses.
        """
        if any(claim.report_id != report.id for claim in claims_of_report):
            raise StoreError(f"{report.id}: given with claims of another report")
        with writing(self._engine) as connection:
            if _has(connection, reports, report.id):
                return False
            number = _next_arrival(connection)
            its = arrivals.trace(report)
            report = arrivals.place(report, its, StoredArrivals(connection)) if place else report
            insert_rows(connection, reports, [report_row(report, number)])
            keep_trace(connection, its, number, original=arrivals.is_original(report))
            insert_rows(connection, claims, [claim_row(claim, report.publisher) for claim in claims_of_report])
            index_report(connection, report, claims_of_report)
            bump(connection, "reports")
        return True

    def add_judgement(self, judgement: Judgement) -> bool:
        """Add a judgement; False when it is already there."""
        with writing(self._engine) as connection:
            if _has(connection, judgements, judgement.id):
                return False
            put_judgement(connection, judgement)
            refresh(connection, about(judgement))
        return True

    def replace_events(self, new: Iterable[Event], *, seen: int | None = None) -> bool:
        """Put these events in place of all others, in one transaction.

        Args:
            new: The events.
            seen: What `size` was when they were made. If it has changed since, nothing is done.

        Returns:
            False when the store has grown since `seen`.

        Raises:
            StoreError: An event names a claim that is not in the store, or two name the same one.
        """
        kept = list(new)
        with writing(self._engine) as connection:
            if seen is not None and pulse_of(connection).size != seen:
                return False
            drop_events(connection, None)
            put_events(connection, kept)
        return True

    @contextmanager
    def linking(self, *, write: bool = True) -> Iterator[Linkage]:
        """Give the linker's index, and the events made from it, for one transaction."""
        with (writing if write else reading)(self._engine) as connection:
            yield Linkage(connection)

    def size(self) -> int:
        """Count what events are made from: reports, which bring their claims, and judgements. It only ever grows."""
        return self.pulse().size

    def pulse(self) -> Pulse:
        """Read how often something was written: cheap, for those who wait for news."""
        with reading(self._engine) as connection:
            return pulse_of(connection)

    # ---- looking up

    def has_report(self, report_id: str) -> bool:
        """Tell whether a report is there."""
        with reading(self._engine) as connection:
            return _has(connection, reports, report_id)

    def digest_of(self, report_id: str) -> str | None:
        """Get the digest of a report's words (`ingest.arrivals.digest`), or `None` if the report is not there."""
        with reading(self._engine) as connection:
            return digest_of(connection, report_id)

    def version_after(self, report_id: str) -> Report | None:
        """Get the version that replaces a report, the first if there are several; `None` if there is none."""
        query = select(reports.c.document).where(reports.c.revises == report_id).order_by(reports.c.arrival)
        return next(self._stream(query.limit(1), Report), None)

    def copies(self, report_id: str) -> list[Report]:
        """List the reports that repeat the text of a report, the first published first."""
        query = select(reports.c.document).where(reports.c.copy_of == report_id)
        return list(self._stream(query.order_by(reports.c.published.nulls_last(), reports.c.id), Report))

    def report(self, report_id: str) -> Report:
        """Get a report.

        Raises:
            NotFoundError: There is none of that id.
        """
        return self._one(reports, report_id, Report)

    def claim(self, claim_id: str) -> Claim:
        """Get a claim.

        Raises:
            NotFoundError: There is none of that id.
        """
        return self._one(claims, claim_id, Claim)

    def event(self, event_id: str) -> Event:
        """Get an event by its id, or by an id that it or a part of it had earlier.

        An event's id is made from one of its claims (``c-1a…`` gives ``e-1a…``). When linking gives the event another
        id, the old one still names a claim, and so the event that now holds it, or what is left of it if that claim
        was rejected.

        Raises:
            NotFoundError: There is none of that id.
        """
        with reading(self._engine) as connection:
            if not _has(connection, events, event_id):
                event_id = named_event(connection, event_id) or event_id
        return self._one(event_documents, event_id, Event)

    def event_of(self, claim_id: str) -> str | None:
        """Get the id of the event that a claim belongs to."""
        with reading(self._engine) as connection:
            query = select(event_claims.c.event_id).where(event_claims.c.claim_id == claim_id)
            return connection.execute(query).scalar()

    # ---- streaming

    def reports(self, wanted: ReportFilter | None = None) -> Iterator[Report]:
        """Stream reports, the earliest published first, those without a date last."""
        query = select(reports.c.document).order_by(reports.c.published.nulls_last(), reports.c.id)
        return self._stream(select_reports(query, wanted or ReportFilter()), Report)

    def arrived(self) -> Iterator[Report]:
        """Stream reports in the order in which they were added."""
        return self._stream(select(reports.c.document).order_by(reports.c.arrival, reports.c.id), Report)

    def claims(self, wanted: ClaimFilter | None = None) -> Iterator[Claim]:
        """Stream claims, report by report, in the order of the text."""
        query = select(claims.c.document).order_by(claims.c.report_id, claims.c.position, claims.c.id)
        return self._stream(select_claims(query, wanted or ClaimFilter()), Claim)

    def events(self, wanted: EventFilter | None = None) -> Iterator[Event]:
        """Stream events, the earliest first, those without a date last."""
        query = select(event_documents.c.document).join(events, events.c.id == event_documents.c.id)
        query = query.order_by(events.c.first.nulls_last(), events.c.last, events.c.id)
        return self._stream(select_events(query, wanted or EventFilter()), Event)

    def judgements(self, subject: str | None = None) -> Iterator[Judgement]:
        """Stream judgements, the first made first; of one record if `subject` is given."""
        query = select(judgements.c.document).order_by(judgements.c.at, judgements.c.id)
        if subject is not None:
            query = query.where(judgements.c.subject == subject)
        return self._stream(query, Judgement)

    def counts(self) -> dict[str, int]:
        """Count the records of each kind, and the claims that are in events."""
        with reading(self._engine) as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (reports, claims, events, event_claims, judgements)
            }

    def _one(self, table: Table, record_id: str, kind: type[RecordT]) -> RecordT:
        with reading(self._engine) as connection:
            document = connection.execute(select(table.c.document).where(table.c.id == record_id)).scalar()
        if document is None:
            name = kind.__name__.lower()
            raise NotFoundError(f"no {name} {record_id!r} in {self.location}", hint=f"`dateline {name}s` lists them.")
        return kind.model_validate(document)

    def _stream(self, query: Select[Any], kind: type[RecordT]) -> Iterator[RecordT]:
        with reading(self._engine) as connection:
            for (document,) in connection.execution_options(yield_per=BATCH).execute(query):
                yield kind.model_validate(document)


def _has(connection: Connection, table: Table, record_id: str) -> bool:
    column: Column[Any] = table.c.id
    return connection.execute(select(column).where(column == record_id)).first() is not None


def _next_arrival(connection: Connection) -> int:
    last: int | None = connection.execute(select(func.max(reports.c.arrival))).scalar()
    return (last or 0) + 1
