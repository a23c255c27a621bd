"""What is new since somebody looked last."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select

from dateline.records import Judgement
from dateline.store.counters import Pulse, pulse_of
from dateline.store.derived import in_parts
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
            fresh = select(reports.c.id).where(reports.c.arrival > seen.reports).order_by(reports.c.arrival.desc())
            added = connection.execute(fresh).scalars().all()
            told, count = _told(connection, added)
            grown = _grown(connection, told, frozenset(added))
            new = [one for one in told if one not in grown]
            return News(
                since=seen,
                now=now,
                claims=count,
                new_events=tuple(new[:limit]),
                new_count=len(new),
                grown_events=tuple([one for one in told if one in grown][:limit]),
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


# Asked part by part: as one query over all tables, databases that know little of their sizes take thousands of times
# as long.


def _told(connection: Connection, report_ids: Sequence[str]) -> tuple[list[str], int]:
    """Ids of the events that these reports tell of, in the order of the reports; and how many claims they make."""
    events: dict[str, None] = {}
    count = 0
    for some in in_parts(report_ids):
        query = select(claims.c.report_id, event_claims.c.event_id)
        query = query.outerjoin(event_claims, event_claims.c.claim_id == claims.c.id)
        rows = connection.execute(query.where(claims.c.report_id.in_(some))).all()
        count += len(rows)
        place = {report_id: number for number, report_id in enumerate(some)}
        ordered = sorted(rows, key=lambda row: (place[row[0]], row[1] or ""))
        events |= {event_id: None for _, event_id in ordered if event_id is not None}
    return list(events), count


def _grown(connection: Connection, event_ids: Sequence[str], added: Collection[str]) -> set[str]:
    """Those of the events that other reports told of before."""
    found: set[str] = set()
    for some in in_parts(event_ids):
        query = select(event_claims.c.event_id, claims.c.report_id)
        query = query.join(claims, claims.c.id == event_claims.c.claim_id).where(event_claims.c.event_id.in_(some))
        found |= {event_id for event_id, report_id in connection.execute(query) if report_id not in added}
    return found


def _last_judgements(connection: Connection, count: int) -> tuple[Judgement, ...]:
    if count <= 0:
        return ()
    query = select(judgements.c.document).order_by(judgements.c.at.desc(), judgements.c.id.desc()).limit(count)
    return tuple(Judgement.model_validate(document) for document in connection.execute(query).scalars())
