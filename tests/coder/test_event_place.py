from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coder.event_place import event_place, event_places, weights
from dateline.places import find_places, load_gazetteer
from dateline.syntax import Document


@pytest.mark.parametrize(
    ("text", "verb", "place"),
    [
        ("Gunmen killed five people in Mopti on Friday.", "killed", "Mopti"),
        ("The minister, who flew in from Paris, said rebels captured Gao on Monday.", "captured", "Gao"),
        ("Nobody was killed on Friday.", "killed", None),
    ],
)
def test_the_place_of_a_verb(parse: Callable[[str], Document], text: str, verb: str, place: str | None) -> None:
    document = parse(text)
    word = next(word for word in document.words if word.text == verb)
    found = event_place(word, find_places(document, load_gazetteer()), document)
    assert (found.text if found else None) == place


def test_listed_places_come_together(parse: Callable[[str], Document]) -> None:
    document = parse("Warplanes bombed Aleppo, Homs and Hama on Friday, Syrian activists said.")
    word = next(word for word in document.words if word.text == "bombed")
    found = event_places(word, find_places(document, load_gazetteer()), document)
    assert {one.text for one in found} == {"Aleppo", "Homs", "Hama"}


def test_weights_are_shipped() -> None:
    assert len(weights()) > 1000
