"""When and where, told in a sentence of its own."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text
from dateline.records import Claim


def claims(coder: RuleCoder, text: str) -> tuple[Claim, ...]:
    return coder.code(report_from_text(text, published="2017-01-10"))


@pytest.mark.parametrize(
    "after",
    [
        "It happened near a market in Gao on Monday.",
        "The incident took place in Gao on Monday.",
        "The street was empty for hours. The incident occurred in Gao on Monday.",
    ],
)
def test_what_happened_has_the_time_and_place_that_the_next_sentence_tells(coder: RuleCoder, after: str) -> None:
    bomb = claims(coder, f"A bomb killed four people. {after}")[0]
    assert bomb.time is not None
    assert bomb.time.first == "2017-01-09"
    assert bomb.place is not None
    assert bomb.place.name == "Gao"


def test_its_own_time_is_kept(coder: RuleCoder) -> None:
    bomb = claims(coder, "A bomb killed four people on Sunday. It happened in Gao on Monday, police said.")[0]
    assert bomb.time is not None
    assert bomb.time.first == "2017-01-08"


def test_another_subject_tells_of_something_else(coder: RuleCoder) -> None:
    bomb = claims(coder, "A bomb killed four people. The harvest festival took place in Gao on Monday.")[0]
    assert bomb.time is None
    assert bomb.place is None
