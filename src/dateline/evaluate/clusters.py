"""Coreference scores for reports put back together: MUC, B³, CEAF_e, and their mean, the CoNLL score.

Definitions after Vilain et al. 1995, Bagga and Baldwin 1998, Luo 2005 and Pradhan et al. 2014. Both sides partition
the same reports. The counts are given for each gold cluster, so that they can be summed and drawn again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from dateline.evaluate.assignment import best_pairs
from dateline.evaluate.counts import Counts

Cluster = frozenset[Hashable]


def clusters_of(labels: Mapping[str, Hashable]) -> list[Cluster]:
    """Members by label, in the order in which the labels first come."""
    members: dict[Hashable, set[Hashable]] = defaultdict(set)
    for member, label in labels.items():
        members[label].add(member)
    return [frozenset(cluster) for cluster in members.values()]


def b_cubed(gold: Sequence[Cluster], ours: Sequence[Cluster]) -> list[Counts]:
    """For each gold cluster, its members' B³ precision and recall, summed over members."""
    home = _home(ours)
    result = []
    for cluster in gold:
        shared = [(len(cluster & home[member]), len(home[member])) for member in cluster]
        size = len(cluster)
        precise, recalled = sum(both / other for both, other in shared), sum(both / size for both, _ in shared)
        result.append(Counts(p_num=precise, p_den=size, r_num=recalled, r_den=size))
    return result


def muc(gold: Sequence[Cluster], ours: Sequence[Cluster]) -> list[Counts]:
    """For each gold cluster, the MUC links found of those it needs, and its share of our links that are right.

    Our clusters' links are split over the gold clusters by the number of members that each has in them.
    """
    home, truth = _home(ours), _home(gold)
    given: dict[Cluster, float] = defaultdict(float)
    right: dict[Cluster, float] = defaultdict(float)
    for cluster in ours:
        parts = {truth[member] for member in cluster}
        for part in parts:
            share = len(part & cluster) / len(cluster)
            given[part] += share * (len(cluster) - 1)
            right[part] += share * (len(cluster) - len(parts))
    return [
        Counts(
            p_num=right[cluster],
            p_den=given[cluster],
            r_num=len(cluster) - len({home[member] for member in cluster}),
            r_den=len(cluster) - 1,
        )
        for cluster in gold
    ]


def ceaf_e(gold: Sequence[Cluster], ours: Sequence[Cluster]) -> list[Counts]:
    """For each gold cluster, the φ₄ similarity to the one of ours that it is paired with.

    Our number of clusters, the denominator of precision, is split over the gold clusters by members.
    """
    similar = dict.fromkeys(gold, 0.0)
    for left, right in _components(gold, ours):
        gains = [[_phi4(one, other) for other in right] for one in left]
        for row, column in best_pairs(gains):
            similar[left[row]] = gains[row][column]
    home = _home(ours)
    return [
        Counts(
            p_num=similar[cluster],
            p_den=sum(1 / len(home[member]) for member in cluster),
            r_num=similar[cluster],
            r_den=1,
        )
        for cluster in gold
    ]


def mixed_share(gold: Sequence[Cluster], ours: Sequence[Cluster]) -> float | None:
    """Share of our clusters that mix two gold clusters."""
    truth = _home(gold)
    mixed = sum(len({truth[member] for member in cluster}) > 1 for cluster in ours)
    return mixed / len(ours) if ours else None


def _phi4(one: Cluster, other: Cluster) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _home(clusters: Iterable[Cluster]) -> dict[Hashable, Cluster]:
    return {member: cluster for cluster in clusters for member in cluster}


def _components(gold: Sequence[Cluster], ours: Sequence[Cluster]) -> list[tuple[list[Cluster], list[Cluster]]]:
    """Gold clusters and ours that touch each other: the pairing is sought within each, which keeps it quick."""
    home, truth = _home(ours), _home(gold)
    seen: set[Cluster] = set()
    result = []
    for start in gold:
        if start in seen:
            continue
        left, right, queue = [], dict[Cluster, None](), [start]
        seen.add(start)
        while queue:
            cluster = queue.pop()
            left.append(cluster)
            for mine in (home[member] for member in cluster):
                right[mine] = None
                fresh = [one for one in dict.fromkeys(truth[member] for member in mine) if one not in seen]
                seen.update(fresh)
                queue.extend(fresh)
        result.append((left, list(right)))
    return result
