"""Marked sentences as coded reports: those held back from training, with the heads of their phrases."""

from __future__ import annotations

from pathlib import Path

import pytest

import marked_claims
from marked_claims import chosen_reports

LINES = """<a1>A group of <r2>gunmen</></> <e1 assault/firearms>shot</> <r1>two of the guards</> in Lamu.
The harvest was good.
<a1>Police</> <e1 coerce/arrest future>will arrest</> <r1>the mayor of Gao</>.
"""


def test_each_marked_sentence_with_an_event_is_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made-up.txt").write_text(
        LINES.replace("<r2>", "").replace("gunmen</></>", "gunmen</>"), encoding="utf-8"
    )
    monkeypatch.setattr(marked_claims, "is_chosen", lambda _: True)
    first, second = chosen_reports(tmp_path)
    assert first.text == "A group of gunmen shot two of the guards in Lamu."
    (shot,) = first.claims
    assert (shot.type, shot.status, shot.word) == ("assault", "asserted", "shot")
    assert [one.heads for one in shot.actors] == [("group",)]
    assert [one.heads for one in shot.recipients] == [("two",)]
    (arrest,) = second.claims
    assert (arrest.type, arrest.status, [one.heads for one in arrest.recipients]) == ("coerce", "future", [("mayor",)])


def test_what_was_trained_on_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made-up.txt").write_text("<e1 assault>Shots</> rang out.\n", encoding="utf-8")
    monkeypatch.setattr(marked_claims, "is_chosen", lambda _: False)
    assert list(chosen_reports(tmp_path)) == []
