"""Illness, mishaps, opinion polls and fiction: their words tell of no conflict."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text


def told(text: str, coder: RuleCoder) -> set[str]:
    return {claim.type for claim in coder.code(report_from_text(text, published="2015-03-04"))}


@pytest.mark.parametrize(
    "text",
    [
        "The painter died of complications from a long illness on Monday.",
        "Four climbers died in an avalanche and two others were injured.",
        "A survey found that support for the senator fell among farmers.",
        "The film is about a sergeant who kills a banker.",
        "Senators clashed over the bill for six hours.",
        "The candidate fired back at critics of her plan.",
    ],
)
def test_peace_is_no_conflict(text: str, coder: RuleCoder) -> None:
    assert told(text, coder) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two climbers on the mountain.",
        "Two nurses died when rebels shelled a clinic for malaria.",
        "Paris voiced support for the rebels.",
        "Students clashed with police over the bill.",
    ],
)
def test_violence_is_told_beside_words_of_peace(text: str, coder: RuleCoder) -> None:
    assert told(text, coder) != set()


def test_an_attack_in_words_is_an_accusation(coder: RuleCoder) -> None:
    assert told("The senator attacked the president over his tax plan.", coder) == {"accuse"}
