"""Whose act or word is praised, blamed, refused or given way to."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("The mayor welcomed Ghana's decision.", "support", ["mayor"], ["Ghana"]),
        ("The mayor rejected a request by the rebels.", "reject", ["mayor"], ["rebels"]),
        ("The mayor condemned a protest by farmers.", "accuse", ["mayor"], ["farmers"]),
        ("The mayor condemned the bombing of a school.", "accuse", ["mayor"], []),
        ("The rebels lifted their blockade of the port.", "retreat", ["rebels"], ["port"]),
        ("Ghana pledged support for the rebels.", "support", ["Ghana"], ["rebels"]),
        ("The mayor granted a full pardon to the rebels.", "retreat", ["mayor"], ["rebels"]),
        ("The WHO condemned the rebels.", "accuse", ["WHO"], ["rebels"]),
        ("A minor attack on the village followed.", "assault", [], ["village"]),
        ("A criminal attack on the village followed.", "assault", [], ["village"]),
        ("A rebel attack on the village followed.", "assault", ["rebel"], ["village"]),
    ],
)
def test_who_is_meant(text: str, kind: str, actors: list[str], recipients: list[str], rules: RuleCoder) -> None:
    first = next(claim for claim in rules.code(report_from_text(text)) if claim.type == kind)
    assert [one.head for one in first.actors] == actors
    assert [one.head for one in first.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Togo threatened to close all borders with Ghana.", "threaten", ["Ghana"]),
        ("Ghana offered to send troops to Togo.", "agree", ["Togo"]),
        ("The court rejected the final appeal of two reporters.", "reject", ["reporters"]),
        ("The rebels demanded the withdrawal of all foreign forces.", "request", ["forces"]),
        ("The rebels demanded the release of the hostages.", "request", []),
        ("The minister launched a scathing attack on the opposition party.", "accuse", ["party"]),
        ("The mayor praised President Joseph Boakai's decision.", "support", ["Boakai"]),
        ("The tribunal rejected an appeal lodged by lawyers.", "reject", ["lawyers"]),
        ("The mayor accepted the demands by nurses for better pay.", "concede", ["nurses"]),
        ("The minister approved a request from the Red Cross for more trucks.", "concede", ["Cross"]),
        ("The president conceded to the demands of the drivers.", "concede", ["drivers"]),
        ("Kenya would allow the Red Cross to deliver food.", "retreat", ["Cross"]),
        ("A crowd of students clashed with police.", "protest", ["police"]),
        ("The rebels consented to a relief flight in Lusaka.", "agree", []),
    ],
)
def test_the_other_side_is_named_by_what_lies_between(
    text: str, kind: str, recipients: list[str], rules: RuleCoder
) -> None:
    first = next(claim for claim in rules.code(report_from_text(text)) if claim.type == kind)
    assert [one.head for one in first.recipients] == recipients
