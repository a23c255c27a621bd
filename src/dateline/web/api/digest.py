"""What is new since one looked last."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from dateline.records import Event, Judgement
from dateline.store.counters import Pulse
from dateline.store.rows import MAX_COUNT
from dateline.web.answers import text_of
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.problems import problem_responses

router = APIRouter(prefix="/digest", tags=["live"], responses=problem_responses(400, 401, 403))

Mark = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}$",
        description="How far somebody has seen: reports.judgements.events.",
        examples=["120.4.31"],
    ),
]


class Seen(BaseModel):
    """How far somebody has seen."""

    model_config = ConfigDict(extra="forbid")

    mark: Mark


class Digest(BaseModel):
    """What was added since the mark; lists hold the latest and stop at the limit, counts do not."""

    since: Annotated[str | None, Field(description="The mark; null if you never set one.")]
    now: Annotated[str, Field(description="The mark to set once this is read.")]
    reports: int
    claims: int
    new_events: list[Event]
    new_count: int
    grown_events: Annotated[list[Event], Field(description="Were there, and are told of by new reports.")]
    grown_count: int
    judgements: Annotated[list[Judgement], Field(description="The latest first.")]


@router.get("")
def read_digest(
    store: StoreDep,
    caller: Reader,
    since: Annotated[Mark | None, Query(description="Instead of the mark that you set last.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Digest:
    """Tell what is new since your last visit. One who never set a mark has seen all that is there."""
    seen = pulse_of(since) if since else store.news.seen_by(caller.account_id)
    news = store.news.since(seen or store.pulse(), limit=limit)
    return Digest(
        since=text_of(seen) if seen else None,
        now=text_of(news.now),
        reports=news.reports,
        claims=news.claims,
        new_events=[store.event(one) for one in news.new_events],
        new_count=news.new_count,
        grown_events=[store.event(one) for one in news.grown_events],
        grown_count=news.grown_count,
        judgements=list(news.judgements),
    )


@router.put("", status_code=204)
def set_mark(store: StoreDep, caller: Reader, body: Seen) -> None:
    """Set the mark up to which you have seen all."""
    store.news.mark_seen(caller.account_id, pulse_of(body.mark))


def pulse_of(mark: str) -> Pulse:
    """Read a mark."""
    return Pulse(*(min(int(part), MAX_COUNT) for part in mark.split(".")))
