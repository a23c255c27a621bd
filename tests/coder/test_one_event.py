"""Words of one sentence that tell of one event."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text


def told(rules: RuleCoder, text: str) -> list[tuple[str, str | None, str | None]]:
    claims = rules.code(report_from_text(text, published="2015-03-05"))
    return [(one.trigger.text, one.mode, one.time.text if one.time else None) for one in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb that exploded on Monday outside the barracks killed nine.", ("killed", "explosives", "Monday")),
        ("Shells that fell on Monday on the town killed nine.", ("killed", "heavy-weapons", "Monday")),
        ("A mine that was planted by rebels on Monday killed two guards.", ("killed", "explosives", "Monday")),
        ("Two were found dead in what police called an ambush on Monday.", ("found dead", None, "Monday")),
        ("Two men were wounded in what the army described as an ambush on Monday.", ("wounded", None, "Monday")),
    ],
)
def test_one_claim_with_the_day_of_either_word(rules: RuleCoder, text: str, expected: tuple[str, str, str]) -> None:
    assert told(rules, text) == [expected]


def test_men_wounded_in_one_event_may_act_in_another(rules: RuleCoder) -> None:
    assert [word for word, _, _ in told(rules, "Men wounded in the raid killed two guards.")] == ["wounded", "killed"]


def test_a_headline_needs_no_auxiliary(rules: RuleCoder) -> None:
    (claim,) = rules.code(report_from_text("Supply column wiped out on coast road"))
    assert not claim.actors
    assert [one.head for one in claim.recipients] == ["column"]


def test_harm_with_a_place_of_its_own_is_another_event(rules: RuleCoder) -> None:
    text = "Rebels have torched two offices in the west, gunned down a clerk in Janakpur and fled."
    assert [word for word, _, _ in told(rules, text)] == ["torched", "gunned down", "fled"]
    assert [word for word, _, _ in told(rules, "Rebels stormed the village and killed nine farmers.")] == ["stormed"]
