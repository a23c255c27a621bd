"""What the time of an event says of its status: background from well before the news, or still to come."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text

PUBLISHED = "2014-10-06"


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Gunmen attacked the village on Friday.", "attacked", "asserted"),
        ("Gunmen attacked the village in September.", "attacked", "asserted"),
        ("Gunmen attacked the village in May.", "attacked", "historical"),
        ("Gunmen attacked the village last year.", "attacked", "historical"),
        ("Gunmen attacked the village in 2011.", "attacked", "historical"),
        ("Forty guards have been killed this year.", "killed", "historical"),
        ("Nine guards have been killed since May.", "killed", "asserted"),
        ("The rebels have rejected the plan of May.", "rejected", "asserted"),
        ("Gunmen will attack the village in May.", "attack", "future"),
        ("The envoy meets the rebels tomorrow.", "meets", "future"),
        ("The envoy met the rebels on Sunday.", "met", "asserted"),
        ("The court jailed two soldiers for the murder of a priest.", "jailed", "asserted"),
        ("The court jailed two soldiers for the murder of a priest.", "murder", "historical"),
        ("Police arrested two soldiers for the murder of a priest.", "murder", "asserted"),
    ],
)
def test_status_by_time(text: str, trigger: str, status: str, coder: RuleCoder) -> None:
    told = {
        claim.trigger.text: claim.status
        for claim in coder.code(report_from_text(f"The mayor spoke in Gao. {text}", published=PUBLISHED))
    }
    assert told.get(trigger) == status, told


def test_without_the_day_of_writing_a_month_tells_nothing(coder: RuleCoder) -> None:
    (claim,) = coder.code(report_from_text("Gunmen attacked the village in May."))
    assert claim.status == "asserted"


def test_what_the_encoder_takes_for_background_is_news_where_its_day_is_fresh(coder: RuleCoder) -> None:
    def status(published: str | None) -> str:
        text = "Guards fired on marchers in September, after skinheads had twice hurled stones at the mill."
        claims = coder.code(report_from_text(text, published=published))
        return next(one.status for one in claims if one.trigger.text.startswith("fired"))

    assert status("2014-10-06") == "asserted"
    assert status(None) == "asserted"
