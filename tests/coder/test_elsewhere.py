"""What another sentence tells: which of the mentions is taken."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coder.elsewhere import likeliest, told, weights

TABLE = {"base": -1.0, "near": 2.0, "far": -3.0}


def test_without_mentions_nothing_is_taken() -> None:
    assert likeliest([], str, TABLE) is None


def test_the_chance_is_that_against_all_others_and_against_none() -> None:
    found = [("gao", {"base": 1.0, "near": 1.0}), ("konna", {"base": 1.0, "far": 1.0})]
    taken = likeliest(found, str, TABLE)
    assert taken is not None
    assert taken[0] == 0
    assert taken[1] == pytest.approx(math.e / (1 + math.e + math.exp(-4)))


def test_mentions_of_one_place_add_up_and_the_best_of_them_is_given() -> None:
    found = [("gao", {"base": 1.0}), ("konna", {"base": 1.0}), ("gao", {"base": 1.0, "near": 0.1})]
    taken = likeliest(found, str, TABLE)
    assert taken is not None
    assert taken[0] == 2
    odds = [math.exp(-1.0), math.exp(-1.0), math.exp(-0.8)]
    assert taken[1] == pytest.approx((odds[0] + odds[2]) / (1 + sum(odds)))


def test_of_equals_the_first_is_taken_and_signs_without_weight_say_nothing() -> None:
    taken = likeliest([("gao", {"base": 1.0, "new": 1.0}), ("gao", {"base": 1.0})], str, TABLE)
    assert taken is not None
    assert taken[0] == 0


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.fixed_dictionaries({"base": st.just(1.0), "near": st.floats(0, 1)})))
)
def test_chances_are_chances(found: list[tuple[str, dict[str, float]]]) -> None:
    taken = likeliest(found, str, TABLE)
    assert (taken is None) == (not found)
    if taken is not None:
        assert 0 < taken[1] < 1


def test_signs_are_told_the_weightiest_first() -> None:
    assert told({"base": 1.0, "near": 1.0, "far": 1.0, "other": 0.0}, TABLE) == "far -3.0, near +2.0"


def test_both_days_and_places_have_weights() -> None:
    assert weights().keys() == {"day", "place"}
