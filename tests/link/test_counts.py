"""Whose counts are the same count, and what they come to."""

from __future__ import annotations

from typing import Any

import pytest
from stub import figure, make_claim, make_report, party, source

from dateline.link.counts import counts_of
from dateline.link.mention import Mention, mentions_of
from dateline.records import Claim, EventFigure, Figure, Participant, Report, toll_of
from dateline.records.event import Basis

SOLDIERS = party("two soldiers", name="Military of Mali", sector="MIL", head="soldiers")
PEOPLE = party("five people", sector="CVL", head="people")
CIVILIANS = party("three civilians", sector="CVL", head="civilians")


def killed(best: int, of: str | None) -> Figure:
    return figure("killed", best, best, best, of=of)


def mentions(report: Report, *claims: Claim) -> list[Mention]:
    return mentions_of(list(claims), {report.id: report}, {})


def told(report: Report, word: str, *, best: int, of: Participant, **fields: Any) -> Claim:
    claim = make_claim(report, word, recipients=(of,), figures=(killed(best, of.text),), **fields)
    return claim.model_copy(update={"id": f"c-{word}"})


def sizes(report: Report, *claims: Claim) -> dict[str | None, list[int]]:
    return {side: [one.size for one in given] for (_, side), given in counts_of(mentions(report, *claims)).items()}


def test_the_parts_of_a_toll_are_neither_added_nor_another_count() -> None:
    report = make_report("Five died. Two perished at once, and three were killed later.")
    two, three = party("Two", head="Two"), party("three", head="three")
    claims = (
        told(report, "died", best=5, of=PEOPLE),
        told(report, "perished", best=2, of=two),
        told(report, "killed", best=3, of=three),
    )
    assert sizes(report, *claims) == {None: [5]}


def test_what_one_claim_counts_apart_is_added_up() -> None:
    report = make_report("A woman and two men died.")
    claim = make_claim(
        report,
        "died",
        recipients=(party("A woman", head="woman"), party("two men", head="men")),
        figures=(killed(1, "A woman"), killed(2, "two men").model_copy(update={"start": 12, "end": 15})),
    )
    assert sizes(report, claim) == {None: [3]}


def test_sides_are_counted_apart() -> None:
    report = make_report("two soldiers died, and three civilians perished.")
    claims = told(report, "died", best=2, of=SOLDIERS), told(report, "perished", best=3, of=CIVILIANS)
    assert sizes(report, *claims) == {"Military of Mali": [2], "civilians": [3]}


def test_people_of_no_side_are_counted_with_those_of_a_side_that_one_claim_names_beside_them() -> None:
    report = make_report("two soldiers and five people died.")
    figures = killed(2, SOLDIERS.text), killed(5, PEOPLE.text).model_copy(update={"start": 17, "end": 21})
    claim = make_claim(report, "died", recipients=(SOLDIERS, PEOPLE), figures=figures)
    assert sizes(report, claim) == {"Military of Mali": [2], None: [7]}


def test_a_force_of_a_state_is_counted_with_the_state_s_forces() -> None:
    report = make_report("two soldiers died, three airmen perished, and four marines fell.")
    airmen = party("three airmen", name="Malian Air Force", sector="MIL", head="airmen", country="MLI")
    army = SOLDIERS.model_copy(update={"country": "MLI"})
    alone = told(report, "perished", best=3, of=airmen)
    others = told(report, "died", best=2, of=army), told(report, "fell", best=4, of=party("four marines", sector="MIL"))
    assert sizes(report, alone) == {"Malian Air Force": [3]}
    assert sizes(report, alone, *others) == {"Military of Mali": [4]}


def test_a_sum_over_several_incidents_gives_way_to_the_count_of_one() -> None:
    report = make_report("One man died in Gao. Nine people perished in separate attacks.")
    one = told(report, "died", best=1, of=party("One man", head="man"), sentence={"start": 0, "end": 20})
    nine = told(report, "perished", best=9, of=PEOPLE, sentence={"start": 21, "end": len(report.text)})
    assert sizes(report, one, nine) == {None: [1]}
    assert sizes(report, nine) == {None: [9]}


def test_two_voices_that_count_apart_are_both_kept() -> None:
    report = make_report("The army said five people died. Villagers said nine people perished.")
    nine = party("nine people", head="people")
    claims = (
        told(report, "died", best=5, of=PEOPLE, sources=(source("military", "The army"),)),
        told(report, "perished", best=9, of=nine, sources=(source("witness", "Villagers"),)),
    )
    assert sorted(sizes(report, *claims)[None]) == [5, 9]


def _of(side: str | None, low: int, best: int | None, high: int | None) -> EventFigure:
    return EventFigure(measure="killed", side=side, low=low, best=best, high=high, basis=Basis(rule="", claims=()))


@pytest.mark.parametrize(
    ("figures", "toll"),
    [
        ([_of(None, 5, 5, 5)], (5, 5, 5)),
        ([_of("army", 2, 2, 2), _of("rebels", 3, 3, 4)], (5, 5, 6)),
        ([_of(None, 5, 5, 5), _of("army", 2, 2, 2)], (5, 5, 5)),  # the two are among the five
        ([_of(None, 1, 1, 1), _of("army", 2, 2, 2), _of("rebels", 3, 3, 3)], (5, 5, 5)),
        ([_of("army", 101, None, None), _of("rebels", 3, 3, 3)], (104, None, None)),
    ],
)
def test_a_toll_is_the_whole_or_the_sum_of_the_sides(
    figures: list[EventFigure], toll: tuple[int | None, int | None, int | None]
) -> None:
    found = toll_of(figures, "killed")
    assert found is not None
    assert (found.low, found.best, found.high) == toll


def test_no_toll_is_none_and_not_nought() -> None:
    assert toll_of([_of(None, 5, 5, 5)], "wounded") is None
