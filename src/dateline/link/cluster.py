"""From scored pairs to groups, by average linkage.

Two groups are joined only if their members agree on average and no pair of them is impossible, the best pair of groups
first. A chain A-B-C in which A and C disagree does not hold together, which joining by the best single pair would do.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", int, str)
"""What is grouped: ids, or numbers in their place."""
Pair = tuple[str, str]
Neighbours = Mapping[str, Mapping[str, float]]
Weigh = Callable[[str, str], float]
_Offer = tuple[float, str, str, int, int]

UNCOMPARED = -1.0
"""Score of a pair that was not worth comparing."""
MOST = 60
"""Members of a component that are compared each with each. A larger one is first parted at its weaker edges."""
STEPS = (1.0, 2.0, 4.0, 6.0, 8.0)
"""Scores at which the edges of a large component are cut, one after the other, until its parts are small enough."""


def ordered(left: str, right: str) -> Pair:
    """A pair, its smaller id first."""
    return (left, right) if left < right else (right, left)


def cluster(
    ids: Iterable[str],
    edges: Mapping[Pair, float],
    weigh: Weigh,
    together: Iterable[Pair] = (),
    many: Callable[[Sequence[Pair]], Mapping[Pair, float]] | None = None,
) -> list[tuple[str, ...]]:
    """Group ids.

    Each connected component is grouped by itself, so that what is far away does not matter.

    Args:
        ids: All ids; one without partners is a group of its own.
        edges: Pairs (smaller id first) with a score above 0.
        weigh: The score of any pair, smaller id first.
        together: Pairs that are joined whatever their score: people said so.
        many: The scores of many pairs, where that is quicker than one after the other.

    Returns:
        The groups, sorted; the same for any order of `ids` and `edges`.
    """
    told = frozenset(together)
    near = neighbours(edges, told)
    return cluster_parts(list(parted(ids, near)), near, weigh, told, many)


def cluster_parts(
    parts: Sequence[Sequence[str]],
    near: Neighbours,
    weigh: Weigh,
    told: frozenset[Pair] = frozenset(),
    many: Callable[[Sequence[Pair]], Mapping[Pair, float]] | None = None,
) -> list[tuple[str, ...]]:
    """Group some of `parted`'s parts, each sorted, as `cluster` does with all of them."""
    known = many([pair for part in parts for pair in unscored(part, near)]) if many else {}

    def score(left: str, right: str) -> float:
        return known[left, right] if (left, right) in known else weigh(left, right)

    return sorted(group for part in parts for group in grouped(part, near, score, told))


def neighbours(edges: Mapping[Pair, float], together: Iterable[Pair] = ()) -> Neighbours:
    """For each id those that it has an edge with, and the scores; infinite for what people joined."""
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for (left, right), score in itertools.chain(edges.items(), ((pair, math.inf) for pair in together)):
        near[left][right] = near[right][left] = score
    return near


def parted(ids: Iterable[N], near: Mapping[N, Mapping[N, float]]) -> Iterator[list[N]]:
    """What is grouped by itself: the connected components, the parts of those that are too large."""
    for component in components(ids, near):
        yield from _parts(component, near)


def unscored(part: Sequence[str], near: Neighbours) -> Iterator[Pair]:
    """The pairs of a part that must be weighed to group it, smaller id first; none of one with more than `MOST`."""
    if len(part) <= MOST:
        for left, right in itertools.combinations(part, 2):
            if near.get(left, {}).get(right, math.inf) == math.inf:
                yield left, right


def components(ids: Iterable[N], near: Mapping[N, Mapping[N, float]], above: float = 0.0) -> list[list[N]]:
    """The connected components over edges above a score, each sorted."""
    seen: set[N] = set()
    found: list[list[N]] = []
    for start in sorted(ids):
        if start in seen:
            continue
        seen.add(start)
        component = [start]
        for member in component:  # grows while it is read
            fresh = [other for other, score in near.get(member, {}).items() if score > above and other not in seen]
            seen.update(fresh)
            component += fresh
        found.append(sorted(component))
    return found


def _parts(component: list[N], near: Mapping[N, Mapping[N, float]]) -> list[list[N]]:
    """Part a component that is too large at its weaker edges; what people joined is not parted."""
    small: list[list[N]] = []
    large = [component]
    for step in STEPS:
        small += [part for part in large if len(part) <= MOST]
        large = [part for part in large if len(part) > MOST]
        large = components(itertools.chain.from_iterable(large), near, step)
    return small + large


def grouped(part: Sequence[str], near: Neighbours, weigh: Weigh, told: frozenset[Pair]) -> list[tuple[str, ...]]:
    """Group one of `parted`'s."""
    if len(part) == 1:
        return [(part[0],)]
    if len(part) > MOST:
        return _lead(part, weigh, told)
    scores = {pair: weigh(*pair) for pair in unscored(part, near)}
    for left, right in itertools.combinations(part, 2):
        if (left, right) not in scores:
            scores[left, right] = near[left][right]
    return average_link(part, scores, told)


def _lead(part: Sequence[str], weigh: Weigh, told: frozenset[Pair]) -> list[tuple[str, ...]]:
    """Group very many members in one go: each joins the leader that it agrees with best, or leads a group itself.

    So large a part holds together by strong edges throughout, as the hundreds of reports of one great event do.
    """
    leaders: dict[str, list[str]] = {}
    for block in components(part, neighbours({}, told)):
        offers = ((weigh(*ordered(leader, block[0])), leader) for leader in leaders)
        best, leader = max(offers, default=(0.0, ""))
        leaders[leader if best > 0 else block[0]] = leaders.get(leader, []) + block if best > 0 else block
    return [tuple(sorted(members)) for members in leaders.values()]


def average_link(
    members: Sequence[str], scores: Mapping[Pair, float], together: frozenset[Pair] = frozenset()
) -> list[tuple[str, ...]]:
    """Join groups while the best pair of them agrees on average. A group is named by its smallest id.

    Args:
        members: Sorted.
        scores: Of the pairs; one that is missing is `UNCOMPARED`.
        together: Pairs that are joined whatever their score.
    """
    groups: dict[str, tuple[str, ...]] = {member: (member,) for member in members}
    sums = {member: dict[str, float]() for member in members}
    for position, left in enumerate(members):
        for right in members[position + 1 :]:
            sums[left][right] = sums[right][left] = scores.get((left, right), UNCOMPARED)
    _join_as_told(together, groups, sums)
    queue: list[_Offer] = []
    for left in sorted(groups):
        for right, total in sums[left].items():
            if left < right:
                _offer(queue, left, right, total, groups)
    while queue:
        _, left, right, *sizes = heapq.heappop(queue)
        if left not in groups or right not in groups or sizes != [len(groups[left]), len(groups[right])]:
            continue  # one of the two has grown since this entry was made
        _join(left, right, groups, sums)
        for other, total in sums[left].items():
            _offer(queue, left, other, total, groups)
    return list(groups.values())


def _join_as_told(
    together: frozenset[Pair], groups: dict[str, tuple[str, ...]], sums: dict[str, dict[str, float]]
) -> None:
    name_of = {member: member for member in groups}
    for pair in sorted(together):
        if pair[0] not in name_of or pair[1] not in name_of:
            continue
        left, right = sorted((name_of[pair[0]], name_of[pair[1]]))
        if left != right:
            _join(left, right, groups, sums)
            name_of.update(dict.fromkeys(groups[left], left))


def _join(left: str, right: str, groups: dict[str, tuple[str, ...]], sums: dict[str, dict[str, float]]) -> None:
    groups[left] = tuple(sorted(groups[left] + groups.pop(right)))
    gone = sums.pop(right)
    for other, total in gone.items():
        if other != left:
            sums[other].pop(right)
            sums[left][other] = sums[other][left] = sums[left][other] + total
    sums[left].pop(right)


def _offer(
    queue: list[_Offer],
    left: str,
    other: str,
    total: float,
    groups: Mapping[str, tuple[str, ...]],
) -> None:
    first, second = sorted((left, other))
    average = total / (len(groups[first]) * len(groups[second]))
    if average > 0 and not math.isinf(average):
        heapq.heappush(queue, (-round(average, 6), first, second, len(groups[first]), len(groups[second])))
