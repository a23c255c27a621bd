"""Parts of towns, and small towns that are not meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.places import Gazetteer, find_places
from dateline.records import Place
from dateline.syntax import Document

Parse = Callable[[str], Document]
Found = Callable[..., dict[str, Place]]


@pytest.fixture
def places(parse: Parse, gazetteer: Gazetteer) -> Found:
    def found(text: str, line: str | None = None) -> dict[str, Place]:
        return {one.text: one.place for one in find_places(parse(text), gazetteer, dateline_place=line)}

    return found


def test_a_neighbourhood_is_put_at_the_town_that_the_report_is_about(places: Found) -> None:
    found = places("A man was shot in the Qzorbanak neighborhood, Cleveland police said. Cleveland officers came.")
    part = found["Qzorbanak"]
    assert (part.name, part.country, part.precision) == ("Cleveland", "USA", 1)
    assert part.geonames_id == found["Cleveland"].geonames_id


def test_or_at_the_town_named_after_it(places: Found) -> None:
    found = places(
        "Shells fell on the Qzorbanak quarter of Mosul, and later on Baghdad, Iraqi officers in Baghdad said."
    )
    assert found["Qzorbanak"].name == "Mosul"


def test_not_at_a_town_far_away_that_has_its_name(places: Found) -> None:
    found = places(
        "DETROIT (AP) - Two men died in the Houston section, Detroit police and the mayor of Detroit said.", "DETROIT"
    )
    assert found["Houston"].name == "Detroit"


def test_a_small_town_far_from_all_that_a_local_report_names_is_not_meant(places: Found) -> None:
    text = "A man named Harlan fled. He was seen in Jerome, police in Tampa and Orlando, Florida, said."
    assert places(text)["Jerome"].latitude is None
    assert places(f"{text} Jerome lies in Idaho. He hid near Boise, Idaho.")["Jerome"].admin1 == "Idaho"


def test_villages_of_all_parts_of_a_country_are(places: Found) -> None:
    text = "Rebels hit Vakarai on Sunday, the army said in Colombo. Others attacked Jaffna, Sri Lanka, and Vavuniya."
    assert places(text)["Vakarai"].country == "LKA"


def test_the_dateline_tells_which_town_is_meant(places: Found) -> None:
    text = "SPRINGFIELD, Ohio - Officers in Urbana found the car."
    assert places(text[20:])["Urbana"].admin1 != "Ohio"
    assert places(text, "SPRINGFIELD, Ohio")["Urbana"].admin1 == "Ohio"


def test_a_village_named_like_a_city_needs_its_neighbours(places: Found) -> None:
    assert places("Police in Atlanta said so. A man from Texas was hurt.")["Atlanta"].admin1 == "Georgia"
    near = "Police in Atlanta, in Texarkana and in Linden said so. A man from Texas was hurt."
    assert places(near)["Atlanta"].admin1 == "Texas"


def test_a_street_is_no_town_and_a_headline_no_name(places: Found) -> None:
    assert "Center Hill" not in places("Shots were fired on Center Hill Avenue in Atlanta.")
    assert "Weekend Qzorbanaks" not in places("Four Dead In Weekend Qzorbanaks Near City")
