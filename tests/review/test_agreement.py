from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.review.agreement import Level, krippendorff

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): its examples A to D, with the values of alpha that
# it works out by hand.
TWO_BINARY = ["0100000010", "1110010000"]
TWO_NOMINAL = ["aabbdcccedda", "babbbccceddd"]


def by_unit(*coders: str) -> list[tuple[str, ...]]:
    return list(zip(*coders, strict=True))


# Example C: four coders, twelve units, seven values missing.
RELIABILITY = [
    [1, 1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [5, 5, 5],
    [1, 1],
    [3],
]


def test_two_observers_binary_data() -> None:
    assert krippendorff(by_unit(*TWO_BINARY), "nominal").alpha == pytest.approx(0.095, abs=5e-4)


def test_two_observers_nominal_data() -> None:
    assert krippendorff(by_unit(*TWO_NOMINAL), "nominal").alpha == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_any_number_of_observers_and_missing_data(level: Level, alpha: float) -> None:
    found = krippendorff(RELIABILITY, level)
    assert found.alpha == pytest.approx(alpha, abs=1e-3)
    assert (found.units, found.values) == (11, 40)


def test_sets_differ_by_what_they_do_not_share() -> None:
    near = [[frozenset({"MIL", "GOV"}), frozenset({"MIL"})], [frozenset({"REB"}), frozenset({"REB"})]]
    far = [[frozenset({"MIL", "GOV"}), frozenset({"CVL"})], [frozenset({"REB"}), frozenset({"REB"})]]
    assert (krippendorff(near, "set").alpha or 0) > (krippendorff(far, "set").alpha or 0)
    both_empty: list[list[frozenset[str]]] = [[frozenset(), frozenset()], [frozenset({"REB"}), frozenset({"REB"})]]
    assert krippendorff(both_empty, "set").alpha == 1


@pytest.mark.parametrize("units", [[], [[1]], [[1, 1], [1, 1]]])
def test_without_two_values_to_tell_apart_nothing_is_said(units: list[list[int]]) -> None:
    assert krippendorff(units, "nominal").alpha is None


def test_counts_of_zero_agree() -> None:
    assert krippendorff([[0, 0], [3, 3]], "ratio").alpha == 1


UNITS = st.lists(st.lists(st.integers(0, 5), max_size=4), max_size=12)
LEVELS: Sequence[Level] = ("nominal", "ordinal", "interval", "ratio")


@given(UNITS, st.sampled_from(LEVELS))
def test_the_order_of_units_and_coders_does_not_matter(units: list[list[int]], level: Level) -> None:
    shuffled = [sorted(values, reverse=True) for values in reversed(units)]
    left, right = krippendorff(units, level).alpha, krippendorff(shuffled, level).alpha
    assert left == pytest.approx(right) if left is not None else right is None


@given(UNITS, st.sampled_from(LEVELS))
def test_alpha_is_at_most_one_and_one_only_where_all_agree(units: list[list[int]], level: Level) -> None:
    alpha = krippendorff(units, level).alpha
    if alpha is not None:
        assert alpha <= 1
        assert (alpha == 1) == all(len(set(values)) <= 1 for values in units)
