"""Claims that sum up several incidents."""

from __future__ import annotations

import pytest
from stub import figure, make_claim, make_report

from dateline.link.reading import read_claims
from dateline.link.several import OF_SEVERAL, same_scope, tells_of_several
from dateline.link.telling import packed, unpacked

KILLED = figure("killed", 3, 3, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Three people were killed in separate attacks in Mopti and Gao.",
        "Three people were killed in four shootings overnight.",
        "A series of bombings has killed three people since Monday.",
        "Three people were killed in weekend shootings in the capital.",
        "Three people were killed in attacks across the north.",
        "Three were killed in unrelated roadside bombings, officials said.",
    ],
)
def test_a_sum_over_incidents(text: str) -> None:
    report = make_report(text)
    claim = make_claim(report, "killed", figures=(KILLED,))
    assert tells_of_several(claim, report)
    assert not tells_of_several(make_claim(report, "killed"), report)  # without a count nothing is summed up
    (telling,) = read_claims(report, [claim])
    assert telling.several
    assert unpacked(packed(telling)) == telling


@pytest.mark.parametrize(
    "text",
    [
        "Three people were killed in clashes near Gao.",
        "Air strikes killed three people near Gao.",
        "Three people were killed in the latest in a string of attacks in the north.",
        "A man suspected in several shootings killed three people in Gao.",
        "Three people were killed in an attack on Monday.",
    ],
)
def test_one_incident(text: str) -> None:
    report = make_report(text)
    assert not tells_of_several(make_claim(report, "killed", figures=(KILLED,)), report)


def test_a_sum_is_no_event_with_one_of_its_parts() -> None:
    one, other = (
        make_report(text) for text in ("Three were killed in two attacks.", "Three were killed in an attack.")
    )
    left, right = (read_claims(each, [make_claim(each, "killed", figures=(KILLED,))])[0] for each in (one, other))
    assert same_scope(left, right).weight == same_scope(right, left).weight == OF_SEVERAL
    assert same_scope(left, left).weight == same_scope(right, right).weight == 0
