"""What the encoder is told of a report's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from dateline.coder.hints import Hints
from dateline.coder.predicates import Lexicon
from dateline.coder.roles import assign_roles
from dateline.neural import Hint
from dateline.neural.hints import ABOVE, BRANCHES, DEPENDENCIES, HINTED_ROLES
from dateline.ontology import load_ontology
from dateline.ontology.model import Role
from dateline.syntax import Document
from dateline.syntax.parser import _load_model

Parse = Callable[[str], Document]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(load_ontology())


def _told(hints: list[Hint], document: Document) -> dict[str, tuple[str, str]]:
    """Type and role of the words that have one."""
    pairs = zip(document.words, hints, strict=True)
    return {word.text: (hint.type, hint.role) for word, hint in pairs if hint.type or hint.role}


def test_a_sentence_has_the_types_of_its_event_words(parse: Parse, lexicon: Lexicon) -> None:
    document = parse("Rebels bombed a convoy and kidnapped a judge.")
    hints = Hints.of(document, lexicon).sentence(document.sentences[0])
    assert [hint.dependency for hint in hints] == [word.dep for word in document.words]
    assert _told(hints, document) == {"bombed": ("assault", ""), "kidnapped": ("assault", "")}


def test_an_event_has_the_roles_of_its_arguments(parse: Parse, lexicon: Lexicon) -> None:
    document = parse("Rebels bombed a convoy and kidnapped a judge.")
    hints = Hints.of(document, lexicon).event(document.words[1])
    assert _told(hints, document) == {
        "Rebels": ("", "actor"),
        "bombed": ("assault", ""),
        "convoy": ("", "recipient"),
        "kidnapped": ("assault", ""),
    }


def test_the_further_words_of_an_event_are_told(parse: Parse, lexicon: Lexicon) -> None:
    document = parse("Police opened fire on students.")
    hints = Hints.of(document, lexicon).event(document.words[1])
    assert _told(hints, document)["fire"] == ("", "word")
    assert _told(hints, document)["students"] == ("", "recipient")


def test_a_word_that_no_list_has_is_read_as_any_verb(parse: Parse, lexicon: Lexicon) -> None:
    document = parse("Villagers bushwhacked a convoy.")
    hints = Hints.of(document, lexicon).event(document.words[1])
    assert _told(hints, document) == {"Villagers": ("", "actor"), "convoy": ("", "recipient")}


def test_a_word_that_heads_nothing_has_no_roles(parse: Parse, lexicon: Lexicon) -> None:
    document = parse("Villagers slowly left.")
    assert not any(hint.role for hint in Hints.of(document, lexicon).event(document.words[1]))


def test_hints_change_nothing_of_what_the_rules_read(parse: Parse, lexicon: Lexicon) -> None:
    text = "Rebels who seized the town shelled a camp, killing two guards and wounding five."
    document, other = parse(text), parse(text)
    found, stopped = lexicon.read(document)
    hints = Hints(lexicon, found, stopped)
    for word in document.words:
        hints.event(word)
    expected = lexicon.find(other)
    assign_roles(found)
    assign_roles(expected)

    def roles(events: list[object]) -> list[dict[str, list[int]]]:
        return [{role: [head.index for head in heads] for role, heads in one.roles.items()} for one in events]  # type: ignore[attr-defined]

    assert roles(list(found)) == roles(list(expected))


def test_every_label_of_the_parser_and_role_of_the_rules_is_known() -> None:
    assert set(_load_model()[0].get_pipe("parser").labels) <= set(DEPENDENCIES)  # type: ignore[attr-defined]
    assert set(get_args(Role)) - {"none"} <= set(HINTED_ROLES)


def test_an_event_tells_on_which_branch_each_word_hangs(parse: Parse, lexicon: Lexicon) -> None:
    document = parse("Gunmen attacked the village, killing three farmers, the army said.")
    killing = next(word for word in document.words if word.text == "killing")
    hints = Hints.of(document, lexicon).event(killing)
    told = {word.text: hint.branch for word, hint in zip(document.words, hints, strict=True)}
    assert told | {"killing": "", "three": "dobj", "farmers": "dobj"} == told
    assert told | {"attacked": ABOVE, "said": ABOVE, "Gunmen": "^nsubj", "village": "^dobj", "army": "^^nsubj"} == told
    assert set(told.values()) - {""} <= set(BRANCHES)
