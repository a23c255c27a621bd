"""Who kills others and then himself."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text


def told(rules: RuleCoder, text: str) -> list[tuple[str, list[tuple[str, str, int | None]]]]:
    claims = rules.code(report_from_text(text, published="2016-03-10"))
    return [(one.trigger.text, [(each.measure, each.text, each.best) for each in one.figures]) for one in claims]


@pytest.mark.parametrize(
    ("text", "trigger", "victims", "own"),
    [
        ("The guard killed four people before taking his own life.", "killed", 4, "his own life"),
        ("A deserter left seven dead before killing himself.", "left", 7, "himself"),
        ("A guard shot dead two nurses and then turned the gun on himself, police said.", "shot dead", 2, "himself"),
        ("Man kills wife, self in Lagos", "kills", 1, "self"),
        ("He killed six people and then himself.", "killed", 6, "himself"),
        ("He fatally shot two clerks, then committed suicide in his car.", "fatally shot", 2, "suicide"),
        ("A sergeant turned the gun on himself after shooting two recruits to death.", "shooting", 2, "himself"),
    ],
)
def test_his_death_is_counted_beside_theirs(rules: RuleCoder, text: str, trigger: str, victims: int, own: str) -> None:
    ((word, figures),) = told(rules, text)
    assert word == trigger
    assert [(measure, best) for measure, _, best in figures] == [("killed", victims), ("killed", 1)]
    assert figures[-1][1] == own


@pytest.mark.parametrize(
    "text",
    [
        "The man killed two guards and tried to kill himself.",
        "The man killed two guards and did not kill himself.",
        "The man killed two guards while the captain took his own life.",
        "The bomber blew himself up at a checkpoint, killing two soldiers.",  # the mode says it
    ],
)
def test_a_wish_an_attempt_and_another_s_death_are_not(rules: RuleCoder, text: str) -> None:
    assert [best for _, figures in told(rules, text) for measure, _, best in figures if measure == "killed"] == [2]
