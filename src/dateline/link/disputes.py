"""What the sources of one event disagree on, and along which lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.link import telling
from dateline.link.figures import Count, contradicts, counts_of
from dateline.link.mention import Mention, mentions_of
from dateline.link.merge import DENIED
from dateline.records import Claim, Event, Figure, Participant, Report

HAPPENED = "happened"


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
    """What cannot all be right: counts of one measure and side, or, of measure `HAPPENED`, that it happened at all.

    `spread` is the highest count less the lowest. The side of a denial is whom it is said not to have happened to; its
    accounts have no counts, and the best of those who deny is 0, of the others 1.
    """

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
        One dispute for each measure and side whose counts exclude each other, the widest spread first, and one for
        what some deny.
    """
    everyone = mentions_of(claims, reports, {})
    mentions = [one for one in everyone if one.claim.status != DENIED]
    found = [
        Dispute(event.id, measure, side, _spread(counts), tuple(_account(count) for count in _ordered(counts)))
        for (measure, side), counts in counts_of(mentions).items()
        if _contradictory(counts)
    ]
    found += _denials(event, everyone)
    return tuple(sorted(found, key=lambda one: (-one.spread, one.measure, one.side or "")))


def _denials(event: Event, mentions: Sequence[Mention]) -> Iterator[Dispute]:
    """What some say has happened to somebody, and others that it has not."""
    denials: dict[str | None, list[Mention]] = {}
    for one in mentions:
        if one.claim.status == DENIED:
            denials.setdefault(_whom(one.claim.recipients), []).append(one)
    said = [one for one in mentions if one.claim.status in telling.HAPPENED]
    for whom, denying in sorted(denials.items(), key=lambda pair: pair[0] or ""):
        saying = [one for one in said if whom is None or any(_whom([each]) == whom for each in one.claim.recipients)]
        if saying:
            accounts = (*(_voice(one, 0) for one in denying), *(_voice(one, 1) for one in saying))
            yield Dispute(event.id, HAPPENED, whom, 1, accounts)


def _whom(recipients: Sequence[Participant]) -> str | None:
    first = next(iter(recipients), None)
    return None if first is None else (first.name or first.head or first.text).casefold()


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
    return _told(count.mention, count.figure.low, count.figure.best, count.figure.high)


def _voice(mention: Mention, best: int) -> Account:
    return _told(mention, None, best, None)


def _told(mention: Mention, low: int | None, best: int | None, high: int | None) -> Account:
    sources = mention.claim.sources
    return Account(
        low=low,
        best=best,
        high=high,
        sources=tuple(dict.fromkeys(source.name or source.text for source in sources)),
        kinds=tuple(dict.fromkeys(source.kind for source in sources)),
        claim_id=mention.id,
        report_id=mention.claim.report_id,
    )
