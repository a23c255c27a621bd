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
    ],
)
def test_who_is_meant(text: str, kind: str, actors: list[str], recipients: list[str], coder: RuleCoder) -> None:
    first = next(claim for claim in coder.code(report_from_text(text)) if claim.type == kind)
    assert [one.head for one in first.actors] == actors
    assert [one.head for one in first.recipients] == recipients
