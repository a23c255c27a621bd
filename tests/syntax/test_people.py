"""Names that a report introduces as people's."""

from __future__ import annotations

import pytest

from dateline.syntax import Document, Word
from dateline.syntax.document import Sentence
from dateline.syntax.people import name_people


def document(*words: tuple[str, str, str, str, int]) -> Document:
    """A document of one sentence; each word with tag, dependency, entity and the number of its head."""
    made = [
        Word(number, text, text.lower(), text.lower(), tag, "PROPN", dep, entity, 0, 0)
        for number, (text, tag, dep, entity, _) in enumerate(words)
    ]
    found = Document(text="", sentences=[Sentence(0, 0, "body", made)], words=made)
    for word, (*_, head) in zip(made, words, strict=True):
        word.head = made[head]
        if word.head is not word:
            word.head.children.append(word)
    return found


@pytest.mark.parametrize(
    ("before", "age", "entity", "marked"),
    [
        ("Omar", ("31", "CD", "appos", ""), "ORG", True),
        ("Omar", ("31", "CD", "appos", ""), "GPE", False),
        ("Omar", ("2031", "CD", "appos", ""), "ORG", False),
        ("Omar", ("leader", "NN", "appos", ""), "", False),
    ],
)
def test_a_name_with_an_age_is_a_persons_throughout(
    before: str, age: tuple[str, str, str, str], entity: str, marked: bool
) -> None:
    made = document(
        (before, "NNP", "compound", entity, 1),
        ("Tarek", "NNP", "nsubj", entity, 3),
        (*age, 1),
        ("fell", "VBD", "ROOT", "", 3),
        ("Tarek", "NNP", "dobj", "", 3),
    )
    name_people(made)
    assert (made.words[4].entity == "PERSON") is marked
    assert made.words[0].entity == entity  # a first name alone may be anybody's


def test_a_full_name_makes_its_last_word_a_persons() -> None:
    made = document(
        ("Omar", "NNP", "compound", "PERSON", 1),
        ("Tarek", "NNP", "nsubj", "PERSON", 2),
        ("fell", "VBD", "ROOT", "", 2),
        ("Tarek", "NNP", "dobj", "ORG", 2),
        ("Omar", "NNP", "dobj", "LOC", 2),
    )
    name_people(made)
    assert [word.entity for word in made.words[3:]] == ["PERSON", "LOC"]
