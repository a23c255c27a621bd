"""Lists that the parser takes for appositions or second objects."""

from __future__ import annotations

import pytest

from dateline.syntax import Parser
from dateline.syntax.parser import Paragraph


@pytest.mark.parametrize(
    ("text", "first", "listed"),
    [
        ("Police arrested the mayor, three of his aides and dozens of supporters.", "mayor", "three"),
        ("The army captured a rebel leader, his deputy and several of their aides.", "leader", "deputy"),
        ("A bishop, two rabbis and a colonel stood before the recruits.", "bishop", "rabbis"),
        ("Two policemen, a driver and three nuns, including a novice, were killed in Gao.", "policemen", "driver"),
        ("Landmine explosion kills five soldiers, one civilian in Somalia", "soldiers", "civilian"),
    ],
)
def test_what_is_listed_is_no_second_object_and_no_other_name(
    parser: Parser, text: str, first: str, listed: str
) -> None:
    words = parser.parse(text, [Paragraph(0, len(text), "body")]).words
    (word,) = (one for one in words if one.text == listed)
    assert (word.dep, word.head.text) == ("conj", first)


@pytest.mark.parametrize(
    ("text", "other_name"),
    [
        ("Omar Keita, his uncle and mentor, was shot in Gao.", "uncle"),
        ("Police held seven suspects, two of them former soldiers, and impounded a taxi.", "two"),
        ("They killed the mayor, a lawyer and poet of some note.", "lawyer"),
        ("Two men, a farmer and a driver, were killed.", "farmer"),
        ("At least five people, a soldier and two nuns, were killed.", "soldier"),
        ("They killed Omar Keita, a lawyer and a poet.", "lawyer"),
    ],
)
def test_another_name_stays_one(parser: Parser, text: str, other_name: str) -> None:
    words = parser.parse(text, [Paragraph(0, len(text), "body")]).words
    (word,) = (one for one in words if one.text == other_name)
    assert word.dep == "appos"
