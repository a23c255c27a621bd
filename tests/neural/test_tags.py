from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.neural.tags import spans_of

_CHANCES = st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)))


def test_words_side_by_side_are_one_place() -> None:
    assert spans_of([(0, 0), (0.75, 0.125), (0.125, 0.5), (0, 0)], 0.5) == [(1, 2, 0.625)]


def test_a_word_that_begins_a_place_ends_the_one_before() -> None:
    assert spans_of([(0.75, 0.0), (0.75, 0.0)], 0.5) == [(0, 0, 0.75), (1, 1, 0.75)]


def test_a_place_may_begin_with_a_word_that_seems_to_go_on() -> None:
    assert spans_of([(0, 0), (0.125, 0.75)], 0.5) == [(1, 1, 0.875)]


def test_nothing_above_the_threshold_is_no_place() -> None:
    assert spans_of([(0.25, 0.25)], 0.5) == []


@given(_CHANCES, st.floats(0, 1))
def test_spans_are_in_order_apart_and_above_the_threshold(chances: list[tuple[float, float]], threshold: float) -> None:
    spans = spans_of(chances, threshold)
    covered = [word for first, last, _ in spans for word in range(first, last + 1)]
    assert covered == [word for word, chance in enumerate(chances) if sum(chance) > threshold]
    assert all(score > threshold for _, _, score in spans)
