"""A toll told by itself has day and place from the attack told just before it."""

from __future__ import annotations

import pytest

from dateline.coder.rules import RuleCoder
from dateline.ingest import report_from_text

ATTACK = "Gunmen attacked a mosque in Kano on Friday."


@pytest.mark.parametrize(
    ("after", "day"),
    [
        (" At least 12 worshippers died.", "2014-08-01"),
        (" Two guards were killed, police said on Sunday.", "2014-08-01"),
        ("\n\nTwo guards were killed.", None),
        (" The mayor spoke. Two guards were killed.", None),
        (" Rebels killed two guards.", None),
        (" Two guards were killed in Lagos.", None),
    ],
)
def test_only_a_bare_toll_right_after_has_the_attacks_day(after: str, day: str | None, coder: RuleCoder) -> None:
    *_, last = coder.explain(report_from_text(ATTACK + after, published="2014-08-06"))
    assert last.claim.trigger.text in {"died", "killed"}
    given = [note for note in last.notes if note[0] == "time" and "another sentence" not in note[2]]
    assert (last.claim.time.first if last.claim.time and given else None) == day


def test_the_toll_is_where_the_attack_was(coder: RuleCoder) -> None:
    *_, last = coder.code(report_from_text(f"{ATTACK} Two guards were killed.", published="2014-08-06"))
    assert last.place is not None
    assert last.place.text == "Kano"
