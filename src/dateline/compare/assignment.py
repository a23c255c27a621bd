"""The best one-to-one pairing where few pairs are possible: successive shortest paths with potentials.

As `evaluate.assignment`, which wants every pair: here a row lists the columns that it can have, and may be left alone.
The method is that of Jonker and Volgenant (1987) with Dijkstra's search over the listed pairs: for rows with few
columns it takes time about in proportion to the number of pairs, where the full method takes the cube of the rows.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

Gains = Mapping[int, float]


def best_pairs(rows: Sequence[Gains]) -> list[tuple[int, int]]:
    """Pair rows with columns so that the sum of gains is highest; each row and each column at most once.

    Args:
        rows: Of each row, the columns that it can have, with the gain, which is positive.

    Returns:
        Pairs (row, column), in the order of rows.
    """
    return _Pairing(rows).solve()


class _Pairing:
    """Costs are `top - gain`, so that none is negative; staying alone costs `top`, in a column of the row's own.

    `price` holds the potential of each column.
    """

    def __init__(self, rows: Sequence[Gains]) -> None:
        self._rows = rows
        self._top = max((gain for row in rows for gain in row.values()), default=0.0)
        self._price: dict[int, float] = {}
        self._owner: dict[int, int] = {}
        self._taken: dict[int, int] = {}

    def solve(self) -> list[tuple[int, int]]:
        for row in range(len(self._rows)):
            self._place(row)
        return sorted((row, column) for row, column in self._taken.items() if column >= 0)

    def _columns(self, row: int) -> list[tuple[int, float]]:
        """The columns of a row with their costs; the column of its own has a negative number."""
        return [*((column, self._top - gain) for column, gain in self._rows[row].items()), (-row - 1, self._top)]

    def _place(self, row: int) -> None:
        """Find the cheapest way to give `row` a column, moving others on, and update the prices."""
        distance: dict[int, float] = {}
        before: dict[int, int] = {}
        done: dict[int, float] = {}
        heap: list[tuple[float, int]] = []
        here, so_far = row, 0.0
        while True:
            # The reduced cost of the pair that `here` has is 0: what it cost is in the price of its own column.
            held = self._taken.get(here)
            base = 0.0 if held is None else self._cost(here, held) - self._price.get(held, 0.0)
            for column, cost in self._columns(here):
                through = so_far + cost - self._price.get(column, 0.0) - base
                if column not in done and through < distance.get(column, float("inf")):
                    distance[column], before[column] = through, here
                    heapq.heappush(heap, (through, column))
            so_far, column = heapq.heappop(heap)
            while column in done:
                so_far, column = heapq.heappop(heap)
            done[column] = so_far
            if column not in self._owner:
                break
            here = self._owner[column]
        for reached, length in done.items():
            self._price[reached] = self._price.get(reached, 0.0) + length - so_far
        self._take(column, before, row)

    def _cost(self, row: int, column: int) -> float:
        return self._top if column < 0 else self._top - self._rows[row][column]

    def _take(self, column: int, before: Mapping[int, int], row: int) -> None:
        """Hand the columns on along the path."""
        while True:
            owner = before[column]
            following = self._taken.get(owner)
            self._owner[column], self._taken[owner] = owner, column
            if owner == row:
                return
            assert following is not None
            column = following
