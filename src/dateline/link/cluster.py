"""From scored pairs to groups, by average linkage.

Two groups are joined only if their claims agree on average and no pair of them is impossible, the best pair of groups
first. A chain A-B-C in which A and C disagree does not hold together, which joining by the best single pair would do.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]
_Offer = tuple[float, str, str, int, int]

UNCOMPARED = -1.0
"""Score of a pair that was not worth comparing."""


def cluster(
    ids: Sequence[str], scores: Mapping[Pair, float], together: frozenset[Pair] = frozenset()
) -> list[tuple[str, ...]]:
    """Group ids.

    Args:
        ids: All ids; one without partners is a group of its own.
        scores: Pairs (smaller id first) with their scores; above 0 speaks for joining.
        together: Pairs that are joined whatever their score: people said so.

    Returns:
        The groups, sorted; the same for any order of `ids` and `scores`.
    """
    groups: list[tuple[str, ...]] = []
    edges = {pair for pair, score in scores.items() if score > 0} | together
    for component in _components(ids, edges):
        groups += _average_link(component, scores, together) if len(component) > 1 else [tuple(component)]
    return sorted(groups)


def _components(ids: Iterable[str], edges: Iterable[Pair]) -> list[list[str]]:
    near: dict[str, list[str]] = defaultdict(list)
    for left, right in edges:
        near[left].append(right)
        near[right].append(left)
    seen: set[str] = set()
    found: list[list[str]] = []
    for start in sorted(ids):
        if start in seen:
            continue
        seen.add(start)
        component = [start]
        for member in component:  # grows while it is read
            fresh = [other for other in near[member] if other not in seen]
            seen.update(fresh)
            component += fresh
        found.append(sorted(set(component)))
    return found


def _average_link(
    members: Sequence[str], scores: Mapping[Pair, float], together: frozenset[Pair]
) -> list[tuple[str, ...]]:
    """Join groups while the best pair of them agrees on average. A group is named by its smallest id."""
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
