"""That nobody was hurt is a count of the event told before."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text
from dateline.records import Claim


def claims(coder: RuleCoder, text: str) -> tuple[Claim, ...]:
    return coder.code(report_from_text(text, published="2017-01-10"))


@pytest.mark.parametrize(
    ("after", "measure"),
    [
        ("There were no casualties.", "casualties"),
        ("No injuries were reported.", "wounded"),
        ("Nobody was killed.", "killed"),
    ],
)
def test_nought_is_a_count_of_the_event_told_before(coder: RuleCoder, after: str, measure: str) -> None:
    bomb = claims(coder, f"A bomb exploded in Gao on Monday. {after}")[0]
    assert [(one.measure, one.low, one.best, one.high) for one in bomb.figures] == [(measure, 0, 0, 0)]


def test_nought_is_a_count_of_the_event_in_its_own_clause(coder: RuleCoder) -> None:
    told = claims(coder, "A bomb exploded in Gao on Monday. Nobody was hurt when a shell landed in a field near Gao.")
    assert [(one.trigger.text, [(f.measure, f.best) for f in one.figures]) for one in told] == [
        ("exploded", []),
        ("landed", [("wounded", 0)]),
    ]


def test_a_count_of_its_own_stands(coder: RuleCoder) -> None:
    bomb = claims(coder, "A bomb killed two soldiers in Gao. No civilians were killed.")[0]
    assert [one.best for one in bomb.figures] == [2]


def test_two_sentences_on_it_is_too_late(coder: RuleCoder) -> None:
    bomb = claims(coder, "A bomb exploded in Gao. The market is large. Traders sell cloth. There were no casualties.")[
        0
    ]
    assert not bomb.figures
