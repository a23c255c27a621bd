"""Events near another one in time and place, or with the same parties: what a reader would look at next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from dateline.records import Event, Place

WITHIN_DAYS: Final = 10
"""How far apart in time an event is still a neighbour: a week of news and the days around it."""

_COUNTRY: Final = 6
"""UCDP's where_prec of a country: sharing one is no nearness."""

# What a reader asks first: what else happened there, then what else they did, then what else happened that day.
_WEIGHTS: Final = {"place": 3.0, "party": 2.0, "province": 1.0, "day": 1.0}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an event is near: the same `place`, `province`, `party` or `day`, and its name."""

    kind: Literal["place", "province", "party", "day"]
    name: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An event near another. `days` counts from the other to this one, None where either has no date."""

    event: Event
    reasons: tuple[Reason, ...]
    days: int | None


def neighbours_of(event: Event, candidates: Iterable[Event], *, limit: int = 6) -> tuple[Neighbour, ...]:
    """Choose the nearest events.

    Args:
        event: The event.
        candidates: Events of its days and country.
        limit: How many at most.
    """
    found = (_neighbour(event, other) for other in candidates if other.id != event.id)
    near = [one for one in found if one.reasons and (one.days is None or abs(one.days) <= WITHIN_DAYS)]
    return tuple(sorted(near, key=_rank)[:limit])


def _neighbour(event: Event, other: Event) -> Neighbour:
    days = _days(event.first, other.first)
    reasons = [*_ground(event.place, other.place), *_parties(event, other)]
    if days == 0 and event.first:
        reasons.append(Reason("day", event.first))
    return Neighbour(other, tuple(reasons), days)


def _rank(one: Neighbour) -> tuple[float, int, int, str]:
    weight = sum(_WEIGHTS[reason.kind] for reason in one.reasons)
    away = WITHIN_DAYS if one.days is None else abs(one.days)
    # Nearness in time counts against distance: two days are worth about one province.
    return (away / 2 - weight, -one.event.independent_sources, away, one.event.id)


def _days(first: str | None, other: str | None) -> int | None:
    return (date.fromisoformat(other) - date.fromisoformat(first)).days if first and other else None


def _ground(one: Place | None, other: Place | None) -> list[Reason]:
    if one is None or other is None or one.country != other.country:
        return []
    narrow = all((place.precision or _COUNTRY) < _COUNTRY for place in (one, other))
    if narrow and (one.name or one.text) == (other.name or other.text):
        return [Reason("place", one.name or one.text)]
    return [Reason("province", one.admin1)] if one.admin1 and one.admin1 == other.admin1 else []


def _parties(one: Event, other: Event) -> list[Reason]:
    theirs = {side.id for side in other.sides if side.id}
    shared = {side.id: side.name or side.id for side in one.sides if side.id and side.id in theirs}
    return [Reason("party", name) for name in shared.values()]
