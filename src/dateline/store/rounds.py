"""Rounds of double coding, and what was coded in them; and candidates for the queue of what to review."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, case, func, insert, literal, select

from dateline.core.errors import NotFoundError
from dateline.records import Event
from dateline.review.queue import (
    DOUBT_DISPUTED,
    DOUBT_NO_DATE,
    DOUBT_NO_PLACE,
    DOUBT_ONE_SOURCE,
    DOUBT_OPEN_THREAD,
    PER_MAGNITUDE_KILLED,
    SETTLED,
)
from dateline.review.rounds import Coded, Coding, Sample
from dateline.store.engine import reading, writing
from dateline.store.people_tables import accounts, audit, codings, rounds, standings
from dateline.store.tables import claims, event_documents, events

_MAGNITUDES = (100_000, 10_000, 1_000, 100, 10, 1)


@dataclass(frozen=True, slots=True)
class Round:
    """A round of double coding."""

    id: str
    name: str
    by: str
    at: str
    sample: Sample


class Rounds:
    """The part of a store that keeps double coding."""

    def __init__(self, engine: Engine) -> None:
        self._reading: Callable[[], AbstractContextManager[Connection]] = partial(reading, engine)
        self._writing: Callable[[], AbstractContextManager[Connection]] = partial(writing, engine)

    def add(self, name: str, sample: Sample, *, account_id: str, account: str, now: str) -> Round:
        """Set up a round."""
        made = Round(f"d-{secrets.token_hex(10)}", name, account, now, sample)
        row = {"id": made.id, "name": name, "account_id": account_id, "at": now}
        line = {"at": now, "account": account, "action": "add-round", "subject": made.id, "detail": {"name": name}}
        with self._writing() as connection:
            connection.execute(insert(rounds), [row | {"document": sample.model_dump(mode="json")}])
            connection.execute(insert(audit), [line])
        return made

    def all(self) -> list[Round]:
        """List the rounds, the latest first."""
        with self._reading() as connection:
            return [_round(row) for row in connection.execute(_rounds().order_by(rounds.c.at.desc(), rounds.c.id))]

    def get(self, round_id: str) -> Round:
        """Get a round.

        Raises:
            NotFoundError: There is none of that id.
        """
        with self._reading() as connection:
            row = connection.execute(_rounds().where(rounds.c.id == round_id)).first()
        if row is None:
            raise NotFoundError(f"no round {round_id!r}")
        return _round(row)

    def code(self, round_id: str, coded: Coded, *, now: str) -> None:
        """Keep what a coder says about a unit; said again, the last counts and the first is kept."""
        row = {"id": f"k-{secrets.token_hex(10)}", "round_id": round_id, "unit": coded.unit, "coder": coded.coder}
        with self._writing() as connection:
            connection.execute(insert(codings), [row | {"at": now, "document": coded.coding.model_dump(mode="json")}])

    def codings(self, round_id: str, coder: str | None = None) -> list[Coded]:
        """List what was coded in a round, the first said first; by one coder, if it is named."""
        query = select(codings).where(codings.c.round_id == round_id).order_by(codings.c.at, codings.c.id)
        if coder is not None:
            query = query.where(codings.c.coder == coder)
        with self._reading() as connection:
            return [
                Coded(row.unit, row.coder, Coding.model_validate(row.document)) for row in connection.execute(query)
            ]

    def claim_ids(self, *, types: Iterable[str] = ()) -> list[str]:
        """List the claims that a sample can be drawn from, in the order of their ids."""
        query = select(claims.c.id).order_by(claims.c.id)
        if types := list(types):
            query = query.where(claims.c.type.in_(types))
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    # ---- the queue

    def to_review(self, limit: int) -> list[Event]:
        """List candidates for the queue: an estimate of the score in the database, the highest first.

        The estimate leaves out what only the document tells, and counts deaths in whole powers of ten; so take some
        times as many as are wanted, and rank them by `dateline.review.queue`.
        """
        joined = events.join(event_documents, event_documents.c.id == events.c.id).outerjoin(
            standings, standings.c.record_id == events.c.id
        )
        query = select(event_documents.c.document).select_from(joined).where(_state() != "rejected")
        query = query.order_by(_estimate().desc(), events.c.id).limit(limit)
        with self._reading() as connection:
            return [Event.model_validate(document) for document in connection.execute(query).scalars()]

    def open_threads(self, record_ids: Iterable[str]) -> dict[str, int]:
        """Count the unresolved threads about each of these records."""
        query = select(standings.c.record_id, standings.c.open_threads).where(
            standings.c.record_id.in_(list(record_ids)), standings.c.open_threads > 0
        )
        with self._reading() as connection:
            return {row.record_id: row.open_threads for row in connection.execute(query)}


def _rounds() -> Any:
    return select(rounds, accounts.c.name.label("by")).join(accounts, accounts.c.id == rounds.c.account_id)


def _round(row: Any) -> Round:
    return Round(row.id, row.name, row.by, row.at, Sample.model_validate(row.document))


def _state() -> ColumnElement[str]:
    return func.coalesce(standings.c.state, "unreviewed")


def _estimate() -> ColumnElement[float]:
    column = events.c
    right: ColumnElement[float] = column.confidence
    for doubtful, doubt in (
        (column.disputed, DOUBT_DISPUTED),
        (column.sources == 1, DOUBT_ONE_SOURCE),
        (column.place == "", DOUBT_NO_PLACE),
        (column.first.is_(None), DOUBT_NO_DATE),
        (func.coalesce(standings.c.open_threads, 0) > 0, DOUBT_OPEN_THREAD),
    ):
        right = right * case((doubtful, 1.0 - doubt), else_=1.0)
    left = case(*((_state() == state, share) for state, share in SETTLED.items()), else_=1.0)
    killed = case(
        *((column.killed >= least, PER_MAGNITUDE_KILLED * (len(str(least)) - 0.5)) for least in _MAGNITUDES), else_=0.0
    )
    return (literal(1.0) - right) * left * (literal(1.0) + killed)
