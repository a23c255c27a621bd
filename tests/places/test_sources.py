from __future__ import annotations

from dateline.core.countries import countries_by_code
from dateline.places.sources import read_table


def test_what_stands_at_the_middle_of_its_country_is_no_closer_known() -> None:
    for row in read_table("conflict_places.tsv"):
        country = countries_by_code()[row["country"]]
        if (float(row["latitude"]), float(row["longitude"])) == (country.latitude, country.longitude):
            assert row["precision"] == "6", row["name"]


def test_gaza_and_the_west_bank_are_not_in_israel() -> None:
    rows = [row for row in read_table("conflict_places.tsv") if row["admin1"] in {"Gaza Strip", "West Bank"}]
    assert rows
    assert {row["country"] for row in rows} == {"PSE"}
