"""The part that a telling is grouped in, read from a graph too great to be read whole.

`dateline.link.cluster.parted` parts whole components. One great event may draw thousands of tellings together, and a
new report seldom moves more than a few of their parts: here the same parts are found one by one, each walked from one
of its members, and no walk goes on when it is known to be too large.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet

from dateline.link.cluster import MOST, STEPS

LEVELS = (0.0, *STEPS)
"""The scores above which edges count, one after the other, until what holds together is small enough."""

Edges = Mapping[int, Mapping[int, float]]
Members = frozenset[int]
Scores = Mapping[int, Mapping[int, float | None]]


class Web:
    """Tellings and the edges between them, read as far as they are asked for.

    Args:
        read: The edges of some tellings, each with its neighbours and the scores.
    """

    def __init__(self, read: Callable[[Collection[int]], Edges]) -> None:
        self._read = read
        self._near: dict[int, Mapping[int, float]] = {}
        self._small: list[dict[int, Members]] = [{} for _ in LEVELS]
        self._whole: dict[int, Members] = {}
        self._great: list[set[int]] = [set() for _ in LEVELS]

    def near(self, members: Collection[int]) -> dict[int, Mapping[int, float]]:
        """The edges of some tellings."""
        fresh = set(members) - self._near.keys()
        if fresh:
            found = self._read(fresh)
            self._near |= {one: found.get(one, {}) for one in fresh}
        return {one: self._near[one] for one in members}

    def part(self, number: int) -> Members:
        """The part that a telling is grouped in: `parted`'s."""
        if (small := self.small_part(number)) is not None:
            return small
        if number not in self._whole:
            members = self.reach({number}, LEVELS[-1])
            self._whole |= dict.fromkeys(members, members)
        return self._whole[number]

    def small_part(self, number: int) -> Members | None:
        """The same, or None where it is one of more than `MOST` members."""
        found = (self.holding(number, level) for level in range(len(LEVELS)))
        return next((members for members in found if members is not None), None)

    def holding(self, number: int, level: int) -> Members | None:
        """What is connected with a telling at one of the `LEVELS`; None if that is more than `MOST`."""
        small, great = self._small[level], self._great[level]
        if number not in small and number not in great:
            seen = self._walk({number}, LEVELS[level], great)
            if len(seen) <= MOST and great.isdisjoint(seen):
                small |= dict.fromkeys(seen, frozenset(seen))
            else:
                great |= seen
        return small.get(number)

    def reach(self, start: Collection[int], above: float) -> Members:
        """All that is connected with some tellings by edges above a score."""
        return frozenset(self._walk(set(start), above, None))

    def _walk(self, start: set[int], above: float, great: Collection[int] | None) -> set[int]:
        """What is connected; where `great` is given, no further than to one of those or to more than `MOST`."""
        seen, fresh = set(start), set(start)
        while fresh and (great is None or (len(seen) <= MOST and not any(one in great for one in fresh))):
            edges = self.near(fresh).values()
            fresh = {other for near in edges for other, score in near.items() if score > above} - seen
            seen |= fresh
        return seen


def changed_parts(before: Web, now: Web, changed: tuple[Scores, Scores], retold: AbstractSet[int]) -> set[Members]:
    """The parts that must be grouped anew: with other members than before, or with other edges or tellings in them.

    Args:
        before: The edges as they were.
        now: The edges as they are.
        changed: The edges that have changed as they were and as they are, each on both of their sides; None where there
            is none.
        retold: Tellings that are new, or tell something else.
    """
    were, are = changed
    found = {now.part(one) for one in retold}
    for level in range(len(LEVELS)):
        ends = {
            one
            for one, old in were.items()
            if any(_counts(score, level) != _counts(are[one][other], level) for other, score in old.items())
        }
        found |= _moved(before, now, ends, level)
    left = {one: others.keys() - retold for one, others in were.items() if one not in retold}
    return found | {now.part(one) for one in left if any(_are_together(now, one, other) for other in left[one])}


def _moved(before: Web, now: Web, ends: Collection[int], level: int) -> set[Members]:
    """The parts that have other members since edges count at a level, or count there no more.

    What holds together at a level is what it was unless it has one of the ends of such an edge, both before and now.
    """
    held = [web.holding(one, level) for web in (before, now) for one in ends]
    members = set(ends).union(*(some for some in held if some is not None))
    pairs = {one: (before.small_part(one), now.small_part(one)) for one in members}
    last = level == len(LEVELS) - 1
    return {now.part(one) for one, (old, new) in pairs.items() if old != new or (last and new is None and one in ends)}


def _are_together(web: Web, one: int, other: int) -> bool:
    if (mine := web.small_part(one)) is not None:
        return other in mine
    return web.small_part(other) is None and other in web.part(one)


def _counts(score: float | None, level: int) -> bool:
    return score is not None and score > LEVELS[level]
