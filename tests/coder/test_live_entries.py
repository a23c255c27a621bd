"""Entries of a live blog: today is the entry's own day."""

from __future__ import annotations

from dateline.coder.rules import RuleCoder
from dateline.records import Report, Section

FIRST = "Rebels attacked the barracks at Gao today."
SECOND = "Soldiers killed two men in Gao yesterday."
QUOTE = "Rebels burned the market at Gao on Monday."


def test_claims_of_an_entry_count_from_its_own_time(coder: RuleCoder) -> None:
    text = f"{FIRST}\n\n{SECOND}\n\n{QUOTE}"
    second, quote = text.index(SECOND), text.index(QUOTE)
    report = Report(
        id="r-1",
        text=text,
        published="2014-03-05",
        sections=(
            Section(kind="live_entry", start=0, end=len(FIRST), published="2014-03-02T22:15:00+00:00"),
            Section(kind="live_entry", start=second, end=second + len(SECOND), published="2014-03-03T07:40:00+01:00"),
            Section(kind="pull_quote", start=quote, end=len(text)),
        ),
    )
    found = {claim.trigger.text: claim.time.first for claim in coder.code(report) if claim.time}
    assert found == {"attacked": "2014-03-02", "killed": "2014-03-02", "burned": "2014-03-03"}
