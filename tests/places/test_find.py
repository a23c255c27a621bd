from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from dateline.places import Gazetteer, Toponym, find_places
from dateline.syntax import Document

Parse = Callable[[str], Document]


@pytest.fixture
def places(parse: Parse, gazetteer: Gazetteer) -> Callable[[str], dict[str, Toponym]]:
    def found(text: str) -> dict[str, Toponym]:
        return {one.text: one for one in find_places(parse(text), gazetteer)}

    return found


Found = Callable[[str], dict[str, Toponym]]


def test_spans_quote_the_report_and_do_not_overlap(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "Gunmen hit a convoy 10 km north of Mopti, Mali, on Friday.\nFighting went on between Koro and Bankass."
    found = find_places(parse(text), gazetteer)
    for one in found:
        assert text[one.start : one.end] == one.text == one.place.text
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_the_reports_country_decides(places: Found) -> None:
    found = places("Malian soldiers retook Konna, residents of the town in central Mali said.")
    assert found["Konna"].place.country == "MLI"
    assert found["Konna"].place.admin1 == "Mopti"


def test_the_area_beside_the_name_decides(places: Found) -> None:
    found = places("A bomb went off in Paris, Texas. Firefighters from Dallas helped.")
    assert (found["Paris"].place.admin1, found["Paris"].place.country) == ("Texas", "USA")


def test_a_country_alone_is_the_country(places: Found) -> None:
    assert places("Aid reached Lebanon on Monday.")["Lebanon"].place.precision == 6


def test_districts_and_provinces(places: Found) -> None:
    found = places("Two men were detained in Andar district, Ghazni province, on Monday, Afghan officials said.")
    assert (found["Andar"].kind, found["Andar"].place.precision) == ("admin2", 3)
    assert (found["Ghazni"].kind, found["Ghazni"].place.precision) == ("admin1", 4)


def test_an_unknown_village_lies_in_its_district_with_that_precision(places: Found) -> None:
    found = places("Three were killed in the village of Qzorbanak, Ghazni province, Afghanistan.")
    place = found["Qzorbanak"].place
    assert (place.country, place.precision, place.geonames_id) == ("AFG", 4, None)


def test_offset_from_a_town(places: Found) -> None:
    one = places("The attack took place 10 km north of Mopti, residents of the Malian town said.")[
        "10 km north of Mopti"
    ]
    assert one.place.precision == 2
    assert one.place.latitude == pytest.approx(14.57, abs=0.03)
    assert one.core[1] - one.core[0] == len("Mopti")


def test_parts_lines_borders_and_vague_areas(places: Found) -> None:
    found = places(
        "Fighting spread in northern Mali.\n"
        "Two Afghan policemen died on the Kabul-Kandahar highway.\n"
        "Troops were sent to the border with Niger.\n"
        "Rebels hold the northern areas."
    )
    assert found["northern Mali"].place.precision == 5
    assert (found["northern Mali"].place.latitude or 0) > 16
    assert found["Kabul-Kandahar highway"].place.precision == 5
    assert found["border with Niger"].place.latitude is None
    assert found["northern areas"].place.country is None


def test_outside_a_town_is_near_it(places: Found) -> None:
    assert places("Shells fell outside Goma, Congo.")["Goma"].place.precision == 2


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton was seen with President Washington.",
        "The Malian army and French soldiers advanced.",
        "The Washington Post reported the deaths.",
        "More than ten men came in March.",
        "The Food Inspection Agency and the Health Office warned of the Department of Agriculture.",
    ],
)
def test_what_is_no_place(places: Found, text: str) -> None:
    assert places(text) == {}


def test_a_village_that_the_parser_takes_for_a_person(places: Found) -> None:
    found = places("Three people were killed in Kajo Keji on Friday. Families fled from Abu Kershola.")
    assert {"Kajo Keji", "Abu Kershola"} <= set(found)


def test_persian_names_are_whole(places: Found) -> None:
    found = places("A bomb maker was arrested in Chak-e Wardak district, Wardak province, Afghan officials said.")
    assert (found["Chak-e Wardak"].kind, found["Chak-e Wardak"].place.admin1) == ("admin2", "Wardak")


def test_capitals_only(places: Found) -> None:
    found = places("BOGOTA -- GUNMEN KILLED A MAYOR IN TORIBIO, COLOMBIA, POLICE SAID.")
    assert found["TORIBIO"].place.country == "COL"


def test_coding_is_deterministic(parse: Parse, gazetteer: Gazetteer) -> None:
    document = parse("Clashes in Gao, Kidal and Timbuktu left ten dead, the Malian army said.")
    assert find_places(document, gazetteer) == find_places(document, gazetteer)


def test_a_name_of_many_countries_is_given_to_none_of_them(places: Found) -> None:
    place = places("A man was shot near the market in San Pedro.")["San Pedro"].place
    assert (place.country, place.latitude, place.precision) == (None, None, None)


def test_what_the_press_calls_by_one_name_is_meant_before_a_far_province(places: Found) -> None:
    assert places("Fighting in Gaza killed 20 people.")["Gaza"].place.country == "PSE"
    assert places("Floods hit Gaza province in Mozambique.")["Gaza"].place.country == "MOZ"


def test_a_county_is_no_country(places: Found) -> None:
    found = places("Deputies from Guernsey County and Franklin County searched the woods.")
    assert {one.place.country for one in found.values()} == {"USA"}


def test_small_words_between_hyphens_are_of_the_name(places: Found) -> None:
    assert places("Gunmen shot three men in Port-au-Prince on Monday.")["Port-au-Prince"].place.country == "HTI"
    assert "Stratford-upon-Avon" in places("A shop burned in Stratford-upon-Avon, England.")
