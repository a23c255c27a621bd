"""Events named by words that no list has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coder.unlisted import READ, tells_by_itself, unlisted
from dateline.ontology import load_ontology
from dateline.syntax import Document

Parse = Callable[[str], Document]


@pytest.mark.parametrize(("at", "frame"), [(1, READ["verb"]), (3, READ["noun"]), (2, None)])
def test_verbs_and_nouns_have_a_frame(parse: Parse, at: int, frame: str | None) -> None:
    document = parse("Villagers bushwhacked a convoy.")
    found = unlisted(document.words[at], "assault", load_ontology())
    assert (found.entry.frame if found else None) == frame


def test_an_auxiliary_names_nothing(parse: Parse) -> None:
    document = parse("They were bushwhacked.")
    assert unlisted(document.words[1], "assault", load_ontology()) is None


def test_it_is_as_sure_as_it_is_told(parse: Parse) -> None:
    document = parse("Villagers bushwhacked a convoy.")
    found = unlisted(document.words[1], "assault", load_ontology(), mode="firearms", weight=0.6)
    assert found is not None
    assert (found.entry.type, found.entry.mode, found.entry.weight) == ("assault", "firearms", 0.6)


def test_a_noun_after_a_preposition_sets_the_scene(parse: Parse) -> None:
    document = parse("A bombardment followed during the siege.")
    told = {word.text: tells_by_itself(word) for word in document.words}
    assert told["bombardment"] and told["followed"]  # noqa: PT018
    assert not told["siege"]
