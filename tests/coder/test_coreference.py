"""Who is meant by pronouns, surnames and descriptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from dateline.actors import load_registry
from dateline.coder.coreference import Coreference, resolve
from dateline.syntax import Document, Word

Parse = Callable[[str], Document]
DAY = dt.date(2013, 1, 12)


def word_of(document: Document, text: str, number: int = 0) -> Word:
    return [word for word in document.words if word.text == text][number]


def resolved(document: Document) -> Coreference:
    return resolve(document, load_registry(), on=DAY)


@pytest.mark.parametrize(
    ("text", "pronoun", "antecedent"),
    [
        ("A Danish pilot was hurt when his plane was hit.", "his", "pilot"),
        ("Rebels left the town with their dead.", "their", "Rebels"),
        ("The minister spoke on Monday. He left on Tuesday.", "He", "minister"),
        ("Norway sent a ship. It also sent soldiers.", "It", "Norway"),
        ("Soldiers fired at protesters. They then left.", "They", "Soldiers"),
        ("The man who shot the mayor fled.", "who", "man"),
        ('"We will fight on," the general said.', "We", "general"),
        ('Troops left. "We had no food. We had no water," said the captain.', "We", "captain"),
    ],
)
def test_pronouns(parse: Parse, text: str, pronoun: str, antecedent: str) -> None:
    document = parse(text)
    found = resolved(document).antecedent(word_of(document, pronoun))
    assert found is not None
    assert found.text == antecedent


def test_a_speaker_speaks_for_his_side(parse: Parse) -> None:
    document = parse('"We inflicted losses on them," said President Francois Hollande.')
    match = resolved(document).match(word_of(document, "We"))
    assert (match.id, match.sector) == ("gov-fra", "GOV")


def test_he_said_carries_a_quotation_on(parse: Parse) -> None:
    document = parse('Danish army chief Ole Bang spoke on Monday. "We sent ships," he said. "We will send more."')
    match = resolved(document).match(word_of(document, "We", 1))
    assert match.id == "mil-dnk"


def test_a_possessor_gives_the_country(parse: Parse) -> None:
    document = parse("A Danish pilot was hurt when his helicopter was shot down.")
    assert resolved(document).match(word_of(document, "helicopter")).id == "mil-dnk"


def test_who_loses_a_soldier_owns_him(parse: Parse) -> None:
    document = parse("Denmark lost a commando in the raid.")
    assert resolved(document).match(word_of(document, "commando")).country == "DNK"


def test_a_surname_is_the_person_of_before(parse: Parse) -> None:
    document = parse("Police Chief Walter Brown spoke to reporters. Brown said two men were held.")
    found = resolved(document)
    assert found.antecedent(word_of(document, "Brown", 1)) is word_of(document, "Brown", 0)
    assert found.match(word_of(document, "Brown", 1)).name == "Walter Brown"
    assert found.match(word_of(document, "Brown", 1)).sector == "COP"


def test_a_description_is_the_person_of_that_title(parse: Parse) -> None:
    document = parse("Interior Minister Anna Holm resigned. Critics of the minister cheered.")
    found = resolved(document).match(word_of(document, "minister"))
    assert found.name == "Anna Holm"


def test_a_minister_of_another_country_is_another(parse: Parse) -> None:
    document = parse("Swedish Interior Minister Anna Holm resigned. The Danish minister stayed.")
    assert resolved(document).match(word_of(document, "minister")).name != "Anna Holm"


def test_the_group_is_the_one_named(parse: Parse) -> None:
    document = parse("Boko Haram attacked a village in Nigeria. The group burned houses.")
    assert resolved(document).match(word_of(document, "group")).id == "reb-boko-haram"


def test_the_militants_are_not_a_group_that_is_only_linked(parse: Parse) -> None:
    document = parse("Fighters linked to al-Qaeda hold the north. The militants fled on Monday.")
    assert resolved(document).match(word_of(document, "militants")).name is None


def test_he_and_she_are_told_apart_by_what_is_known_of_the_person(parse: Parse) -> None:
    document = parse("Mrs. Holm met Peter Lund in Oslo. She left early and he stayed.")
    found = resolved(document)
    assert found.antecedent(word_of(document, "She")) is word_of(document, "Holm")
    assert found.antecedent(word_of(document, "he")) is word_of(document, "Lund")


def test_he_in_a_quotation_is_not_its_speaker(parse: Parse) -> None:
    document = parse('General Ole Bang met Colonel Per Dahl. "He is a liar," Bang said.')
    assert resolved(document).antecedent(word_of(document, "He")) is word_of(document, "Dahl")


def test_an_empty_it_stands_for_nothing(parse: Parse) -> None:
    document = parse("Norway sent a ship. It is hard to say when the ship will arrive.")
    assert resolved(document).antecedent(word_of(document, "It")) is None


def test_the_president_is_the_one_named(parse: Parse) -> None:
    document = parse("President Francois Hollande spoke on Friday. The president called for calm.")
    assert resolved(document).match(word_of(document, "president")).id == "person-francois-hollande"


def test_a_place_is_no_person(parse: Parse) -> None:
    document = parse("A teacher in Bergen was hurt. Bergen lost his house.")
    found = resolved(document)
    assert found.match(word_of(document, "Bergen", 1)).name is None
    antecedent = found.antecedent(word_of(document, "his"))
    assert antecedent is None or antecedent.text == "teacher"


def test_a_pronoun_without_antecedent_stands_for_nobody(parse: Parse) -> None:
    document = parse("It rained. They say it will rain again.")
    found = resolved(document)
    assert found.antecedent(word_of(document, "They")) is None
    assert found.match(word_of(document, "They")).sector is None


def test_every_word_has_a_match_and_chains_end(parse: Parse) -> None:
    document = parse('"I told him that he and his men, who I said were theirs, would go," he said of himself.')
    found = resolved(document)
    for word in document.words:
        assert found.match(word).why is not None
        seen: list[Word] = []
        current: Word | None = word
        while current is not None:
            assert current not in seen, f"{word} stands for itself"
            seen.append(current)
            current = found.antecedent(current)
