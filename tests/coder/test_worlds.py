"""Reports of another world borrow the words of war and tell of no event."""

from __future__ import annotations

import pytest

from dateline.coder.worlds import FEW, is_of_another_world, tells_of_conflict
from dateline.syntax import Document, Word

CLASSES = {
    "world_sports": frozenset({"striker", "goalkeeper", "league", "referee", "trophy"}),
    "world_finance": frozenset({"share", "investor", "profit"}),
    "world_illness": frozenset(),
    "world_film": frozenset(),
    "world_leisure": frozenset({"garden", "puffin", "picnic", "lighthouse", "recipe"}),
    "world_conflict": frozenset({"soldier", "rocket", "convoy", "truce", "army"}),
    "borrowed": frozenset({"truce", "army"}),
}


def parsed(text: str) -> Document:
    words = [
        Word(index=at, text=lemma, lower=lemma, lemma=lemma, tag="NN", pos="NOUN", dep="dep", entity="", start=0, end=0)
        for at, lemma in enumerate(text.split())
    ]
    return Document(text=text, sentences=[], words=words)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("striker shoot goalkeeper league referee trophy", True),
        ("garden puffin picnic invade lighthouse recipe", True),
        ("striker shoot goalkeeper league referee", False),
        ("striker striker striker shoot striker striker", False),
        ("striker investor share profit referee attack", False),
        ("striker goalkeeper league referee trophy soldier rocket convoy attack", False),
        ("striker goalkeeper league referee trophy soldier", True),
        ("striker goalkeeper league referee trophy truce army soldier attack", True),
        ("soldier attack", False),
    ],
)
def test_other_worlds(text: str, *, other: bool) -> None:
    assert is_of_another_world(parsed(text), CLASSES) is other


@pytest.mark.parametrize(("deeds", "sentences", "conflict"), [(3, 10, True), (2, 10, False), (0, FEW - 1, True)])
def test_deeds_make_a_report_one_of_conflict(deeds: int, sentences: int, conflict: bool) -> None:
    assert tells_of_conflict(deeds, sentences) is conflict
