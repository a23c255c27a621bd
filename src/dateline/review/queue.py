"""What to look at first: where a minute of a person's time improves the record most."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.records import Event
from dateline.review.current import State

# Weights of an event: how much depends on it being right. Deaths count by their order of magnitude, and so does how
# often it was told.
PER_MAGNITUDE_KILLED = 1.0
_PER_MAGNITUDE_CLAIMS = 0.5
# Doubt beside that of the coder, as the chance that something is wrong. Estimates until enough judgements are there to
# measure them: see docs/explanation/reviewing.md.
DOUBT_DISPUTED = 0.5
DOUBT_ONE_SOURCE = 0.15
DOUBT_NO_PLACE = 0.3
DOUBT_NO_DATE = 0.3
DOUBT_OPEN_THREAD = 0.5
SETTLED: Mapping[State, float] = {"unreviewed": 1.0, "confirmed": 0.05, "corrected": 0.1, "rejected": 0.0}
"""What is left of the doubt once somebody has looked."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A phrase's key, the value that it is about, and what it adds to the doubt or the weight."""

    name: str
    value: float
    adds: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """An event with its score: doubt times weight, and the reasons for both."""

    event: Event
    score: float
    doubt: float
    weight: float
    reasons: tuple[Reason, ...]


def ranked(
    events: Iterable[Event], states: Mapping[str, State], open_threads: Mapping[str, int] | None = None
) -> list[Ranked]:
    """Rank events, the one first whose review improves the record most.

    Args:
        events: Candidates.
        states: Of those that anybody has judged.
        open_threads: How many threads about an event are unresolved.
    """
    threads = open_threads or {}
    scored = [rank(event, states.get(event.id, "unreviewed"), threads.get(event.id, 0)) for event in events]
    return sorted((one for one in scored if one.score > 0), key=lambda one: (-one.score, one.event.id))


def rank(event: Event, state: State = "unreviewed", open_threads: int = 0) -> Ranked:
    """Score one event."""
    doubts = _doubts(event, open_threads)
    right = math.prod(1.0 - reason.adds for reason in doubts)
    left = DOUBT_OPEN_THREAD if open_threads and state != "unreviewed" else (1.0 - right) * SETTLED[state]
    weights = _weights(event)
    weight = 1.0 + sum(reason.adds for reason in weights)
    reasons = tuple(sorted((*doubts, *weights), key=lambda reason: -reason.adds))
    return Ranked(event, round(left * weight, 4), round(left, 4), round(weight, 4), reasons)


def _doubts(event: Event, open_threads: int) -> list[Reason]:
    disputes = sum(one.stance == "disputes" for one in event.claims)
    found = [Reason("confidence", event.confidence, round(1.0 - event.confidence, 4))]
    if disputes:
        found.append(Reason("disputed", disputes, DOUBT_DISPUTED))
    if event.independent_sources == 1:
        found.append(Reason("one_source", 1, DOUBT_ONE_SOURCE))
    if event.place is None:
        found.append(Reason("no_place", 0, DOUBT_NO_PLACE))
    if event.first is None:
        found.append(Reason("no_date", 0, DOUBT_NO_DATE))
    if open_threads:
        found.append(Reason("open_threads", open_threads, DOUBT_OPEN_THREAD))
    return found


def _weights(event: Event) -> list[Reason]:
    toll = event.toll("killed")
    killed = next((count for count in (toll.best, toll.low, toll.high) if count is not None), 0) if toll else 0
    found = []
    if killed:
        found.append(Reason("killed", killed, round(PER_MAGNITUDE_KILLED * math.log10(1 + killed), 4)))
    if len(event.claims) > 1:
        claims = len(event.claims)
        found.append(Reason("claims", claims, round(_PER_MAGNITUDE_CLAIMS * math.log10(claims), 4)))
    return found
