"""What the sources of an event agree on, and where they part.

Silence is no disagreement, and neither is a wider word: "in Mali" goes with "in Konna", "last week" with "on
Thursday". Tellings part where both cannot be right: days without one in common, narrow places with different names,
one that says it happened and one that it did not. Counts are `disputes.disputes_of`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dateline.link.copies import families_of
from dateline.records import Claim, Participant, Place, Report

Field = Literal["status", "time", "place", "actors", "recipients"]
Verdict = Literal["agreed", "disputed", "single"]

NARROW: Final = 3
"""UCDP's where_prec up to which two places with different names are two places: a district or less."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One value and who gives it. `key` is what was compared, `words` what the report calls it."""

    key: tuple[str | None, ...]
    words: str
    claims: tuple[Claim, ...]
    families: frozenset[str]


@dataclass(frozen=True, slots=True)
class Point:
    """A field with all the values that were given for it, the one with most independent tellers first."""

    field: Field
    verdict: Verdict
    tellings: tuple[Telling, ...]


def points_of(claims: Sequence[Claim], reports: Mapping[str, Report]) -> tuple[Point, ...]:
    """Compare what the claims of one event say, field by field; a field that none gives is left out.

    Args:
        claims: The event's claims.
        reports: Their reports by id; copies of one text count once.
    """
    told = {claim.report_id for claim in claims}
    families = families_of([reports[one] for one in sorted(told) if one in reports])
    points = []
    for field, (read, excludes) in _FIELDS.items():
        tellings = _tellings(claims, families, read)
        if tellings:
            points.append(Point(field, _verdict(tellings, excludes), tellings))
    return tuple(points)


_Value = tuple[tuple[str | None, ...], str]
_Read = Callable[[Claim], Iterator[_Value]]
_Excludes = Callable[[Telling, Telling], bool]


def _tellings(claims: Sequence[Claim], families: Mapping[str, str], read: _Read) -> tuple[Telling, ...]:
    found: dict[tuple[str | None, ...], list[tuple[str, Claim]]] = {}
    for claim in claims:
        for key, words in read(claim):
            found.setdefault(key, []).append((words, claim))
    tellings = [
        Telling(
            key,
            given[0][0],
            tuple(dict.fromkeys(claim for _, claim in given)),
            frozenset(families.get(claim.report_id, claim.report_id) for _, claim in given),
        )
        for key, given in found.items()
    ]
    return tuple(sorted(tellings, key=lambda one: (-len(one.families), -len(one.claims), one.words)))


def _verdict(tellings: Sequence[Telling], excludes: _Excludes) -> Verdict:
    pairs = ((one, other) for one in tellings for other in tellings)
    if any(one.families != other.families and excludes(one, other) for one, other in pairs):
        return "disputed"
    return "agreed" if any(len(one.families) > 1 for one in tellings) else "single"


def _status(claim: Claim) -> Iterator[_Value]:
    yield (claim.status,), claim.status


def _time(claim: Claim) -> Iterator[_Value]:
    if claim.time is not None and claim.time.first and claim.time.last:
        yield (claim.time.first, claim.time.last), claim.time.text


def _place(claim: Claim) -> Iterator[_Value]:
    if claim.place is not None:
        name = claim.place.name or claim.place.text
        yield (name, claim.place.country, "narrow" if _is_narrow(claim.place) else None), name


def _is_narrow(place: Place) -> bool:
    return place.precision is not None and place.precision <= NARROW


def _parties(parties: Sequence[Participant]) -> Iterator[_Value]:
    """Parties with a name: "they" and "soldiers" can be anyone, and agree with all."""
    for one in parties:
        if one.name:
            yield (one.id or one.name.casefold(),), one.name


def _denied(one: Telling, other: Telling) -> bool:
    return {one.key[0], other.key[0]} == {"asserted", "negated"}


def _days_apart(one: Telling, other: Telling) -> bool:
    return (one.key[1] or "") < (other.key[0] or "")


def _elsewhere(one: Telling, other: Telling) -> bool:
    other_country = bool(one.key[1] and other.key[1]) and one.key[1] != other.key[1]
    return other_country or (one.key[2] == other.key[2] == "narrow" and one.key[0] != other.key[0])


def _never(_one: Telling, _other: Telling) -> bool:
    """Two names for who took part may both be right: many take part in a battle."""
    return False


_FIELDS: Final[Mapping[Field, tuple[_Read, _Excludes]]] = {
    "status": (_status, _denied),
    "time": (_time, _days_apart),
    "place": (_place, _elsewhere),
    "actors": (lambda claim: _parties(claim.actors), _never),
    "recipients": (lambda claim: _parties(claim.recipients), _never),
}
