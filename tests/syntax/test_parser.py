"""The parse that everything else stands on: what is expected of the model that ships, and what we mend."""

from __future__ import annotations

from collections.abc import Callable

from dateline.syntax import Document, Paragraph, Parser

TEXT = "France lost a pilot and an agent held since 2009. Rebels attacked Konna.\nTroops were sent.\n"


def test_words_point_at_the_report_and_know_their_place(parse: Callable[[str], Document]) -> None:
    document = parse(TEXT)
    assert [word.index for word in document.words] == list(range(len(document.words)))
    for word in document.words:
        assert document.text[word.start : word.end] == word.text
        assert word in word.sentence.words
        assert word.head in word.sentence.words
        assert all(child.head is word for child in word.children)
    assert [sentence.paragraph for sentence in document.sentences] == [0, 0, 1]


def test_what_is_expected_of_the_model(parse: Callable[[str], Document]) -> None:
    words = {word.text: word for word in parse(TEXT).words}
    assert (words["attacked"].dep, words["Rebels"].dep, words["Konna"].dep) == ("ROOT", "nsubj", "dobj")
    assert (words["Troops"].dep, words["sent"].tag) == ("nsubjpass", "VBN")


def test_a_bare_participle_is_no_second_verb(parse: Callable[[str], Document]) -> None:
    words = {word.text: word for word in parse(TEXT).words}
    assert words["agent"].head is words["pilot"]
    assert (words["held"].head, words["held"].dep) == (words["agent"], "acl")


def test_other_reports_change_nothing(parser: Parser) -> None:
    alone = parser.parse(TEXT, [Paragraph(0, 72, "body")])
    together = parser.parse(TEXT, [Paragraph(0, 72, "body"), Paragraph(73, 90, "body")])
    assert [(w.text, w.tag, w.dep) for w in alone.words] == [
        (w.text, w.tag, w.dep) for w in together.words[: len(alone.words)]
    ]


def test_an_empty_report_is_an_empty_document(parser: Parser) -> None:
    assert parser.parse("", []).words == []


def test_who_speaks_last_does_not_take_the_object(parse: Callable[[str], Document]) -> None:
    text = "The siege has killed more than 90 people, rebels and soldiers among them, officers and nurses said."
    words = {word.text: word for word in parse(text).words}
    assert (words["people"].head, words["people"].dep) == (words["killed"], "dobj")
    assert (words["officers"].head, words["officers"].dep) == (words["said"], "nsubj")
