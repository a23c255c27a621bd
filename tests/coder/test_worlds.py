"""Reports of another world borrow the words of war and tell of no event."""

from __future__ import annotations

import pytest

from dateline.coder.worlds import is_of_another_world
from dateline.syntax import Document, Word

CLASSES = {
    "world_sports": frozenset({"striker", "goalkeeper", "league"}),
    "world_finance": frozenset({"share", "investor", "profit"}),
    "world_illness": frozenset(),
    "world_film": frozenset(),
    "world_conflict": frozenset({"soldier", "rocket"}),
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
        ("striker shoot goalkeeper league", True),
        ("share investor hammer profit", True),
        ("striker shoot goalkeeper", False),
        ("striker striker striker shoot", False),
        ("striker investor share attack", False),
        ("striker goalkeeper league soldier rocket attack", False),
        ("soldier attack", False),
    ],
)
def test_other_worlds(text: str, *, other: bool) -> None:
    assert is_of_another_world(parsed(text), CLASSES) is other
