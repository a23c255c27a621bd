"""Harm that is told in a clause of its own is one event with the attack that did it."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text


def told(text: str, coder: RuleCoder) -> list[tuple[str, list[str | None]]]:
    claims = coder.code(report_from_text(text, published="2014-10-06"))
    return [(claim.trigger.text, [one.head for one in claim.recipients]) for claim in claims]


@pytest.mark.parametrize(
    ("text", "trigger", "heads"),
    [
        ("Rebels shelled the village; two women were killed.", "shelled", ["village", "women"]),
        ("Rebels attacked the post, and three guards died.", "attacked", ["post", "guards"]),
        ("Rebels attacked a post where three guards died.", "attacked", ["post", "guards"]),
        ("A bomb exploded beside the barracks; a sergeant was wounded.", "exploded", ["barracks", "sergeant"]),
        ("Two nuns were killed when gunmen opened fire on a convoy last May.", "killed", ["nuns", "convoy"]),
    ],
)
def test_the_attack_has_those_it_harmed(text: str, trigger: str, heads: list[str], coder: RuleCoder) -> None:
    assert told(text, coder) == [(trigger, heads)]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled the village; two women were killed in Gao.",
        "Rebels shelled the village, and two women were killed in a similar raid.",
        "Two nuns were killed a week after gunmen attacked a convoy.",
        "A nun was stabbed to death in Gao even as police fired tear gas at a crowd elsewhere.",
    ],
)
def test_harm_set_apart_is_an_event_of_its_own(text: str, coder: RuleCoder) -> None:
    assert len(told(text, coder)) > 1


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Gunmen killed four in the village.", ["four"]),
        ("Police said nine were arrested.", ["nine"]),
        ("Gunmen killed four nuns and wounded nine.", ["nuns"]),
    ],
)
def test_a_number_stands_for_people_where_nobody_else_does(text: str, heads: list[str], coder: RuleCoder) -> None:
    ((_, found),) = told(text, coder)
    assert found == heads
