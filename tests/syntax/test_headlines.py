"""Sentences in which the parser misses the verb."""

from __future__ import annotations

import pytest

from dateline.syntax import Parser
from dateline.syntax.parser import Paragraph


@pytest.mark.parametrize(
    ("text", "subject", "verb", "thing"),
    [
        ("Cartel gunmen ambush police convoy in Sinaloa", "gunmen", "ambush", "convoy"),
        ("Lagos court jails smuggler for kidnapping", "court", "jails", "smuggler"),
        ("German police raid homes of far-right suspects", "police", "raid", "homes"),
        ("US sanctions Iranian oil minister", "US", "sanctions", "minister"),
        ("North Korea fires missile into sea", "Korea", "fires", "missile"),
        ("Kenya police arrest 3 over mall attack", "police", "arrest", "3"),
        ("Kenyan soldiers of the African Union mission sealed off the square.", "soldiers", "sealed", "square"),
    ],
)
def test_a_missed_verb_is_given_back(parser: Parser, text: str, subject: str, verb: str, thing: str) -> None:
    sentence = parser.parse(text, [Paragraph(0, len(text), "headline")]).sentences[0]
    root = sentence.root
    assert root.text == verb
    assert [child.text for child in root.children if child.dep == "nsubj"] == [subject]
    assert [child.text for child in root.children if child.dep == "dobj"] == [thing]
    assert {word.index for word in root.subtree()} == {word.index for word in sentence.words}


def test_titles_without_a_verb_stay_so(parser: Parser) -> None:
    for text in ("Rebel attack leader", "Peace talks timetable", "Police raid toll"):
        sentence = parser.parse(text, [Paragraph(0, len(text), "headline")]).sentences[0]
        assert {word.index for word in sentence.root.subtree()} == {word.index for word in sentence.words}


@pytest.mark.parametrize(
    ("text", "word", "dep", "head"),
    [
        ("Colombia, ELN rebels agree to ceasefire", "Colombia", "conj", "rebels"),
        ("Police, protesters clash in Caracas", "Police", "conj", "protesters"),
        ("Two policemen, one civilian killed in Gao blast", "killed", "acl", "policemen"),
        ("Car bomb kills 12, injures 30 in Baghdad", "30", "dobj", "injures"),
        ("Two priests abducted in Nigeria freed", "priests", "nsubjpass", "freed"),
    ],
)
def test_a_comma_stands_for_and(parser: Parser, text: str, word: str, dep: str, head: str) -> None:
    words = parser.parse(text, [Paragraph(0, len(text), "headline")]).words
    found = next(one for one in words if one.text == word)
    assert (found.dep, found.head.text) == (dep, head)
    assert {one.index for one in words[0].sentence.root.subtree()} == {one.index for one in words}


@pytest.mark.parametrize(
    ("text", "harmed"),
    [
        ("Four shot at Blue Moon sports bar", "Four"),
        ("5 people shot after football game", "people"),
        ("4 Shot in Gomel Home Invasion", "4"),
        ("7 injured in shooting outside Lagos club", "7"),
        ("Man shot in neck while driving", "Man"),
        ("Mexico mayor shot dead hours after taking office", "mayor"),
        ("Police shot at protesters", None),
        ("Rebels killed three in Gao", None),
        ("The soldier shot twice.", None),
    ],
)
def test_a_headline_s_participle_of_harm_is_passive(parser: Parser, text: str, harmed: str | None) -> None:
    sentence = parser.parse(text, [Paragraph(0, len(text), "headline")]).sentences[0]
    assert [child.text for child in sentence.root.children if child.dep == "nsubjpass"] == [harmed] * (
        harmed is not None
    )
    assert (sentence.root.tag == "VBN") == (harmed is not None)
