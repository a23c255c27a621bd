"""Confidence is a probability, moves with each sign as its weight says, and tells what moved it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coder.confidence import BASE, SUREST, WEIGHTS, WEIGHTS_READ, chance, log_odds

TABLES = pytest.mark.parametrize("weights", [WEIGHTS, WEIGHTS_READ], ids=["rules", "read"])
SIGNS = st.fixed_dictionaries({name: st.floats(min_value=0, max_value=1) for name in WEIGHTS_READ if name != BASE})


@TABLES
@given(signs=SIGNS, name=st.sampled_from(sorted(WEIGHTS)), more=st.floats(min_value=0, max_value=1))
def test_a_sign_moves_it_as_its_weight_says(
    weights: dict[str, float], signs: dict[str, float], name: str, more: float
) -> None:
    borne = {BASE: 1.0} | {sign: value for sign, value in signs.items() if sign in weights}
    stronger = borne | {name: max(borne[name], more)}
    assert 0 < chance(borne, weights) < 1
    assert (chance(stronger, weights) - chance(borne, weights)) * weights[name] >= 0


def test_the_second_reader_only_adds_signs() -> None:
    assert set(WEIGHTS) < set(WEIGHTS_READ)


def test_what_speaks_for_a_claim_raises_it_and_what_speaks_against_it_lowers_it() -> None:
    for_it = ["actor named", "recipient named", *(name for name in WEIGHTS_READ if name.startswith("encoder: "))]
    assert len(for_it) == 9
    assert all(WEIGHTS_READ[name] > 0 for name in for_it)
    assert WEIGHTS_READ["many participants"] < 0


@given(st.floats(min_value=0, max_value=1))
def test_log_odds_are_bounded_and_even(chance: float) -> None:
    assert log_odds(chance) == pytest.approx(-log_odds(1 - chance), abs=1e-6)
    assert abs(log_odds(chance)) <= log_odds(SUREST) + 1e-12
