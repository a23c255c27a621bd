from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.compare.assignment import best_pairs
from dateline.evaluate.assignment import best_pairs as full_pairs


def test_the_greedy_choice_is_not_taken_when_another_is_better() -> None:
    assert best_pairs([{0: 9, 1: 8}, {0: 7}]) == [(0, 1), (1, 0)]


def test_a_row_is_left_alone_where_that_is_better_or_nothing_is_possible() -> None:
    assert best_pairs([{0: 1.0}, {0: 5.0}, {}]) == [(1, 0)]
    assert best_pairs([]) == []


_rows = st.lists(st.dictionaries(st.integers(0, 5), st.floats(0.01, 3), max_size=6), max_size=6)


@settings(deadline=None)  # a busy machine is not a defect
@given(_rows)
def test_it_is_as_good_as_the_full_method(rows: list[dict[int, float]]) -> None:
    pairs = best_pairs(rows)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    # The full method must pair every row: it is given a worthless column for each.
    table = [[*(row.get(column, 0.0) for column in range(6)), *([0.0] * len(rows))] for row in rows]
    best = sum(table[row][column] for row, column in full_pairs(table)) if rows else 0.0
    assert abs(sum(rows[row][column] for row, column in pairs) - best) < 1e-6
