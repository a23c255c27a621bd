from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate.counts import Counts, answer, compare_lists, compare_sets, found, intervals, sums, total

whole = st.integers(min_value=0, max_value=50)


def test_precision_recall_and_f1_of_six_right_two_wrong_four_missed() -> None:
    counts = found(6, 2, 4)
    assert counts.precision == 6 / 8
    assert counts.recall == 6 / 10
    assert counts.f1 == pytest.approx(2 * 6 / (2 * 6 + 2 + 4))
    assert counts.accuracy is None


def test_nothing_on_either_side_has_no_figure() -> None:
    assert Counts().f1 is None
    assert Counts().main is None
    assert found(0, 0, 0).precision is None


def test_nothing_given_where_something_is_has_f1_zero() -> None:
    assert found(0, 0, 3).f1 == 0.0
    assert found(0, 0, 3).precision is None


def test_a_list_field_counts_members_and_the_whole() -> None:
    counts = compare_lists({"helmand", "zabul"}, {"helmand"})
    assert (counts.correct, counts.total, counts.precision, counts.recall) == (0, 1, 1.0, 0.5)
    assert compare_lists(set(), set()).accuracy == 1.0


def test_sums_are_sums_of_counts_not_means_of_scores() -> None:
    summed = sums([{"a": found(1, 0, 0)}, {"a": found(0, 9, 0), "b": answer(right=True)}])
    assert summed["a"].precision == 1 / 10
    assert summed["b"].accuracy == 1.0


def test_the_interval_of_a_constant_is_the_constant_and_the_drawing_repeats() -> None:
    documents = [{"x": answer(right=True)}] * 7
    assert intervals(documents)["x"] == (1.0, 1.0)
    mixed = [{"x": answer(right=number % 2 == 0)} for number in range(40)]
    low, high = intervals(mixed)["x"]
    assert low < 0.5 < high
    assert intervals(mixed) == intervals(mixed)
    assert intervals([]) == {}


@given(st.sets(whole), st.sets(whole))
def test_f1_is_symmetric(one: set[int], other: set[int]) -> None:
    assert compare_sets(one, other).f1 == compare_sets(other, one).f1


@given(st.lists(st.tuples(whole, whole, whole)))
def test_a_total_does_not_depend_on_the_order(rows: list[tuple[int, int, int]]) -> None:
    assert total(found(*row) for row in rows) == total(found(*row) for row in reversed(rows))
