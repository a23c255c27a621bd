"""Everything at once: all keys, all pairs that share one, all edges, all groups."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.link.cluster import Pair, cluster, ordered
from dateline.link.judged import Rulings
from dateline.link.keys import PIVOTS, kind_of, number_of, report_keys, telling_keys
from dateline.link.linking import Weigher, related
from dateline.link.telling import Telling
from dateline.link.traits import Traits

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Keyed:
    """Owners and their keys, sorted by key and by the owner's number: `owners[i]`, a position, has `keys[i]`."""

    keys: Numbers
    owners: Numbers
    numbers: Numbers

    @classmethod
    def of(cls, ids: Sequence[str], keys: Iterable[AbstractSet[int]]) -> Keyed:
        """Sort the keys of each id."""
        sizes, flat = _flat(keys)
        numbers = np.fromiter(map(number_of, ids), dtype=np.int64, count=len(ids))
        owners = np.repeat(np.arange(len(ids), dtype=np.int64), sizes)
        order = np.lexsort((numbers[owners], flat))
        return cls(flat[order], owners[order], numbers)

    def rows(self) -> Iterator[tuple[int, int]]:
        """Each key with the number of an owner."""
        return zip(self.keys.tolist(), self.numbers[self.owners].tolist(), strict=True)

    def sharing(self) -> Numbers:
        """Pairs of positions that share a key, at least one of them among the key's first owners.

        Returns:
            The pairs as `smaller * number of ids + larger`, sorted, each once.
        """
        if not len(self.keys):
            return self.keys
        starts = np.flatnonzero(np.r_[True, self.keys[1:] != self.keys[:-1]])
        start_of = np.repeat(starts, np.diff(np.r_[starts, len(self.keys)]))
        rank = np.arange(len(self.keys)) - start_of
        codes = []
        for pivot in range(PIVOTS):
            later = np.flatnonzero(rank > pivot)
            here, there = self.owners[later], self.owners[start_of[later] + pivot]
            codes.append(np.unique(np.minimum(here, there) * len(self.numbers) + np.maximum(here, there)))
        return np.unique(np.concatenate(codes))


def _flat(keys: Iterable[AbstractSet[int]]) -> tuple[Numbers, Numbers]:
    sizes: list[int] = []
    parts: list[Numbers] = []
    for one in keys:
        sizes.append(len(one))
        parts.append(np.fromiter(one, dtype=np.int64, count=len(one)))
    return np.array(sizes, dtype=np.int64), np.concatenate([np.empty(0, dtype=np.int64), *parts])


class Batch:
    """One run over everything that reports tell."""

    def __init__(self, tellings: Sequence[Telling], reports: Mapping[str, Traits], rulings: Rulings) -> None:
        self._tellings = tellings
        self._reports = [reports[one] for one in sorted(reports)]
        self._rulings = rulings
        self._weigh = Weigher({one.id: one for one in tellings}, reports, rulings)
        self.report_keys = Keyed.of([one.id for one in self._reports], map(report_keys, self._reports))
        self.telling_keys = Keyed.of([one.id for one in tellings], map(telling_keys, tellings))

    def groups(self, edges: Mapping[Pair, float]) -> list[tuple[str, ...]]:
        """Group the tellings; each group by the ids of its tellings, sorted."""
        known = {one.id for one in self._tellings}
        together = [pair for pair in self._rulings.together if known.issuperset(pair)]
        return cluster(known, edges, self._weigh, together)

    def edges(self) -> dict[Pair, float]:
        """All pairs worth comparing that are likelier one event than two, with their scores."""
        found: dict[Pair, float] = {}
        for left, right in self._candidates():
            pair = ordered(self._tellings[left].id, self._tellings[right].id)
            score = self._weigh(*pair)
            if score > 0:
                found[pair] = score
        return found

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Positions of the pairs of tellings worth comparing: of one kind, and of related reports or sharing a key."""
        number = len(self._tellings)
        kinds = [kind_of(one) for one in self._tellings]
        told: dict[str, list[int]] = defaultdict(list)
        for position, one in enumerate(self._tellings):
            told[one.report_id].append(position)
        crossed = (pair for one, other in self._related() for pair in itertools.product(told[one], told[other]))
        near = np.fromiter((min(pair) * number + max(pair) for pair in crossed), dtype=np.int64)
        for code in np.unique(np.concatenate([self.telling_keys.sharing(), near])).tolist():
            left, right = divmod(code, number)
            if left != right and kinds[left] == kinds[right]:
                yield left, right

    def _related(self) -> Iterator[tuple[str, str]]:
        """Each report with itself, and pairs of reports that share a key and are alike."""
        yield from ((one, one) for one in sorted({one.report_id for one in self._tellings}))
        number = max(1, len(self._reports))
        for code in self.report_keys.sharing().tolist():
            left, right = self._reports[code // number], self._reports[code % number]
            if related(left, right):
                yield left.id, right.id
