from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate.assignment import best_pairs


def test_the_greedy_choice_is_not_taken_when_another_is_better() -> None:
    # Greedy takes 9 and is left with 1: 10. The best is 8 + 7 = 15.
    assert best_pairs([[9, 8], [7, 1]]) == [(0, 1), (1, 0)]


def test_more_rows_than_columns_leaves_rows_out() -> None:
    assert best_pairs([[1], [5], [3]]) == [(1, 0)]


def test_nothing_to_pair() -> None:
    assert best_pairs([]) == []
    assert best_pairs([[]]) == []


def _tables(width: int) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(0, 9), min_size=width, max_size=width)
    return st.lists(row, min_size=1, max_size=4)


@given(st.integers(1, 4).flatmap(_tables))
def test_it_is_as_good_as_trying_all(gains: list[list[int]]) -> None:
    rows, columns = len(gains), len(gains[0])
    if rows <= columns:
        best = max(sum(gains[r][c] for r, c in enumerate(order)) for order in permutations(range(columns), rows))
    else:
        best = max(sum(gains[r][c] for c, r in enumerate(order)) for order in permutations(range(rows), columns))
    pairs = best_pairs(gains)
    assert sum(gains[row][column] for row, column in pairs) == pytest.approx(best)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == min(rows, columns)
