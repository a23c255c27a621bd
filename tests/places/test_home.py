from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.core.countries import countries_by_code
from dateline.places import Gazetteer, find_places
from dateline.places.home import home_country, signs_in
from dateline.places.sources import read_table
from dateline.syntax import Document

Parse = Callable[[str], Document]


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.example.ie/news/1", "IRL"),
        ("http://news.example.co.uk/a?b=c", "GBR"),
        ("https://example.com/uk/", None),
        ("https://example.tv/", None),
        ("http://[broken/", None),
        (None, None),
    ],
)
def test_the_domain_tells_the_country(url: str | None, country: str | None) -> None:
    assert home_country(url) == country


def test_each_sign_counts_once_and_is_shared_by_its_countries(parse: Parse) -> None:
    text = "The Knesset met twice. The Knesset then rose. The army fought the Taliban."
    assert signs_in(parse(text)) == {"ISR": 1.0, "AFG": 0.5, "PAK": 0.5}


def test_a_sign_of_several_words_must_stand_there_whole(parse: Parse) -> None:
    assert not signs_in(parse("The crown fell."))
    assert signs_in(parse("He was sent to the Crown Court.")) == {"GBR": 1.0}


def test_signs_are_of_known_countries_and_in_small_letters() -> None:
    for row in read_table("signs.tsv"):
        assert row["country"] in countries_by_code()
        assert row["signs"] == row["signs"].lower()


def test_signs_and_domain_weigh_in_the_choice(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "The sheriff and a county commission met the congressman at a high school in Dublin."
    assert [one.place.country for one in find_places(parse(text), gazetteer)] == ["USA"]
    plain = "A man was robbed in Lancaster, and another in York."
    found = find_places(parse(plain), gazetteer, url="https://example.co.uk/robbed")
    assert [one.place.country for one in found] == ["GBR", "GBR"]
