"""Make `src/dateline/frames/outlines.json`: the world's coasts and borders for maps in a notebook.

Run: .venv/bin/python scripts/build_outlines.py node_modules/world-atlas/countries-50m.json

The source is Natural Earth (public domain), as the npm package world-atlas 2 packs it in TopoJSON. Borders that two
countries share stand in it once, and so here. Kept are lines of numbers: west to east and south to north in units of
`UNIT` degrees, each point as its step from the last.
"""

from __future__ import annotations

import json
import math
import sys
from itertools import accumulate, pairwise
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "dateline" / "frames" / "outlines.json"
UNIT = 0.02
"""Degrees: two kilometres, finer than a dot on a map of one country."""
TOLERANCE = 0.04
"""Degrees that a line may be off after points were left out."""
SMALLEST = 0.3
"""Degrees: a closed line smaller than this is an islet."""

Point = tuple[float, float]


def main() -> None:
    """Read the TopoJSON named on the command line and write the lines."""
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = [encoded(thinned(line)) for line in decoded(source) if not islet(line)]
    body = ",\n".join(json.dumps(line, separators=(",", ":")) for line in lines)
    TARGET.write_text(f'{{"unit": {UNIT}, "lines": [\n{body}\n]}}\n', encoding="utf-8")
    print(f"{len(lines)} lines, {sum(map(len, lines)) // 2} points, {TARGET.stat().st_size // 1000} kB")


def decoded(source: dict[str, object]) -> list[list[Point]]:
    """The arcs in degrees."""
    transform, arcs = source["transform"], source["arcs"]
    (east, north), (west, south) = transform["scale"], transform["translate"]  # type: ignore[index]
    found = []
    for arc in arcs:  # type: ignore[attr-defined]
        steps = accumulate(arc, lambda here, step: (here[0] + step[0], here[1] + step[1]))
        found.append([(x * east + west, y * north + south) for x, y in steps])
    return found


def islet(line: list[Point]) -> bool:
    """Whether a line closes on itself and is tiny."""
    xs, ys = zip(*line, strict=True)
    return line[0] == line[-1] and max(max(xs) - min(xs), max(ys) - min(ys)) < SMALLEST


def thinned(line: list[Point]) -> list[Point]:
    """The line without the points that hardly bend it (Douglas and Peucker 1973)."""
    if len(line) < 3:  # noqa: PLR2004 - two ends
        return line
    first, last = line[0], line[-1]
    far, place = max((distance(point, first, last), place) for place, point in enumerate(line[1:-1], 1))
    if far <= TOLERANCE:
        return [first, last]
    return [*thinned(line[: place + 1])[:-1], *thinned(line[place:])]


def distance(point: Point, first: Point, last: Point) -> float:
    """From a point to the straight line between two others, or to their place where they are one."""
    wide, high = last[0] - first[0], last[1] - first[1]
    length = math.hypot(wide, high)
    if length == 0:
        return math.dist(point, first)
    return abs(wide * (first[1] - point[1]) - (first[0] - point[0]) * high) / length


def encoded(line: list[Point]) -> list[int]:
    """Whole units: the first point, then steps; points that fall together are one."""
    units = [(round(x / UNIT), round(y / UNIT)) for x, y in line]
    steps = list(units[0])
    for before, here in pairwise(units):
        if before != here:
            steps += (here[0] - before[0], here[1] - before[1])
    return steps


if __name__ == "__main__":
    main()
