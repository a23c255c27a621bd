"""From a group of claims to the event that they tell of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from dateline.link.classes import classes_of
from dateline.link.dating import best_days
from dateline.link.figures import Count, Key, contradicts, counts_of, merged_figures
from dateline.link.judged import event_id
from dateline.link.mention import Mention
from dateline.link.placing import best_place
from dateline.link.telling import HAPPENED
from dateline.records import Claim, Event, EventFigure, Participant, Side, Stance, StancedClaim, Status

T = TypeVar("T", bound=Hashable)

DENIED = "negated"


def merge(mentions: Sequence[Mention]) -> Event:
    """Put one event together.

    Args:
        mentions: Its claims, at least one.
    """
    ordered = sorted(mentions, key=lambda one: (one.published or "9999", one.id))
    claims = [mention.claim for mention in ordered]
    days = best_days(ordered)
    # "No soldier was killed" counts nobody; and what is only denied has nothing else to be counted.
    counts = counts_of([one for one in ordered if one.claim.status != DENIED] or ordered)
    figures = merged_figures(counts)
    sides = (*_sides(claims, "actor"), *_sides(claims, "recipient"))
    kind = _typical(claims)
    acled, ucdp = classes_of(kind, sides, figures)
    return Event(
        # The first telling names the event: later reports then seldom change its id.
        id=event_id(ordered[0].id),
        type=kind.type,
        mode=kind.mode,
        status=_status(claims),
        first=days.first if days else None,
        last=days.last if days else None,
        date_precision=days.precision if days else None,
        place=best_place(ordered),
        sides=sides,
        figures=figures,
        claims=tuple(StancedClaim(claim_id=one.id, stance=_stance(one, ordered, figures, counts)) for one in ordered),
        reports=len({claim.report_id for claim in claims}),
        publishers=len({one.report.publisher for one in ordered if one.report and one.report.publisher}),
        independent_sources=len({one.family for one in ordered}),
        confidence=_confidence(ordered),
        acled=acled,
        ucdp=ucdp,
    )


def _typical(claims: Sequence[Claim]) -> Claim:
    """The claim whose type and mode most others share; one with a mode before one without."""
    kinds = Counter((claim.type, claim.mode) for claim in claims)
    return max(claims, key=lambda one: (one.mode is not None, kinds[one.type, one.mode], one.confidence, one.id))


def _status(claims: Sequence[Claim]) -> Status:
    statuses = {claim.status for claim in claims}
    return "asserted" if "asserted" in statuses else min(statuses)


def _sides(claims: Sequence[Claim], role: str) -> list[Side]:
    """The parties in one role. A general word ("soldiers") gives way to a name of its sector and country."""
    parties = [one for claim in claims for one in (claim.actors if role == "actor" else claim.recipients)]
    merged: dict[Hashable, Participant] = {}
    for one in parties:
        merged.setdefault(_party_key(one), one)
    named = {(country, one.sector) for one in merged.values() if one.id for country in (one.country, None)}
    kept = [one for one in merged.values() if one.id or not one.sector or (one.country, one.sector) not in named]
    sides = [_side(one, role) for one in kept]
    return sorted(sides, key=lambda side: (side.id is None, side.name or "", side.country or "", side.sector or ""))


def _party_key(one: Participant) -> Hashable:
    if one.id or one.name:
        return one.id or one.name
    return (one.country, one.sector) if one.sector else (one.head or one.text).casefold()


def _side(one: Participant, role: str) -> Side:
    return Side.model_validate(
        {"name": one.name or one.text, "id": one.id, "country": one.country, "sector": one.sector, "role": role}
    )


def _stance(
    one: Mention, others: Sequence[Mention], figures: Sequence[EventFigure], counts: Mapping[Key, Sequence[Count]]
) -> Stance:
    """A claim that denies what others say, or whose count leaves out the event's best, disputes the event's record.

    A later word of the same hand updates it.
    """
    if one.claim.status == DENIED and any(other.claim.status in HAPPENED for other in others):
        return "disputes"
    best = {(figure.measure, figure.side): figure.best for figure in figures}
    against = [
        key
        for key, given in counts.items()
        if any(count.mention is one and contradicts(count.figure, best[key]) for count in given)
    ]
    if against:
        return "disputes"
    return "updates" if any(_earlier_word(one, other, counts) for other in others) else "supports"


def _earlier_word(one: Mention, other: Mention, counts: Mapping[Key, Sequence[Count]]) -> bool:
    """Tell whether `other` is an earlier telling by the same hand with another count."""
    if one.family != other.family or other.published >= one.published:
        return False
    return any(_counts_differ(one, other, given) for given in counts.values())


def _counts_differ(one: Mention, other: Mention, given: Sequence[Count]) -> bool:
    def values(mention: Mention) -> set[tuple[int | None, ...]]:
        mine = (count.figure for count in given if count.mention is mention)
        return {(figure.low, figure.best, figure.high) for figure in mine}

    return bool(values(one)) and bool(values(other)) and values(one) != values(other)


def _confidence(mentions: Sequence[Mention]) -> float:
    """Chance that at least one independent telling is right; copies of one text add nothing."""
    best: dict[str, float] = {}
    for one in mentions:
        best[one.family] = max(best.get(one.family, 0.0), one.claim.confidence)
    return round(1.0 - math.prod(1.0 - value for _, value in sorted(best.items())), 4)
