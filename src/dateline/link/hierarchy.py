"""Events that are parts of a larger one: a raid within an offensive. They are related, never merged.

An event is part of another if the other lasts longer or lies wider, holds its days and its place, and has a party of
it. Nothing is stored: it follows from the two records alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.records import Event, Place

OPERATION_DAYS = 3
"""Days from which an event may have parts: a raid or a bombing is over in one or two (UCDP's date_prec 2 is 2 to 6)."""
_DISTRICT, _PROVINCE, _COUNTRY = 3, 4, 6
"""UCDP's where_prec of second- and first-order divisions, and of a country."""
_HAPPENED = frozenset({"asserted", "historical"})


@dataclass(frozen=True, slots=True)
class Relation:
    """How an event stands to another: it is `part_of` it, or it `has_part`, the other."""

    kind: Literal["part_of", "has_part"]
    other: Event


def relations_of(event: Event, candidates: Iterable[Event]) -> tuple[Relation, ...]:
    """List what an event is part of, then what it has as parts, each in order of time.

    Args:
        event: The event.
        candidates: Events of its days and country.
    """
    found: list[Relation] = []
    for other in candidates:
        if is_part(event, other):
            found.append(Relation("part_of", other))
        elif is_part(other, event):
            found.append(Relation("has_part", other))
    return tuple(sorted(found, key=lambda one: (one.kind == "has_part", one.other.first or "", one.other.id)))


def is_part(small: Event, large: Event) -> bool:
    """Tell whether one event is part of another."""
    if small.id == large.id or not {small.status, large.status} <= _HAPPENED:
        return False
    days, span = _days(small), _days(large)
    if days is None or span is None or not (span[0] <= days[0] and days[1] <= span[1]):
        return False
    longer = span[1] - span[0] + 1 >= OPERATION_DAYS and span != days
    return _within(small.place, large.place, longer=longer) and _share_a_party(small, large)


def _days(event: Event) -> tuple[int, int] | None:
    if event.first is None or event.last is None:
        return None
    return date.fromisoformat(event.first).toordinal(), date.fromisoformat(event.last).toordinal()


def _within(small: Place | None, large: Place | None, *, longer: bool) -> bool:
    """Whether a place lies in another; in the same one only what lasts longer can be the larger event."""
    if small is None or large is None or small.country is None or small.country != large.country:
        return False
    here, there = small.precision or 1, large.precision or 1
    if there < _DISTRICT:
        return longer and (small.geonames_id or small.name) == (large.geonames_id or large.name)
    same_division = {_DISTRICT: _names(small) == _names(large), _PROVINCE: small.admin1 == large.admin1}
    return (here < there or (longer and here == there)) and same_division.get(there, there == _COUNTRY)


def _names(place: Place) -> tuple[str | None, str | None]:
    return place.admin1, place.admin2


def _share_a_party(one: Event, other: Event) -> bool:
    """Whether they have a party in common; "rebels" are anybody's, so only a name tells."""
    return bool({side.id or side.name for side in one.sides} & {side.id or side.name for side in other.sides} - {None})
