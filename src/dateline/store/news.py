"""What is new since somebody looked last."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, insert, select

from dateline.records import Judgement
from dateline.store.counters import Pulse, pulse_of
from dateline.store.engine import reading, writing
from dateline.store.tables import claims, event_claims, judgements, reports, visits


@dataclass(frozen=True, slots=True)
class News:
    """What was added from one pulse to another.

    `new_events` tell of nothing but new reports; `grown_events` were there and gained claims. Both lists hold ids, the
    latest report first, and stop at the limit that was asked for; the counts do not.
    """

    since: Pulse
    now: Pulse
    claims: int
    new_events: tuple[str, ...]
    new_count: int
    grown_events: tuple[str, ...]
    grown_count: int
    judgements: tuple[Judgement, ...]

    @property
    def reports(self) -> int:
        """How many reports were added."""
        return max(self.now.reports - self.since.reports, 0)


class Newsroom:
    """The part of a store that tells what is new, and remembers who has seen what."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def since(self, seen: Pulse, *, limit: int = 50) -> News:
        """Tell what was added after `seen`."""
        with reading(self._engine) as connection:
            now = pulse_of(connection)
            new, grown = _touched(connection, seen.reports)
            fresh = reports.c.arrival > seen.reports
            added = select(func.count()).select_from(claims).join(reports, reports.c.id == claims.c.report_id)
            return News(
                since=seen,
                now=now,
                claims=connection.execute(added.where(fresh)).scalar_one(),
                new_events=tuple(new[:limit]),
                new_count=len(new),
                grown_events=tuple(grown[:limit]),
                grown_count=len(grown),
                judgements=_last_judgements(connection, min(now.judgements - seen.judgements, limit)),
            )

    def seen_by(self, account_id: str) -> Pulse | None:
        """Look up what an account has seen; None if it never said."""
        query = select(visits.c.reports, visits.c.judgements, visits.c.events).where(visits.c.account_id == account_id)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return Pulse(*row) if row else None

    def mark_seen(self, account_id: str, seen: Pulse) -> None:
        """Remember what an account has seen."""
        row = {"reports": seen.reports, "judgements": seen.judgements, "events": seen.events}
        with writing(self._engine) as connection:
            connection.execute(delete(visits).where(visits.c.account_id == account_id))
            connection.execute(insert(visits).values(account_id=account_id, **row))


def _touched(connection: Connection, arrival: int) -> tuple[list[str], list[str]]:
    """Ids of the events that new reports tell of: the new ones, and those that were there."""
    told = select(event_claims.c.event_id, func.max(reports.c.arrival).label("latest"))
    told = told.join(claims, claims.c.id == event_claims.c.claim_id).join(reports, reports.c.id == claims.c.report_id)
    touched = told.where(reports.c.arrival > arrival).group_by(event_claims.c.event_id)
    ordered = connection.execute(touched.order_by(func.max(reports.c.arrival).desc(), event_claims.c.event_id)).all()
    older = select(event_claims.c.event_id).join(claims, claims.c.id == event_claims.c.claim_id)
    older = older.join(reports, reports.c.id == claims.c.report_id).where(reports.c.arrival <= arrival)
    within = touched.with_only_columns(event_claims.c.event_id)
    grown = set(connection.execute(older.where(event_claims.c.event_id.in_(within))).scalars())
    ids = [row[0] for row in ordered]
    return [one for one in ids if one not in grown], [one for one in ids if one in grown]


def _last_judgements(connection: Connection, count: int) -> tuple[Judgement, ...]:
    if count <= 0:
        return ()
    query = select(judgements.c.document).order_by(judgements.c.at.desc(), judgements.c.id.desc()).limit(count)
    return tuple(Judgement.model_validate(document) for document in connection.execute(query).scalars())
