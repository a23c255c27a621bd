"""All that one report says of one event.

A report tells an event in several sentences: that there was a raid, who died in it, what it was for. These claims are
put together first, by what only holds inside one text: they stand near each other, and a place or day once named goes
on holding. What they say together is then compared across reports, which single clauses say too little for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from dateline.link.cluster import Pair, cluster
from dateline.link.evidence import party_key
from dateline.link.mention import Mention
from dateline.link.score import Comparison
from dateline.records import Participant, Place

_UNKNOWN_PRECISION = 9  # sorts after UCDP's 1 to 7
_HAPPENED = frozenset({"asserted", "historical"})

Compare = Callable[[Mention, Mention], Comparison]


def tellings_of(mentions: Iterable[Mention], compare: Compare, alone: Collection[str] = frozenset()) -> list[Mention]:
    """Put the claims of each report together, event by event.

    Args:
        mentions: Claims, one each.
        compare: Weighs two claims of one report.
        alone: Claims that people have ruled on; each stays by itself, so that it can be joined and parted singly.

    Returns:
        One mention for each event of each report, standing for its claims (`members`).
    """
    reports: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        reports[mention.claim.report_id].append(mention)
    return [
        telling
        for report in sorted(reports)
        for telling in _with_shares([combine(group) for group in _groups(reports[report], compare, alone)])
    ]


def _with_shares(tellings: Sequence[Mention]) -> list[Mention]:
    sizes: Counter[tuple[str, bool]] = Counter()
    for one in tellings:
        sizes[_kind(one)] += len(one.members)
    return [replace(one, share=len(one.members) / sizes[_kind(one)]) for one in tellings]


def _kind(mention: Mention) -> tuple[str, bool]:
    return mention.claim.type, mention.claim.status in _HAPPENED


def _groups(mentions: Sequence[Mention], compare: Compare, alone: Collection[str]) -> list[list[Mention]]:
    by_id = {mention.id: mention for mention in mentions}
    ids = sorted(by_id)
    scores: dict[Pair, float] = {}
    for position, left in enumerate(ids):
        for right in ids[position + 1 :]:
            if left not in alone and right not in alone and _comparable(by_id[left], by_id[right]):
                scores[left, right] = compare(by_id[left], by_id[right]).total
    return [[by_id[member] for member in group] for group in cluster(ids, scores)]


def _comparable(left: Mention, right: Mention) -> bool:
    statuses = {left.claim.status, right.claim.status}
    return left.claim.type == right.claim.type and (len(statuses) == 1 or statuses <= _HAPPENED)


def combine(group: Sequence[Mention]) -> Mention:
    """One mention that says what all of a group say; its id is that of the first in the text."""
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda one: (one.claim.trigger.start, one.id))
    claims = [one.claim for one in ordered]
    first = ordered[0]
    dated, grounded = _dated(ordered), _grounded(ordered)
    typical = max(claims, key=lambda one: one.mode is not None)
    claim = first.claim.model_copy(
        update={
            "mode": typical.mode,
            "status": "asserted" if any(one.status == "asserted" for one in claims) else first.claim.status,
            "actors": _parties(one for claim in claims for one in claim.actors),
            "recipients": _parties(one for claim in claims for one in claim.recipients),
            "figures": tuple(one for claim in claims for one in claim.figures),
            "sources": tuple(one for claim in claims for one in claim.sources),
            "place": grounded.claim.place,
            "time": dated.claim.time,
        }
    )
    return replace(
        first,
        claim=claim,
        first=dated.first,
        last=dated.last,
        dated=dated.dated,
        ground=grounded.ground,
        placed=grounded.placed,
        words=frozenset().union(*(one.words for one in ordered)),
        acts=frozenset().union(*(one.acts for one in ordered)),
        headline=any(one.headline for one in ordered),
        members=tuple(one.id for one in ordered),
        spans=tuple(sorted({span for one in ordered for span in one.spans})),
        grounds=_all_grounds(ordered),
    )


def _parties(parties: Iterable[Participant]) -> tuple[Participant, ...]:
    """Every party once."""
    found: dict[tuple[str, str | None], Participant] = {}
    for one in parties:
        found.setdefault((party_key(one), one.head), one)
    return tuple(found.values())


def _all_grounds(ordered: Sequence[Mention]) -> tuple[tuple[Place, bool], ...]:
    """Every place once; one that a sentence gives itself before the same from what went before."""
    found: dict[object, tuple[Place, bool]] = {}
    for place, placed in sorted((ground for one in ordered for ground in one.grounds), key=lambda pair: not pair[1]):
        found.setdefault(place.geonames_id or (place.name, place.country), (place, placed))
    return tuple(found.values())


def _dated(ordered: Sequence[Mention]) -> Mention:
    """The one with the most precise day, the first of these in the text."""
    return min(ordered, key=lambda one: (not one.dated, (one.claim.time and one.claim.time.precision) or 9))


def _grounded(ordered: Sequence[Mention]) -> Mention:
    def order(one: Mention) -> tuple[bool, int]:
        return not one.placed, _precision(one.ground)

    return min(ordered, key=order)


def _precision(place: Place | None) -> int:
    return _UNKNOWN_PRECISION if place is None or place.precision is None else place.precision
