"""All that one report says of one event.

A report tells an event in several sentences: that there was a raid, who died in it, what it was for. These claims are
put together first, by what only holds inside one text: they stand near each other, and a place or day once named goes
on holding. What they say together is then compared across reports, which single clauses say too little for.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from dateline.link.cluster import Pair, average_link
from dateline.link.evidence import party_key, same_act
from dateline.link.rarity import mass
from dateline.link.reading import read_claims
from dateline.link.score import within_total
from dateline.link.telling import HAPPENED, Party, Spot, Telling, is_narrow, is_point
from dateline.records import Claim, Report

SINGLE = 1.5
"""What it tells on two claims that their report names one place and one day for all that happened."""
_UNKNOWN_PRECISION = 9  # sorts after UCDP's 1 to 7


def tellings_of(report: Report | None, claims: Iterable[Claim], alone: Collection[str] = frozenset()) -> list[Telling]:
    """Put the claims of one report together, event by event.

    Args:
        report: The report.
        claims: Its claims.
        alone: Claims that people have ruled on; each stays by itself, so that it can be joined and parted singly.

    Returns:
        One telling for each event of the report, in the order of their ids.
    """
    read = read_claims(report, claims)
    tellings = sorted((combine(group) for group in _groups(read, alone)), key=lambda one: one.id)
    return _with_shares(tellings, _scene(read))


def _with_shares(tellings: Sequence[Telling], scene: Spot | None) -> list[Telling]:
    sizes: Counter[tuple[str, bool]] = Counter()
    for one in tellings:
        sizes[one.type, one.happened] += len(one.members)
    return [replace(one, share=len(one.members) / sizes[one.type, one.happened], scene=scene) for one in tellings]


def _scene(read: Iterable[Telling]) -> Spot | None:
    """The town that most claims of what happened name themselves, the first of two that are named as often."""
    spots = [spot for one in read if one.happened for spot in one.spots if spot.own and is_point(spot)]
    counted = Counter(spot.geonames_id or spot.name for spot in spots)
    return max(spots, key=lambda spot: (counted[spot.geonames_id or spot.name], -spot.start), default=None)


def _groups(read: Sequence[Telling], alone: Collection[str]) -> list[list[Telling]]:
    by_id = {one.id: one for one in read}
    scores: dict[Pair, float] = {}
    bonus = SINGLE * _tells_of_one_incident(read)
    for left, right in itertools.combinations(sorted(by_id), 2):
        if left not in alone and right not in alone and _comparable(by_id[left], by_id[right]):
            one, other = by_id[left], by_id[right]
            scores[left, right] = within_total(one, other) + bonus * (same_act(one, other).weight > 0)
    return [[by_id[member] for member in group] for group in average_link(sorted(by_id), scores)]


def _tells_of_one_incident(read: Iterable[Telling]) -> bool:
    """Whether nothing sets apart what a report says has happened: it names one place at most, and one day."""
    happened = [one for one in read if one.happened]
    places = {spot.geonames_id or spot.name for one in happened for spot in one.spots if spot.own and is_narrow(spot)}
    days = {span for one in happened for span in one.spans}
    return len(places) <= 1 and len(days) <= 1


def _comparable(left: Telling, right: Telling) -> bool:
    statuses = {left.status, right.status}
    return left.type == right.type and (len(statuses) == 1 or statuses <= HAPPENED)


def combine(group: Sequence[Telling]) -> Telling:
    """One telling that says what all of a group say; its id is that of the first in the text."""
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda one: (one.start, one.id))
    first = ordered[0]
    typical = max(ordered, key=lambda one: one.mode is not None)
    words = frozenset[str]().union(*(one.words for one in ordered))
    spans = tuple(sorted({span for one in ordered for span in one.spans}))
    return replace(
        first,
        members=tuple(one.id for one in ordered),
        mode=typical.mode,
        status="asserted" if any(one.status == "asserted" for one in ordered) else first.status,
        words=words,
        mass=mass(words),
        acts=frozenset().union(*(one.acts for one in ordered)),
        actors=_parties(one for telling in ordered for one in telling.actors),
        recipients=_parties(one for telling in ordered for one in telling.recipients),
        figures=tuple(one for telling in ordered for one in telling.figures),
        spots=_spots(ordered),
        spans=spans,
        window=None if spans else next((one.window for one in ordered if one.window), None),
        headline=any(one.headline for one in ordered),
        several=all(one.several for one in ordered),
    )


def _parties(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Every party once."""
    found: dict[tuple[str, str | None], Party] = {}
    for one in parties:
        found.setdefault((party_key(one), one.head), one)
    return tuple(found.values())


def _spots(ordered: Sequence[Telling]) -> tuple[Spot, ...]:
    """Every place once: those that a sentence gives itself first, and of these the most precise."""

    def order(spot: Spot) -> tuple[bool, int]:
        return not spot.own, spot.precision or _UNKNOWN_PRECISION

    found: dict[object, Spot] = {}
    for spot in sorted((spot for one in ordered for spot in one.spots), key=order):
        found.setdefault(spot.geonames_id or (spot.name, spot.country), spot)
    return tuple(found.values())
