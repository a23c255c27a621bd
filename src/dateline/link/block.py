"""Which pairs of tellings are worth comparing: of one type and status, in reports alike, or of one place and time.

Both are looked up, so that the work grows with the pairs that have something in common and not with all pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date

from dateline.link.mention import Mention

BIN_DAYS = 4
"""Width of the bins of days: with one bin of overlap on either side, any two days up to two apart meet."""
MOST_BINS = 12
"""A telling that may lie anywhere within more bins than this is not looked up by its days."""
_COUNTRY = 6
_HAPPENED = frozenset({"asserted", "historical"})

Pair = tuple[str, str]


def candidate_pairs(tellings: Sequence[Mention], alike: Iterable[Pair]) -> Iterator[tuple[Mention, Mention]]:
    """Give each pair once, in a fixed order.

    Args:
        tellings: What reports tell.
        alike: Ids of reports that share rare words, or are versions of one text.
    """
    by_report: dict[str, list[Mention]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.claim.report_id].append(telling)
    pairs = {_named(left, right) for members in by_report.values() for left in members for right in members}
    for one, other in alike:
        pairs |= {_named(left, right) for left in by_report.get(one, ()) for right in by_report.get(other, ())}
    pairs |= set(_same_place_and_days(tellings))
    by_id = {telling.id: telling for telling in tellings}
    for first, second in sorted(pairs):
        left, right = by_id[first], by_id[second]
        if first != second and _kind(left) == _kind(right):
            yield left, right


def _named(left: Mention, right: Mention) -> Pair:
    return (left.id, right.id) if left.id < right.id else (right.id, left.id)


def _kind(mention: Mention) -> tuple[str, str]:
    status = mention.claim.status
    return mention.claim.type, "happened" if status in _HAPPENED else status


def _same_place_and_days(tellings: Iterable[Mention]) -> Iterator[Pair]:
    held: dict[Hashable, list[Mention]] = defaultdict(list)
    for telling in tellings:
        for key in _keys(telling):
            held[key].append(telling)
    for members in held.values():
        for position, left in enumerate(members):
            for right in members[position + 1 :]:
                yield _named(left, right)


def _keys(telling: Mention) -> Iterator[Hashable]:
    places = {place.geonames_id or place.name for place, _ in telling.grounds if (place.precision or 1) < _COUNTRY}
    spans = telling.spans or (((telling.first, telling.last),) if telling.first and telling.last else ())
    for place in places:
        for one in {one for span in spans for one in _bins(*span)}:
            yield _kind(telling), place, one


def _bins(first: date, last: date) -> range:
    low, high = (first.toordinal() - 1) // BIN_DAYS, (last.toordinal() + 1) // BIN_DAYS
    return range(low, high + 1) if high - low < MOST_BINS else range(0)
