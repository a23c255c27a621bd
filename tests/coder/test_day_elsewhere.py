"""The day of an event that another sentence tells."""

from __future__ import annotations

import pytest

from dateline.coder.day_elsewhere import SURE, DaysElsewhere, with_days
from dateline.coder.elsewhere import weights
from dateline.coder.reading import Reading
from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text
from dateline.records import Claim, Report

LEAD = "Gunmen attacked the village of Konna in Mali on Friday, killing four farmers."
MATERIAL = frozenset({"assault", "coerce", "mobilize", "protest", "sanction"})


def coded(rules: RuleCoder, text: str) -> tuple[Report, list[Claim]]:
    report = report_from_text(text, published="2014-08-06")
    return report, list(rules.code(report))


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ("The gunmen burned two granaries.", "2014-08-01"),
        ("The gunmen shot the imam on Sunday.", "2014-08-03"),  # its own day
        ("The president condemned the gunmen.", None),  # who speaks of a deed speaks later
        ("In May 2012 rebels had abducted the mayor of Gao.", "2012-05-01"),
    ],
)
def test_deeds_told_after_a_dated_one_are_of_its_day(after: str, day: str | None, rules: RuleCoder) -> None:
    _, claims = coded(rules, f"{LEAD} {after}")
    last = claims[-1]
    assert last.sentence.start >= len(LEAD)
    assert (last.time.first if last.time else None) == day


def test_the_words_of_the_day_are_those_of_the_report(rules: RuleCoder) -> None:
    report, claims = coded(rules, f"{LEAD} The gunmen burned two granaries.")
    time = claims[-1].time
    assert time is not None
    assert report.text[time.start : time.end] == time.text == "Friday"


def test_why_is_told(rules: RuleCoder) -> None:
    report = report_from_text(f"{LEAD} The gunmen burned two granaries.", published="2014-08-06")
    notes = [note for note in rules.explain(report)[-1].notes if note[0] == "time"]
    assert len(notes) == 1
    assert "told in another sentence" in notes[0][2]
    assert "shares a party" in notes[0][2]


def test_a_report_without_a_day_gives_none(rules: RuleCoder) -> None:
    _, claims = coded(rules, "Gunmen attacked a village. The gunmen burned two granaries.")
    assert [claim.time for claim in claims] == [None, None]


def test_every_sign_has_a_weight_and_every_weight_a_sign(rules: RuleCoder) -> None:
    report, claims = coded(rules, f"{LEAD} The gunmen burned two granaries.")
    days = DaysElsewhere(claims, _reading(rules, report), MATERIAL)
    [(_, signs)] = days.candidates(claims[-1])
    assert signs.keys() == weights()["day"].keys()
    assert set(signs.values()) <= {0.0, 1.0}


def test_claims_with_a_day_are_left_as_they_are(rules: RuleCoder) -> None:
    report = report_from_text(f"{LEAD} The gunmen burned two granaries.", published="2014-08-06")
    told = rules.explain(report)
    assert with_days(told, _reading(rules, report), MATERIAL) == told


def test_the_threshold_is_a_chance() -> None:
    assert 0.5 <= SURE < 1


def _reading(rules: RuleCoder, report: Report) -> Reading:
    from dateline.coder.reading import read

    return read(report, rules._parser, rules._registry, rules._gazetteer)
