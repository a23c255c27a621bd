"""The place of an event that another sentence tells."""

from __future__ import annotations

import pytest

from dateline.coder.elsewhere import weights
from dateline.coder.place_elsewhere import LIKELY, PlacesElsewhere, with_places
from dateline.coder.reading import Reading, read
from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text
from dateline.records import Claim, Report

LEAD = "Gunmen attacked the village of Konna in Mali on Friday, killing four farmers."
MATERIAL = frozenset({"assault", "coerce", "mobilize", "protest", "sanction"})


def coded(coder: RuleCoder, text: str) -> tuple[Report, list[Claim]]:
    report = report_from_text(text, published="2014-08-06")
    return report, list(coder.code(report))


def reading(coder: RuleCoder, report: Report) -> Reading:
    return read(report, coder._parser, coder._registry, coder._gazetteer)


@pytest.mark.parametrize(
    ("after", "where"),
    [
        ("The gunmen burned two granaries.", "Konna"),
        ("The gunmen shot the imam in Gao on Sunday.", "Gao"),  # its own place
        ("The president condemned the gunmen.", None),  # who speaks of a deed is elsewhere
        ("The gunmen have threatened to burn the harvest.", None),  # nor is a threat made where it is carried out
    ],
)
def test_deeds_told_after_one_are_at_its_place(after: str, where: str | None, coder: RuleCoder) -> None:
    _, claims = coded(coder, f"{LEAD} {after}")
    last = claims[-1]
    assert last.sentence.start >= len(LEAD)
    assert (last.place.text if last.place else None) == where


def test_the_words_of_the_place_are_those_of_the_report(coder: RuleCoder) -> None:
    report, claims = coded(coder, f"{LEAD} The gunmen burned two granaries.")
    place = claims[-1].place
    assert place is not None
    assert report.text[place.start : place.end] == place.text == "Konna"


def test_why_is_told(coder: RuleCoder) -> None:
    report = report_from_text(f"{LEAD} The gunmen burned two granaries.", published="2014-08-06")
    notes = [note for note in coder.explain(report)[-1].notes if note[0] == "place"]
    assert len(notes) == 1
    assert "told in another sentence, chance" in notes[0][2]
    assert "shares a party" in notes[0][2]


def test_a_report_without_a_place_gives_none(coder: RuleCoder) -> None:
    _, claims = coded(coder, "Gunmen attacked some farmers. The gunmen burned two granaries.")
    assert [claim.place for claim in claims] == [None, None]


def test_every_sign_has_a_weight_and_every_weight_a_sign(coder: RuleCoder) -> None:
    report, claims = coded(coder, f"{LEAD} The gunmen burned two granaries.")
    found = list(PlacesElsewhere(claims, reading(coder, report), MATERIAL).candidates(claims[-1]))
    assert [toponym.text for toponym, _ in found] == ["Konna", "Mali"]
    for _, signs in found:
        assert signs.keys() == weights()["place"].keys()
        assert all(0.0 <= value <= 1.0 for value in signs.values())


def test_claims_with_a_place_are_left_as_they_are(coder: RuleCoder) -> None:
    report = report_from_text(f"{LEAD} The gunmen burned two granaries.", published="2014-08-06")
    told = coder.explain(report)
    assert with_places(told, reading(coder, report), MATERIAL) == told


def test_the_limit_is_a_chance_likelier_than_not() -> None:
    assert 0.5 <= LIKELY < 1


def test_here_is_the_town_of_the_dateline(coder: RuleCoder) -> None:
    report, claims = coded(coder, "BAMAKO, Mali, Aug 5 (Meridian) - Envoys met here on Tuesday for five hours.")
    place = claims[0].place
    assert place is not None
    assert place.name == "Bamako"
    assert report.text[place.start : place.end] == place.text == "BAMAKO"


def test_a_name_that_the_finder_missed_is_the_place_that_it_names_elsewhere(coder: RuleCoder) -> None:
    report, claims = coded(coder, "Rebels took Konna, a town in Mali, on Monday. He said soldiers had retaken Konna.")
    for claim in claims:
        assert claim.place is not None
        assert (claim.place.text, claim.place.country) == ("Konna", "MLI")
        assert report.text[claim.place.start : claim.place.end] == "Konna"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two shells landed near the cattle market on Monday, killing a herder.", "the cattle market"),
        ("Police beat students outside the ministry of education on Monday.", "the ministry of education"),
        ("Guards shot a smuggler dead at a checkpoint in the hills on Monday.", "the hills"),
    ],
)
def test_words_for_a_place_that_no_gazetteer_has_are_kept(text: str, words: str, coder: RuleCoder) -> None:
    report, claims = coded(coder, text)
    place = claims[0].place
    assert place is not None
    assert place.text == words
    assert report.text[place.start : place.end] == words
    assert not place.is_known
    assert place.precision is None
    assert place.latitude is None
