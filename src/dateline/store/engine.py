"""From a path or URL to an SQLAlchemy engine whose transactions mean what they say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from dateline.core.errors import StoreError

BUSY_SECONDS = 60
"""How long a writer waits for another before it gives up. One report takes milliseconds, a relinking seconds."""

POOL = 40
"""Connections kept open: as many as the workbench has threads (AnyIO's own number). They are opened as they are needed;
one that is closed after each use costs PostgreSQL a process every time."""

_WRITING = "dateline_writing"
_TURN = "dateline_turn"
_LOCK = 0x64617465
"""PostgreSQL's advisory lock that writers hold, so that looking for a record and adding it are one step."""


def store_url(location: str | Path) -> URL:
    """Read a store's address: a path is an SQLite file, anything with ``://`` a database URL.

    Raises:
        StoreError: The URL cannot be read.
    """
    address = str(location)
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(address).expanduser()))
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreError(
            f"not a database URL: {address}", hint="Write postgresql://user@host/name, or a path."
        ) from error
    # Plain postgresql:// means the driver that the `postgres` extra installs, not SQLAlchemy's older default.
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgresql", "postgres"} else url


def make_engine(url: URL) -> Engine:
    """Create the engine; nothing is opened yet.

    Raises:
        StoreError: The database's driver is not installed.
    """
    options: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS}} if _is_sqlite(url) else {}
    if not _is_sqlite(url) or url.database not in {None, "", ":memory:"}:
        # The one used last comes first: it has the statements ready that it was asked before.
        options |= {"pool_size": POOL, "pool_use_lifo": True}
    try:
        engine = create_engine(url, **options)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        hint = "For PostgreSQL: pip install 'dateline[postgres]'."
        raise StoreError(f"no driver for {url.drivername}: {error}", hint=hint) from error
    if _is_sqlite(url):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    engine.update_execution_options(**{_TURN: Lock()})
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the store."""
    with _as_store_errors(engine), engine.connect() as connection:
        yield connection


@contextmanager
def looking_up(engine: Engine) -> Iterator[Connection]:
    """Give a connection for a few rows: PostgreSQL is spared beginning and ending a transaction for them.

    There each statement sees the store as it then is; and nothing can be streamed.
    """
    quick = engine.execution_options(isolation_level="AUTOCOMMIT") if engine.dialect.name == "postgresql" else engine
    with reading(quick) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give one transaction: all of it is kept, or nothing. Writers go one after the other."""
    # Those of this process wait here, before they take a connection: else many writers would leave readers none.
    turn: Lock = engine.get_execution_options()[_TURN]
    with turn, _as_store_errors(engine), engine.execution_options(**{_WRITING: True}).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield connection


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin and commit on its own; with None it leaves both to the "begin" event below.
    connection.isolation_level = None
    # SQLite's own knows the case of A to Z alone, and "SÉGOU" would not find Ségou.
    connection.create_function("lower", 1, _lower, deterministic=True)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that begins by reading and then writes can fail at once instead of waiting; IMMEDIATE waits.
    immediate = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def _as_store_errors(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        cause = getattr(error, "orig", None) or error
        where = engine.url.render_as_string(hide_password=True)
        raise StoreError(f"{where}: {cause}", hint=_hint_for(str(cause))) from error


def _hint_for(message: str) -> str:
    if "locked" in message:
        return "Another process writes to this store; try again when it is done."
    if "not a database" in message:
        return "The file is not a store; name another with --store."
    if "append-only" in message:
        return "Records are never edited; add a judgement instead."
    return "Check that the store's address is right and that you may write there."
