"""Sentences that the parser reads wrong, one kind of mistake after another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coder.tree import phrase as noun_phrase
from dateline.syntax import Parser
from dateline.syntax.parser import Paragraph


@pytest.mark.parametrize(
    ("text", "verb", "subject", "thing"),
    [
        ("The president sacked his defence minister and dissolved parliament.", "dissolved", None, "parliament"),
        ("In Lucknow vehicles were burned and a man was killed.", "burned", "vehicles", None),
    ],
)
def test_a_verb_is_told_from_a_modifier_and_a_subject_from_a_place(
    parser: Parser, text: str, verb: str, subject: str | None, thing: str | None
) -> None:
    sentence = parser.parse(text, [Paragraph(0, len(text), "body")]).sentences[0]
    word = next(word for word in sentence.words if word.text == verb)
    assert word.tag.startswith("VB")
    assert [child.text for child in word.children if child.dep == "nsubjpass"] == ([subject] if subject else [])
    assert [child.text for child in word.children if child.dep == "dobj"] == ([thing] if thing else [])
    assert {word.index for word in sentence.root.subtree()} == {word.index for word in sentence.words}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The FMLN attacked the bridge.", "NNP"),
        ("The guerrillas attacked the bridge.", "NNS"),
    ],
)
def test_an_abbreviation_is_a_name(parser: Parser, text: str, tag: str) -> None:
    word = parser.parse(text, [Paragraph(0, len(text), "body")]).words[1]
    assert word.tag == tag


def test_dead_says_what_came_of_a_shot(parser: Parser) -> None:
    text = "Guards have shot dead two armed men."
    words = parser.parse(text, [Paragraph(0, len(text), "body")]).sentences[0].words
    assert [word.head.text for word in words if word.text == "dead"] == ["shot"]


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Two reporters are roughed up.", "roughed", "reporters"),
        ("Some 200 students rounded up on the eve of the vote remain behind bars.", "remain", "students"),
        ("A truck bomb that went off on Thursday outside the barracks killed nine.", "killed", "bomb"),
        ("A drone shot down over the Black Sea belonged to the United States.", "belonged", "drone"),
        ("Inmates turn cell blocks into battlefield; 17 perish", "perish", "17"),
    ],
)
def test_the_verb_of_a_sentence_has_its_subject(parser: Parser, text: str, verb: str, subject: str) -> None:
    sentence = parser.parse(text, [Paragraph(0, len(text), "body")]).sentences[0]
    assert sentence.root.text == verb
    assert subject in [child.text for child in sentence.root.children if child.dep in {"nsubj", "nsubjpass"}]
    assert {word.index for word in sentence.root.subtree()} == {word.index for word in sentence.words}


def test_what_an_event_did_is_told_of_it_and_not_of_its_place(parser: Parser) -> None:
    text = "Police are looking into a shooting at a bar that sent four people to the hospital on Sunday."
    sentence = parser.parse(text, [Paragraph(0, len(text), "body")]).sentences[0]
    sent = next(word for word in sentence.words if word.text == "sent")
    assert (sent.dep, sent.head.text) == ("relcl", "shooting")


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("The ex-minister was shot.", "minister", "The ex-minister"),
        ("Gunmen killed an ex-interpreter at a wedding.", "interpreter", "an ex-interpreter"),
        ("Lima - Two youths shot a judge.", "youths", "Two youths"),
        ("Gunmen shot three passers-by in Lima.", "passers", "three passers-by"),
        ("They killed two men and wounded several more.", "more", "several more"),
        ("Gunmen beheaded a Croatian hostage.", "hostage", "a Croatian hostage"),
    ],
)
def test_a_hyphen_joins_and_a_dash_parts(parser: Parser, text: str, head: str, phrase: str) -> None:
    document = parser.parse(text, [Paragraph(0, len(text), "body")])
    noun = next(word for word in document.words if word.text == head)
    first, last = noun_phrase(noun)
    assert text[first.start : last.end] == phrase
    assert sum(word.dep == noun.dep and word.head is noun.head for word in document.words) == 1


@pytest.mark.parametrize(
    ("text", "verb", "head"),
    [
        ("The envoy denies that his men opened fire and accuses the rebels of lying.", "accuses", "denies"),
        ("Turkey warned that it would not stand idly by, and sent tents to Baku.", "sent", "warned"),
        ("The army said that they had attacked the camp and killed nine.", "killed", "attacked"),
        ("The army said it had killed 40 men, captured 11 others and destroyed three carts.", "captured", "killed"),
    ],
)
def test_a_verb_beside_what_is_said_hangs_on_the_verb_of_saying(
    parser: Parser, text: str, verb: str, head: str
) -> None:
    words = parser.parse(text, [Paragraph(0, len(text), "body")]).words
    (word,) = (one for one in words if one.text == verb)
    assert (word.dep, word.head.text) == ("conj", head)


@pytest.mark.parametrize(
    ("text", "word", "dep", "head"),
    [
        ("Eight people suspected of planning attacks were arrested.", "planning", "pcomp", "of"),
        ("Pakistan accused India of shelling villages along the line.", "villages", "dobj", "shelling"),
        ("They were accused of bombing raids.", "bombing", "compound", "raids"),
        ("Amnesty accused both sides of war crimes.", "of", "prep", "accused"),
        ("Riots broke out after a 17-year-old was shot dead by police in Nanterre.", "old", "nsubjpass", "shot"),
        ("Riots broke out after the verdict.", "verdict", "pobj", "after"),
        ("At least three people were killed and more than 30 hurt.", "30", "nsubj", "hurt"),
        ("Gunmen left 18 inmates dead.", "dead", "oprd", "left"),
        ("A policeman guarding polio workers was shot dead in Dera Ismail Khan.", "policeman", "nsubjpass", "shot"),
        ("A policeman guarding polio workers was shot dead in Dera Ismail Khan.", "workers", "dobj", "guarding"),
        ("Last year more than 2,000 people were killed.", "year", "npadvmod", "killed"),
        ("On Christmas Eve gunmen killed 150 villagers in Plateau state.", "Eve", "pobj", "On"),
        ("Baku said two men had been hurt; Yerevan denied having fired.", "hurt", "ccomp", "said"),
        ("The opposition said the vote had been rigged and called for protests.", "called", "conj", "said"),
    ],
)
def test_what_hangs_where(parser: Parser, text: str, word: str, dep: str, head: str) -> None:
    words = parser.parse(text, [Paragraph(0, len(text), "body")]).words
    found = next(one for one in words if one.text == word)
    assert (found.dep, found.head.text) == (dep, head)
    assert {one.index for one in words[0].sentence.root.subtree()} == {one.index for one in words}


@pytest.mark.parametrize(
    ("text", "hurt"), [("The blast left two nuns dead and six injured.", "six"), ("It left six nuns injured.", "nuns")]
)
def test_what_people_were_left_as(parser: Parser, text: str, hurt: str) -> None:
    words = parser.parse(text, [Paragraph(0, len(text), "body")]).words
    (left,) = (one for one in words if one.text == "left")
    (state,) = (one for one in words if one.text == "injured")
    (people,) = (one for one in words if one.text == hurt)
    assert (state.dep, state.head) in {("oprd", left), ("acl", people)}
    assert people in {one for child in left.children if child.dep == "dobj" for one in child.subtree()}


def test_whom_a_verb_left_dead_is_its_object(parser: Parser) -> None:
    text = "An off-duty officer shot dead a teenager he said had tried to rob him."
    words = parser.parse(text, [Paragraph(0, len(text), "body")]).words
    (word,) = (one for one in words if one.text == "teenager")
    assert (word.dep, word.head.text) == ("dobj", "shot")


_JUMBLE = (
    "after a 17-year-old was shot dead ; Armenia denied having fired on Christmas Eve gunmen accused of planning "
    "passers-by attacks last year more than 20 , left two nuns injured A policeman guarding workers broke out said it "
    "had killed hostage that which"
).split()


@given(st.lists(st.sampled_from(_JUMBLE), min_size=3, max_size=14))
def test_whatever_is_mended_stays_one_tree(parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    for sentence in parser.parse(text, [Paragraph(0, len(text), "body")]).sentences:
        assert {word.index for word in sentence.root.subtree()} == {word.index for word in sentence.words}
        assert all(child.head is word for word in sentence.words for child in word.children)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked the post and fled.",
        "A bar that sent four waiters to Lagos closed.",
        "Guards fled at dawn and came back.",
    ],
)
def test_sentences_that_are_right_stay_so(parser: Parser, text: str) -> None:
    sentence = parser.parse(text, [Paragraph(0, len(text), "body")]).sentences[0]
    assert sentence.root.tag.startswith("VB")
    assert not [word for word in sentence.words if word.dep == "acl"]
    assert {word.index for word in sentence.root.subtree()} == {word.index for word in sentence.words}
