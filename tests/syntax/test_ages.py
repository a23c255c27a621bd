"""People told of by their age alone."""

from __future__ import annotations

import pytest

from dateline.syntax import Parser, Sentence
from dateline.syntax.ages import AGED
from dateline.syntax.parser import Paragraph


def sentence(parser: Parser, text: str) -> Sentence:
    return parser.parse(text, [Paragraph(0, len(text), "body")]).sentences[0]


@pytest.mark.parametrize(
    ("text", "place", "of"),
    [
        ("The blast left a six-year-old dead.", "dobj", "left"),
        ("2-year-old dies after being shot inside apartment", "nsubj", "dies"),
        ("The two-year-old who was hit in Lagos has died.", "nsubj", "died"),
        ("The shell killed a 12-year-old and his father.", "dobj", "killed"),
        ("Three 15-year-olds were wounded on Monday.", "nsubjpass", "wounded"),
    ],
)
def test_an_age_without_a_noun_is_one(parser: Parser, text: str, place: str, of: str) -> None:
    found = sentence(parser, text)
    old = next(word for word in found.words if word.lemma == AGED)
    assert (old.dep, old.head.text, old.pos) == (place, of, "NOUN")
    assert {word.index for word in found.root.subtree()} == {word.index for word in found.words}


def test_an_age_before_a_noun_describes_it(parser: Parser) -> None:
    found = sentence(parser, "An 18-year-old soldier died in a three-year-old war.")
    assert not [word for word in found.words if word.lemma == AGED]
