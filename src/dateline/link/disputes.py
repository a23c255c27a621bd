"""What the sources of one event disagree on, and along which lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.link.figures import Count, contradicts, counts_of
from dateline.link.mention import Mention, mentions_of
from dateline.records import Claim, Event, Figure, Report


@dataclass(frozen=True, slots=True)
class Account:
    """What one claim says: its range, who says so, in which report."""

    low: int | None
    best: int | None
    high: int | None
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    claim_id: str
    report_id: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Counts of one measure and side that cannot all be right. `spread` is the highest less the lowest."""

    event_id: str
    measure: str
    side: str | None
    spread: int
    accounts: tuple[Account, ...]


def disputes_of(event: Event, claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[Dispute, ...]:
    """List what the claims of an event contradict each other on.

    Args:
        event: The event.
        claims: Its claims.
        reports: Reports by id.

    Returns:
        One dispute for each measure and side whose counts exclude each other, the widest spread first.
    """
    mentions = mentions_of(list(claims), reports, {})
    found = [
        Dispute(event.id, measure, side, _spread(counts), tuple(_account(count) for count in _ordered(counts)))
        for (measure, side), counts in counts_of(mentions).items()
        if _contradictory(counts)
    ]
    return tuple(sorted(found, key=lambda one: (-one.spread, one.measure, one.side or "")))


def _contradictory(counts: Sequence[Count]) -> bool:
    return any(_exclude(one.figure, other.figure) for one in counts for other in counts)


def _exclude(one: Figure, other: Figure) -> bool:
    """Tell whether two ranges have nothing in common; an exact count is held against the other's range."""
    return contradicts(one, other.best) if other.best is not None else contradicts(other, one.best)


def _values(figure: Figure) -> list[int]:
    return [value for value in (figure.low, figure.best, figure.high) if value is not None]


def _spread(counts: Sequence[Count]) -> int:
    values = [value for count in counts for value in _values(count.figure)]
    return max(values) - min(values)


def _ordered(counts: Sequence[Count]) -> list[Count]:
    return sorted(counts, key=lambda one: (_values(one.figure), one.mention.published, one.mention.id))


def _account(count: Count) -> Account:
    mention: Mention = count.mention
    sources = mention.claim.sources
    return Account(
        low=count.figure.low,
        best=count.figure.best,
        high=count.figure.high,
        sources=tuple(dict.fromkeys(source.name or source.text for source in sources)),
        kinds=tuple(dict.fromkeys(source.kind for source in sources)),
        claim_id=mention.id,
        report_id=mention.claim.report_id,
    )
