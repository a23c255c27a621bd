"""Bring a store's tables to the revision that this code reads."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from dateline.core.errors import StoreError
from dateline.store.arrivals import fill
from dateline.store.derived import is_current, refresh
from dateline.store.engine import reading, writing
from dateline.store.tables import SCHEMA_VERSION, metadata

MIGRATIONS = Path(__file__).with_name("migrations")


def prepare(engine: Engine) -> None:
    """Make the tables of a new store, or bring an older one forward; a current one is left alone.

    Raises:
        StoreError: The store is newer than this code, or not a store at all.
    """
    with reading(engine) as connection:
        if _revision(connection) == SCHEMA_VERSION and is_current(connection):
            return
    with writing(engine) as connection:
        # Looked up anew: while we waited for the lock another process may have done the work.
        if _revision(connection) != SCHEMA_VERSION:
            _refuse_foreign(connection)
            _upgrade(connection)
            fill(connection)
        if not is_current(connection):
            refresh(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse_foreign(connection: Connection) -> None:
    revision = _revision(connection)
    tables = set(inspect(connection).get_table_names())
    if revision is None and tables:
        hint = "Name a new file, or a database that is empty."
        raise StoreError(f"{connection.engine.url.database}: a database, but not a Dateline store", hint=hint)
    if revision is not None and revision not in _known_revisions():
        raise StoreError(
            f"{connection.engine.url.database}: store of version {revision}; this Dateline knows {SCHEMA_VERSION}",
            hint="The store was written by a newer Dateline: install that version or a later one.",
        )


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions()}


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection, "metadata": metadata})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
