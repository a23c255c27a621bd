"""Many sets of whole numbers, and many texts, each kind in a few arrays: small, and shared by processes as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
_ENCODED = ("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts one after the other in one stretch of bytes; the text `i` begins at `starts[i]`."""

    data: NDArray[np.uint8]
    starts: Numbers

    def __getitem__(self, position: int) -> str:
        begin, end = self.starts[position : position + 2]
        return self.data[begin:end].tobytes().decode(*_ENCODED)

    def __len__(self) -> int:
        return len(self.starts) - 1


def written(texts: Sequence[str]) -> tuple[NDArray[np.uint8], Numbers]:
    """The bytes of some texts, and how many each has."""
    parts = [text.encode(*_ENCODED) for text in texts]
    return np.frombuffer(b"".join(parts), dtype=np.uint8), np.fromiter(map(len, parts), np.int64, len(parts))


def starts_of(sizes: Numbers) -> Numbers:
    """Where each begins, and where the last one ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


@dataclass(frozen=True, slots=True)
class Rows:
    """Sets of items below `width`; `items` and their `weights` stand set by set, the set `i` from `starts[i]` on."""

    starts: Numbers
    items: NDArray[np.int32]
    weights: NDArray[np.int32]
    width: int
    _mark: list[Numbers] = field(default_factory=list, init=False, repr=False, compare=False)

    def shared(self, lefts: Numbers, rights: Numbers, *, squared: bool = False) -> Numbers:
        """Sum up what pairs of sets have in common.

        Args:
            lefts: One of each pair, sorted, so that each set is laid out once for all its pairs.
            rights: The other.
            squared: Add up the products of both weights; else the weights of the left.
        """
        sizes = self.starts[rights + 1] - self.starts[rights]
        ends = np.cumsum(sizes)
        begins = ends - sizes
        flat = np.arange(int(sizes.sum())) + np.repeat(self.starts[rights] - begins, sizes)
        found = self._marked(lefts, self.items[flat], begins, ends)
        if squared:
            found *= self.weights[flat]
        sums = starts_of(found)
        common: Numbers = sums[ends] - sums[begins]
        return common

    def _marked(self, lefts: Numbers, items: NDArray[np.int32], begins: Numbers, ends: Numbers) -> Numbers:
        """The weights that the left of each pair gives to the items of the right; 0 for those that it lacks."""
        if not self._mark:
            self._mark.append(np.zeros(self.width, np.int64))
        mark, found = self._mark[0], np.empty(len(items), np.int64)
        for first, last in runs(lefts):
            row = slice(self.starts[lefts[first]], self.starts[lefts[first] + 1])
            mine = self.items[row]
            mark[mine] = self.weights[row]
            here = slice(begins[first], ends[last - 1])
            found[here] = mark[items[here]]
            mark[mine] = 0
        return found


def runs(values: NDArray[Any]) -> list[tuple[int, int]]:
    """Stretches of one value, as the positions of their first and behind their last."""
    if not len(values):
        return []
    cuts = (np.flatnonzero(values[1:] != values[:-1]) + 1).tolist()
    return list(zip([0, *cuts], [*cuts, len(values)], strict=True))


def numbered(hashes: Numbers) -> tuple[NDArray[np.int32], NDArray[np.bool_], int]:
    """Number what occurs more than once from 0 on; what occurs once can be shared by no two.

    Returns:
        The number of each that is kept, which are kept, and how many numbers there are.
    """
    _, inverse, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    often = counts > 1
    kept: NDArray[np.bool_] = often[inverse]
    number = np.cumsum(often) - 1
    return number[inverse[kept]].astype(np.int32), kept, int(often.sum())
