"""Which counts an event carries, and of what."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text


def counts(rules: RuleCoder, text: str, trigger: str) -> list[tuple[str, int | None]]:
    claims = rules.code(report_from_text(text, published="2016-03-10"))
    claim = next(one for one in claims if one.trigger.text == trigger)
    return [(figure.measure, figure.best) for figure in claim.figures]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("The blast left one miner dead and three others injured.", "left", [("killed", 1), ("wounded", 3)]),
        ("Clashes left 12 soldiers and five rebels dead.", "left", [("killed", 12), ("killed", 5)]),
        (
            "Clashes left 12 soldiers and five rebels dead and 20 people wounded.",
            "left",
            [("killed", 12), ("killed", 5), ("wounded", 20)],
        ),
        ("Rebels left ten soldiers dead.", "left", [("killed", 10)]),
        ("The shelling left three people hurt and one man dead.", "left", [("wounded", 3), ("killed", 1)]),
        ("The raid left a farmer dead and three other men wounded.", "left", [("killed", 1), ("wounded", 3)]),
        ("Five people were shot and one was killed in Gao.", "shot", [("casualties", 5), ("killed", 1)]),
        ("Both Omar Tarek and the baby were killed in Gao.", "killed", [("killed", 1), ("killed", 1)]),
        ("Both were killed in Gao.", "killed", [("killed", 2)]),
        ("Both guards were killed in Gao.", "killed", [("killed", 2)]),
        ("A bomb claimed seven lives in Gao.", "claimed", [("killed", 7)]),
        ("The riots cost 79 lives.", "cost", [("killed", 79)]),
        ("The ambush cost the army 12 men.", "cost", [("killed", 12)]),
        ("Four men were hospitalized after a shooting in Gao.", "hospitalized", [("wounded", 4)]),
        ("The mom caught in the shelling has died.", "died", [("killed", 1)]),
        ("A gunman killed the mother and toddler.", "killed", [("killed", 1), ("killed", 1)]),
        ("A gunman killed the leader and founder of the sect.", "killed", [("killed", 1)]),
        ("A guard was shot in the head by rebels.", "shot", [("casualties", 1)]),  # nobody says that he died
        ("A guard was shot dead by rebels.", "shot dead", [("killed", 1)]),
        ("Two guards and a nun were stabbed in Gao.", "stabbed", [("casualties", 2), ("casualties", 1)]),
        ("The soldiers burned every hut.", "burned", []),
        ("Gunmen killed every prisoner.", "killed", []),
        ("Inmates rioted in Gao: 23 dead.", "dead", [("killed", 23)]),
        ("The army destroyed 14 of 20 drones.", "destroyed", [("destroyed", 14)]),
        ("Prosecutors indicted the general for war crimes.", "indicted", []),  # nobody says that he is held
    ],
)
def test_counts(text: str, trigger: str, expected: list[tuple[str, int]], rules: RuleCoder) -> None:
    assert counts(rules, text, trigger) == expected


def test_an_age_of_two_is_no_count(rules: RuleCoder) -> None:
    text = "Medics found Omar Haidari and Yusuf Rahimi, both 31 and from Herat, with gunshot wounds."
    assert ("wounded", 31) not in counts(rules, text, "gunshot wounds")


def test_what_is_left_of_some_is_told_once(rules: RuleCoder) -> None:
    claims = rules.code(report_from_text("The raid left a farmer dead and three other men wounded."))
    assert [claim.trigger.text for claim in claims] == ["left"]


def test_a_rate_is_no_event(rules: RuleCoder) -> None:
    for text in (
        "Mines kill 90 people a day.",
        "About a dozen children die annually.",
        "Raids kill two men every week.",
    ):
        assert not rules.code(report_from_text(text))
    assert counts(rules, "Gunmen killed two people a day after the raid.", "killed") == [("killed", 2)]
