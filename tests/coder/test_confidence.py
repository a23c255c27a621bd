"""Confidence is a probability, moves with each sign as its weight says, and tells what moved it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coder.confidence import BASE, WEIGHTS, WEIGHTS_READ, chance

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
    assert all(WEIGHTS_READ[name] > 0 for name in ("actor named", "recipient named", "encoder: event", "encoder: type"))
    doubts = [weight for name, weight in WEIGHTS_READ.items() if name.endswith(("doubted", "missed"))]
    assert len(doubts) == 4
    assert all(weight <= 0 for weight in doubts)
