"""The queue: what a minute of review improves most, and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from dateline.records import Event
from dateline.review.current import State
from dateline.review.queue import Ranked, ranked
from dateline.store import Store
from dateline.web.auth import Reader
from dateline.web.deps import StoreDep
from dateline.web.problems import problem_responses

router = APIRouter(prefix="/queue", tags=["review"], responses=problem_responses(401, 403))

_CANDIDATES = 5
"""Times as many candidates as are wanted: the database's estimate orders by, and then the score."""


class Reason(BaseModel):
    """What adds to an event's score: `name` is a phrase's key, `value` what it is about."""

    name: str
    value: float
    adds: float


class Queued(BaseModel):
    """An event with its score, the product of doubt and weight."""

    event: Event
    state: State
    score: float
    doubt: float
    weight: float
    reasons: list[Reason]


@router.get("")
def queue(store: StoreDep, _caller: Reader, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> list[Queued]:
    """List events, the one first whose review improves the record most."""
    found = queued(store, limit)
    states = store.reviewing.standing_states(one.event.id for one in found)
    return [
        Queued(
            event=one.event,
            state=states.get(one.event.id, "unreviewed"),
            score=one.score,
            doubt=one.doubt,
            weight=one.weight,
            reasons=[Reason(name=reason.name, value=reason.value, adds=reason.adds) for reason in one.reasons],
        )
        for one in found
    ]


def queued(store: Store, limit: int) -> list[Ranked]:
    """Rank the events that are to be reviewed, for the API and the page alike."""
    candidates = store.rounds.to_review(_CANDIDATES * limit)
    ids = [event.id for event in candidates]
    return ranked(candidates, store.reviewing.standing_states(ids), store.rounds.open_threads(ids))[:limit]
