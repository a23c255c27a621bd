"""Alembic's entry: runs the revisions on the connection that `dateline.store.schema` hands over."""

from __future__ import annotations

from alembic import context

from dateline.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can roll back DDL as long as the driver does not commit behind our back, which the engine sees to.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
