from __future__ import annotations

import pytest

from dateline.core.countries import (
    countries,
    countries_by_code,
    countries_of_region,
    country_of_adjective,
    country_of_name,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mali", "MLI"),
        ("MALI", "MLI"),
        ("the Ivory Coast", "CIV"),
        ("Côte d\u2019Ivoire", "CIV"),
        ("DRC", "COD"),
        ("Congo-Brazzaville", "COG"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("us", None),
        ("car", None),
        ("Palestine", "PSE"),
        ("Kosovo", "XKX"),
        ("Taiwan", "TWN"),
        ("Western Sahara", "ESH"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Bamako", None),
    ],
)
def test_country_of_name(text: str, code: str | None) -> None:
    assert country_of_name(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("French", "FRA"),
        ("Malian", "MLI"),
        ("Malians", "MLI"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Congolese", "COD"),
        ("Dominican", "DOM"),
        ("west african", None),
    ],
)
def test_country_of_adjective(text: str, code: str | None) -> None:
    assert country_of_adjective(text) == code


def test_every_country_is_found_by_its_name_and_borders_are_mutual() -> None:
    by_code = countries_by_code()
    for country in countries():
        assert country_of_name(country.name) == country.iso3
        for neighbour in country.neighbours:
            assert country.iso3 in by_code[neighbour].neighbours


def test_regions_list_their_countries() -> None:
    assert {"MLI", "NER", "BFA"} <= countries_of_region()["sahel"]
