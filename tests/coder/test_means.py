"""The means that a sentence names give an attack its mode where its own word gives none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.coder.means import with_means
from dateline.coder.misread import without_misread
from dateline.coder.predicates import Lexicon, Predicate
from dateline.coder.roles import assign_roles, fold
from dateline.coder.telling import mode
from dateline.ontology import load_ontology
from dateline.syntax import Document

Parse = Callable[[str], Document]


def _event(text: str, parse: Parse) -> Predicate:
    found = Lexicon(load_ontology()).find(parse(text))
    assign_roles(found)
    (event,) = fold(without_misread(found))
    return event


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Gunmen killed four grocers.", "firearms"),
        ("Two vendors died in grenade attacks.", "explosives"),
        ("A mine wounded a nun.", "explosives"),
        ("Helicopters killed two herders.", "aerial"),
        ("Masked men killed four grocers.", None),
    ],
)
def test_means_tell_the_mode(text: str, told: str | None, parse: Parse) -> None:
    assert mode(_event(text, parse)) == told


def test_a_mode_of_its_own_stands_unless_it_only_tells_the_damage(parse: Parse) -> None:
    event = _event("Gunmen killed four grocers.", parse)
    assert with_means(event, "abduct") == "abduct"
    assert with_means(event, "destroy") == "destroy"  # guns level no house
    assert with_means(_event("A mine wounded a nun.", parse), "destroy") == "explosives"


def test_words_have_no_means(parse: Parse) -> None:
    event = _event("Gunmen accused the mayor.", parse)
    assert with_means(event, None) is None
