"""Ordinary sentences of the wires, and all that they say: whom the coder finds on each side, and how many.

Each was once read wrong. They are read by rules and encoder together, as a user has them.
"""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text
from dateline.records import Claim

Told = tuple[str, list[str], list[str], dict[str, int | None]]
"""Trigger, actors, recipients, and figures by measure, summed; None for a number that is vague."""

SENTENCES: list[tuple[str, list[Told]]] = [
    (
        "Two policemen, a driver and three civilians, including a pregnant woman, were killed in Kirkuk on Monday.",
        [("killed", [], ["Two policemen", "a driver", "three civilians"], {"killed": 6})],
    ),
    (
        "Police arrested the mayor, three of his aides and dozens of supporters.",
        [("arrested", ["Police"], ["the mayor", "his aides", "supporters"], {"captured": None})],
    ),
    (
        "He and one of his associates were taken into custody.",
        [("taken into custody", [], ["He", "his associates"], {"captured": 2})],
    ),
    (
        "An off-duty officer shot dead a teenager in a bar.",
        [("shot dead", ["An off-duty officer"], ["a teenager"], {"killed": 1})],
    ),
    (
        "Washington imposed sanctions on four generals and a state-owned arms company.",
        [("imposed sanctions", ["Washington"], ["four generals", "a state-owned arms company"], {})],
    ),
    (
        "The army said it had killed 40 militants, captured 11 others and destroyed three vehicles.",
        [
            ("killed", ["it"], ["40 militants"], {"killed": 40}),
            ("captured", ["it"], ["11 others"], {"captured": 11}),
            ("destroyed", ["it"], ["three vehicles"], {"destroyed": 3}),
        ],
    ),
    (
        "Hundreds of protesters stormed the parliament building in Colombo.",
        [("stormed", ["protesters"], ["the parliament building"], {"protesters": None})],
    ),
    (
        "Iranian border guards opened fire on fuel smugglers, killing two and wounding several more.",
        [
            (
                "opened fire",
                ["Iranian border guards"],
                ["fuel smugglers", "several more"],
                {"killed": 2, "wounded": None},
            )
        ],
    ),
    (
        "Clashes between farmers and herders left at least 17 people dead in Benue state.",
        [("left", ["farmers", "herders"], ["at least 17 people"], {"killed": 17})],
    ),
    (
        "Rival factions clashed in the camp, leaving one person dead and six injured.",
        [("clashed", ["Rival factions"], ["one person"], {"killed": 1, "wounded": 6})],
    ),
    (
        "Troops captured a rebel leader along with several suspected insurgents.",
        [("captured", ["Troops"], ["a rebel leader", "several suspected insurgents"], {"captured": None})],
    ),
    (
        "A drone shot down over the Black Sea belonged to the United States, Moscow said.",
        [("shot down", [], ["A drone"], {"destroyed": 1})],
    ),
    (
        "Riots broke out after a 17-year-old was shot dead by police in Nanterre.",
        [("broke out", [], [], {}), ("shot dead", ["police"], ["a 17-year-old"], {"killed": 1})],
    ),
    (
        "Two rival gangs fought for hours in the prison, leaving 18 inmates dead.",
        [("fought", ["Two rival gangs"], ["18 inmates"], {"killed": 18})],
    ),
    (
        "Rebels killed 12 farmers and burned 40 houses.",
        [
            ("killed", ["Rebels"], ["12 farmers"], {"killed": 12}),
            ("burned", ["Rebels"], ["40 houses"], {"destroyed": 40}),
        ],
    ),
    (
        "The teachers' union announced a strike for Monday.",
        [("announced", ["The teachers' union"], [], {})],
    ),
    (
        "Kenyan police said they had foiled a plot to attack a shopping mall in Mombasa.",
        [("attack", [], ["a shopping mall"], {})],
    ),
    (
        "Officials could not say how many had been killed.",
        [("killed", [], ["how many"], {})],
    ),
    (
        "Two of its soldiers had been wounded by Armenian fire.",
        [("wounded", ["Armenian"], ["its soldiers"], {"wounded": 2})],
    ),
    (
        "Libyan fighters loyal to Haftar have entered the town of Sirte.",
        [("entered", ["Libyan fighters loyal to Haftar"], ["the town of Sirte"], {})],
    ),
    (
        "Amnesty International accused both sides of war crimes.",
        [("accused", ["Amnesty International"], ["both sides"], {})],
    ),
    ("The army had no plans to withdraw from the valley.", [("withdraw", ["The army"], [], {})]),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_all_that_a_plain_sentence_says(text: str, wanted: list[Told], coder: RuleCoder) -> None:
    claims = coder.code(report_from_text(text, published="2020-05-06"))
    assert [_told(claim) for claim in claims] == wanted


def _told(claim: Claim) -> Told:
    measures = dict.fromkeys(one.measure for one in claim.figures)
    figures = {measure: _sum([one.best for one in claim.figures if one.measure == measure]) for measure in measures}
    return claim.trigger.text, [one.text for one in claim.actors], [one.text for one in claim.recipients], figures


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
