"""Tolls that are told by a number that they have reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coder.rules import RuleCoder
from dateline.coder.running_toll import running_toll
from dateline.ingest import report_from_text
from dateline.syntax import Document


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The death toll has risen to 66.", [("killed", 66)]),
        ("Officials put the death toll at forty.", [("killed", 40)]),
        ("The toll climbed from 12 to 31 on Monday.", [("killed", 31)]),
        ("The casualty toll stands at 90.", [("casualties", 90)]),
        ("They revised a death toll of 514.", [("killed", 514)]),
        ("The toll was 17.", [("killed", 17)]),
        ("The death toll is not known.", []),
        ("The blast killed 12.", []),
        ("Officials put the number of dead at 17.", [("killed", 17)]),
        ("The number of wounded stood at 40.", [("wounded", 40)]),
        ("The number of schools fell to 12.", []),
    ],
)
def test_the_number_that_a_toll_has_reached(
    text: str, told: list[tuple[str, int]], parse: Callable[[str], Document]
) -> None:
    found = [one for word in parse(text).words for one in running_toll(word)]
    assert [(measure, quantity.best) for measure, quantity in found] == told


def test_the_number_of_those_of_whom_a_participle_tells(coder: RuleCoder) -> None:
    (claim,) = coder.code(report_from_text("The number of people killed in the raid has risen to 17."))
    assert [(one.measure, one.best, one.text) for one in claim.figures] == [("killed", 17, "17")]


def test_a_toll_is_of_more_than_those_told_before_it(coder: RuleCoder) -> None:
    claims = coder.code(report_from_text("One of the wounded soldiers died on Thursday, bringing the toll to three."))
    (toll,) = (one for one in claims if one.trigger.text == "toll")
    assert (toll.actors, toll.recipients, [one.best for one in toll.figures]) == ((), (), [3])


def test_a_toll_is_a_claim_of_its_own(coder: RuleCoder) -> None:
    (claim,) = coder.code(report_from_text("The death toll rose to 66 on Monday, the ministry said."))
    assert (claim.type, claim.trigger.text, claim.recipients) == ("assault", "death toll", ())
    assert [(one.measure, one.best, one.text) for one in claim.figures] == [("killed", 66, "66")]


def test_bodies_are_counted_by_whose_they_are_and_finders_did_nothing(coder: RuleCoder) -> None:
    (claim,) = coder.code(report_from_text("Villagers found the bodies of a woman and her two sons."))
    assert claim.actors == ()
    assert [one.text for one in claim.recipients] == ["a woman", "her two sons"]
    assert sum(one.best or 0 for one in claim.figures if one.measure == "killed") == 3


def test_casualties_whose_fate_is_told_are_told_once(coder: RuleCoder) -> None:
    (claim,) = coder.code(report_from_text("Police shot and wounded three protesters in Lagos."))
    assert [(one.measure, one.best) for one in claim.figures] == [("wounded", 3)]
