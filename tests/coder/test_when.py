"""The day of an event: its own, never that of another sentence, and the days since."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text

# text, trigger, first and last day
CASES = [
    ("Gunmen raided a mill on Monday. They killed two millers.", "killed", ("2018-03-05", "2018-03-05")),
    ("Gunmen raided a mill on Monday. The mayor has condemned the raid.", "condemned", None),
    ("Police have arrested 40 students since Monday.", "arrested", ("2018-03-05", "2018-03-08")),
    ("It has been calm since Monday, when gunmen shot a miller.", "shot", ("2018-03-05", "2018-03-05")),
    ("Two men were jailed on Monday for the murder of a judge.", "murder", None),
    ("Two men were jailed on Monday for the murder of a judge.", "jailed", ("2018-03-05", "2018-03-05")),
    ("Two nuns were abducted and released three days later.", "abducted", None),
    ("Students marched on Monday over the killing of a miller.", "killing", None),
    ("Nuns recalled the strike of 2011, when guards beat two of them.", "beat", ("2011-01-01", "2011-12-31")),
    ("The envoy spoke on Monday of when gunmen shot a miller.", "shot", None),
]


@pytest.mark.parametrize(("text", "trigger", "days"), CASES)
def test_days(text: str, trigger: str, days: tuple[str, str] | None, coder: RuleCoder) -> None:
    claims = coder.code(report_from_text(text, published="2018-03-08"))
    told = next(claim for claim in claims if claim.trigger.text == trigger)
    assert (told.time and (told.time.first, told.time.last)) == days


def test_a_promise_is_to_the_party_it_is_about(coder: RuleCoder) -> None:
    claims = coder.code(report_from_text("Norway has offered to send instructors to help the Kenyan army."))
    offered = next(claim for claim in claims if claim.trigger.text == "offered")
    assert [item.head for item in offered.recipients] == ["army"]


@pytest.mark.parametrize(
    ("text", "trigger", "time"),
    [
        ("The rebels were behind the June attack on a hotel.", "attack", "June"),
        ("A March blast near the barracks killed three guards.", "killed", "March"),
        ("Parties boycotted the May election.", "boycotted", None),
        ("The minister rejected the May offer.", "rejected", None),
    ],
)
def test_a_month_dates_the_event_that_it_names(rules: RuleCoder, text: str, trigger: str, time: str | None) -> None:
    claims = rules.code(report_from_text(text, published="2011-09-15"))
    (claim,) = (one for one in claims if one.trigger.text == trigger)
    assert (claim.time.text if claim.time else None) == time
