"""Everything at once: all keys, all pairs that share one, all edges, all groups."""

from __future__ import annotations

import itertools
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np
from numpy.typing import NDArray

from dateline.link.cluster import Pair, cluster, ordered
from dateline.link.judged import Rulings
from dateline.link.keys import PIVOTS, kind_of, number_of, report_keys, telling_keys
from dateline.link.linking import Weigher, related
from dateline.link.telling import Telling
from dateline.link.traits import Traits

Numbers = NDArray[np.int64]
MUCH = 200_000
"""Pairs from which it pays to share them among processes, each of which must first be given all tellings."""
PARTS = 8
"""Parts that each process is given of the pairs, one after the other: some are quicker than others."""


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

    def edges(self, workers: int = 1) -> dict[Pair, float]:
        """All pairs worth comparing that are likelier one event than two, with their scores.

        Args:
            workers: Processes that share the work, where it is much.
        """
        codes = self.candidates()
        if workers == 1 or len(codes) < MUCH:
            return self.weigh(codes)
        with TemporaryDirectory() as folder, ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            path = Path(folder) / "batch.pickle"
            with path.open("wb") as file:
                pickle.dump(self, file)
            parts = pool.map(_weigh_some, itertools.repeat(path), np.array_split(codes, workers * PARTS))
            return {pair: score for part in parts for pair, score in part.items()}

    def weigh(self, codes: Numbers) -> dict[Pair, float]:
        """Those of some pairs that are likelier one event than two, with their scores."""
        number = len(self._tellings)
        found: dict[Pair, float] = {}
        for code in codes.tolist():
            left, right = self._tellings[code // number], self._tellings[code % number]
            if left is not right and kind_of(left) == kind_of(right):
                pair = ordered(left.id, right.id)
                score = self._weigh(*pair)
                if score > 0:
                    found[pair] = score
        return found

    def candidates(self) -> Numbers:
        """Pairs of tellings worth comparing, of related reports or sharing a key; as `Keyed.sharing` gives them."""
        number = len(self._tellings)
        told: dict[str, list[int]] = defaultdict(list)
        for position, one in enumerate(self._tellings):
            told[one.report_id].append(position)
        crossed = (pair for one, other in self._related() for pair in itertools.product(told[one], told[other]))
        near = np.fromiter((min(pair) * number + max(pair) for pair in crossed), dtype=np.int64)
        return np.unique(np.concatenate([self.telling_keys.sharing(), near]))

    def _related(self) -> Iterator[tuple[str, str]]:
        """Each report with itself, and pairs of reports that share a key and are alike."""
        yield from ((one, one) for one in sorted({one.report_id for one in self._tellings}))
        number = max(1, len(self._reports))
        for code in self.report_keys.sharing().tolist():
            left, right = self._reports[code // number], self._reports[code % number]
            if related(left, right):
                yield left.id, right.id


def _weigh_some(path: Path, codes: Numbers) -> dict[Pair, float]:
    return _read_batch(path).weigh(codes)


@lru_cache(maxsize=1)
def _read_batch(path: Path) -> Batch:
    with path.open("rb") as file:
        return cast("Batch", pickle.load(file))  # noqa: S301 - our own, written a moment ago into a folder of our own
