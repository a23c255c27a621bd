"""The fit of the weights of participants, on made-up candidates."""

from __future__ import annotations

import random

from dateline.coder.weighing import chance_of
from dateline.evaluate.own_match import Wanted
from fit_participants import Question, Weighed, fitted


def _question(*candidates: Weighed, wanted: tuple[str, ...] = ("rebels",)) -> Question:
    return Question("made-up/1", "made-up", "actor", [Wanted((word,)) for word in wanted], candidates)


def _candidate(head: str, right: bool | None, **signs: float) -> Weighed:
    return Weighed(
        {"given: base": 1.0} | {f"given: {name}": value for name, value in signs.items()}, frozenset({head}), right
    )


def test_a_side_is_right_when_all_wanted_are_taken_and_nobody_else() -> None:
    rebels, army = _candidate("rebels", True, sure=1.0), _candidate("army", False, sure=-1.0)
    table = {"given: sure": 4.0}
    assert _question(rebels, army).answered(table)
    assert not _question(rebels, army, wanted=("rebels", "army")).answered(table)
    assert not _question(army, wanted=("rebels",)).answered(table)
    assert not _question(rebels, army).answered_by_rules()  # they give both
    assert _question(rebels).answered_by_rules()


def test_it_finds_the_sign_that_tells_and_leaves_out_the_one_that_does_not() -> None:
    dice = random.Random(1)  # noqa: S311
    told = []
    for _ in range(600):
        sure, noise = dice.choice((-1.0, 1.0)), dice.choice((-1.0, 1.0))
        told.append(_question(_candidate("rebels", dice.random() < (0.9 if sure > 0 else 0.1), sure=sure, noise=noise)))
    table = fitted(told)
    assert 1.5 < table["given: sure"] < 2.5  # log odds of .9 are 2.2; the penalty shrinks them
    assert abs(table.get("given: noise", 0.0)) < 0.3
    assert chance_of({"given: base": 1.0, "given: sure": 1.0}, table) > 0.8


def test_what_may_be_left_out_teaches_nothing() -> None:
    told = [_question(_candidate("rebels", True, sure=1.0)), _question(_candidate("army", False, sure=-1.0))]
    open_ones = [_question(_candidate("crowd", None, sure=1.0)) for _ in range(50)]
    assert fitted(told) == fitted([*told, *open_ones])
