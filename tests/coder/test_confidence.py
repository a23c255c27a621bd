"""Confidence rises with what is known of a claim, and is a share of claims."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.coder.confidence import calibrated

SCORES = st.floats(min_value=0, max_value=1)


@given(SCORES, SCORES)
def test_a_better_score_is_no_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 < calibrated(low) <= calibrated(high) < 1
