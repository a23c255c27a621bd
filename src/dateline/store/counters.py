"""Counters of what was written, so that one who waits for news asks for four numbers and not for the tables."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

from dateline.store.tables import counters

_BUMP = (
    update(counters)
    .where(counters.c.name == bindparam("of"))
    .values(number=counters.c.number + bindparam("by"))
    .returning(counters.c.number)
)
_ALL = select(counters.c.name, counters.c.number)


@dataclass(frozen=True, slots=True, order=True)
class Pulse:
    """How often something was written: it only ever grows.

    `reports` and `judgements` count those that were added; `events` counts the times that events were derived anew.
    """

    reports: int = 0
    judgements: int = 0
    events: int = 0

    @property
    def size(self) -> int:
        """How much there is to make events from."""
        return self.reports + self.judgements


def bump(connection: Connection, name: str, by: int = 1) -> int:
    """Count something written in this transaction; writers go one after the other, so no count is lost."""
    number: int | None = connection.execute(_BUMP, {"of": name, "by": by}).scalar()
    if number is None:
        connection.execute(insert(counters).values(name=name, number=by))
        return by
    return number


def pulse_of(connection: Connection) -> Pulse:
    """Read the counters."""
    rows = connection.execute(_ALL)
    found = {str(name): int(number) for name, number in rows}
    return Pulse(found.get("reports", 0), found.get("judgements", 0), found.get("events", 0))
