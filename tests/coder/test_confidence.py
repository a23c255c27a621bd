"""Confidence rises with what is known of a claim, and is a share of claims."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.coder.confidence import CALIBRATION, CALIBRATION_READ, calibrated

SCORES = st.floats(min_value=0, max_value=1)


@given(SCORES, SCORES, st.sampled_from([CALIBRATION, CALIBRATION_READ]))
def test_a_better_score_is_no_less_sure(one: float, other: float, table: tuple[tuple[float, float], ...]) -> None:
    low, high = sorted((one, other))
    assert 0 < calibrated(low, table) <= calibrated(high, table) < 1
