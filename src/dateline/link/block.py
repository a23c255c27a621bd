"""Which pairs of claims are worth comparing: those that agree on type and status and can be of the same days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from dateline.link.mention import Mention

BIN_DAYS = 4
"""Width of the bins of days: with one bin of overlap on either side, any two days up to two apart meet."""
MOST_BINS = 12
"""A claim that may lie anywhere within more bins than this is filed as undated."""

_HAPPENED = {"asserted", "historical"}


def candidate_pairs(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Give each pair once, in a fixed order."""
    kinds: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        status = mention.claim.status
        kinds[mention.claim.type, "happened" if status in _HAPPENED else status].append(mention)
    for kind in sorted(kinds):
        yield from _pairs_within(kinds[kind])


def _pairs_within(group: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    dated: dict[int, list[int]] = defaultdict(list)
    anywhere: list[int] = []
    for number, mention in enumerate(group):
        bins = _bins(mention.first, mention.last)
        partners = {other for one in bins for other in dated[one]} | set(anywhere) if bins else set(range(number))
        for other in sorted(partners):
            if _same_ground(group[other], mention):
                yield group[other], mention
        for one in bins:
            dated[one].append(number)
        if not bins:
            anywhere.append(number)


def _bins(first: date | None, last: date | None) -> range:
    if first is None or last is None:
        return range(0)
    low, high = (first.toordinal() - 1) // BIN_DAYS, (last.toordinal() + 1) // BIN_DAYS
    return range(low, high + 1) if high - low < MOST_BINS else range(0)


def _same_ground(left: Mention, right: Mention) -> bool:
    here, there = left.claim.place, right.claim.place
    if here is None or there is None or here.country is None or there.country is None:
        return True
    return here.country == there.country
