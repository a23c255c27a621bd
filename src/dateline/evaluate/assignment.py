"""The best one-to-one pairing: the Hungarian method with potentials (Kuhn 1955, Munkres 1957), O(n³)."""

from __future__ import annotations

from collections.abc import Sequence


def best_pairs(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair rows with columns so that the sum of gains is highest.

    Args:
        gains: `gains[row][column]`, a full rectangle; may be empty.

    Returns:
        As many pairs (row, column) as the shorter side is long, in the order of rows.
    """
    if not gains or not gains[0]:
        return []
    if len(gains) > len(gains[0]):
        turned = [list(column) for column in zip(*gains, strict=True)]
        return sorted((row, column) for column, row in best_pairs(turned))
    owner = _owners([[-gain for gain in row] for row in gains])
    return sorted((row, column) for column, row in enumerate(owner) if row is not None)


def _owners(costs: list[list[float]]) -> list[int | None]:
    """The row that owns each column at the lowest cost; there are at least as many columns as rows."""
    width = len(costs[0])
    row_price, column_price = [0.0] * len(costs), [0.0] * width
    owner: list[int | None] = [None] * width
    for row in range(len(costs)):
        _add_row(row, costs, owner, row_price, column_price)
    return owner


def _add_row(
    row: int, costs: list[list[float]], owner: list[int | None], row_price: list[float], column_price: list[float]
) -> None:
    """Give `row` a column along the cheapest augmenting path, and update the prices."""
    width = len(owner)
    slack, came_from, done = [float("inf")] * width, [-1] * width, [False] * width
    current, column = row, -1
    while True:
        for j in range(width):
            gap = costs[current][j] - row_price[current] - column_price[j]
            if not done[j] and gap < slack[j]:
                slack[j], came_from[j] = gap, column
        following = min((j for j in range(width) if not done[j]), key=slack.__getitem__)
        step = slack[following]
        row_price[row] += step
        for j in range(width):
            holder = owner[j]
            if done[j] and holder is not None:
                row_price[holder] += step
                column_price[j] -= step
            elif not done[j]:
                slack[j] -= step
        done[following], column = True, following
        taken = owner[column]
        if taken is None:
            break
        current = taken
    while column != -1:
        before = came_from[column]
        owner[column] = row if before == -1 else owner[before]
        column = before
