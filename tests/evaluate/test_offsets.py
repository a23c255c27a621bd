from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate.offsets import offset_map


def test_the_same_text_keeps_its_offsets() -> None:
    assert offset_map("one two", "one two").span(4, 7) == (4, 7)


def test_words_after_a_change_are_found_again() -> None:
    source, target = "He said “no” — then left.", 'He said "no" - then left.'
    start = source.index("left")
    assert offset_map(source, target).span(start, start + 4) == (target.index("left"), target.index("left") + 4)


def test_doubled_blanks_and_lost_lines() -> None:
    source, target = "HEADLINE\n\n  Troops   left  Gao.", "Troops left Gao."
    start = source.index("Gao")
    assert offset_map(source, target).span(start, start + 3) == (12, 15)
    assert offset_map(target, source).span(12, 15) == (start, start + 3)


def test_a_span_within_a_change_takes_in_the_change() -> None:
    source, target = "the colour was red", "the color was red"
    assert offset_map(source, target).span(4, 10) == (4, 9)


@given(st.text(max_size=30), st.text(max_size=30), st.data())
def test_spans_stay_within_the_other_text(source: str, target: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    left, right = offset_map(source, target).span(start, end)
    assert 0 <= left <= right <= len(target)
