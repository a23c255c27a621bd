"""A small map as SVG: coasts and borders from a file of the package, a dot for each place. No script, no network."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import islice
from pathlib import Path
from typing import NamedTuple

OUTLINES = Path(__file__).parent / "outlines.json"
"""Natural Earth's countries at 1:50 million, thinned by scripts/build_outlines.py."""
SMALLEST_VIEW = 6.0
"""Degrees shown around a single place: a country of middling size."""
MARGIN = 0.08
"""Of the view's extent, left free around the outermost dots."""
MOST_TITLES = 8
"""Records told in the text of one dot."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, not even escaped (XML 1.0, section 2.2)."""
_FLATTEST, _STEEPEST = 0.4, 1.2
"""Height of the picture to its width."""


class Spot(NamedTuple):
    """One record at its place."""

    latitude: float
    longitude: float
    title: str


class View(NamedTuple):
    """What is shown, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Map:
    """Places on a map.

    `spots` are the records that have coordinates, `unplaced` says how many have none.
    """

    spots: tuple[Spot, ...]
    unplaced: int = 0
    width: int = 720

    def svg(self) -> str:
        """Draw the map as an SVG document."""
        view = view_of(self.spots)
        scale = self.width / (view.east - view.west)
        stretch = 1 / max(math.cos(math.radians((view.south + view.north) / 2)), 0.2)
        height = round((view.north - view.south) * scale * stretch)

        def at(longitude: float, latitude: float) -> str:
            return f"{(longitude - view.west) * scale:.1f},{(view.north - latitude) * scale * stretch:.1f}"

        lines = "".join(f'<polyline points="{" ".join(at(*point) for point in line)}"/>' for line in _lines_in(view))
        dots = "".join(_dot(at(spots[0].longitude, spots[0].latitude), spots) for spots in _stacked(self.spots))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" width="{self.width}" '
            f'height="{height}" role="img" aria-label="{escape(self._told())}">'
            f'<rect width="100%" height="100%" fill="#f4f6f8"/>'
            f'<g fill="none" stroke="#8a98a5" stroke-width="0.8">{lines}</g>'
            f'<g fill="#b3261e" fill-opacity="0.65" stroke="#fff" stroke-width="0.8">{dots}</g></svg>'
        )

    def save(self, path: str | Path) -> None:
        """Write the map to an SVG file."""
        Path(path).write_text(self.svg() + "\n", encoding="utf-8")

    def _told(self) -> str:
        places = len({spot[:2] for spot in self.spots})
        left_out = f"; {self.unplaced} without coordinates are not on it" if self.unplaced else ""
        return f"Map: {len(self.spots)} records at {places} places{left_out}"

    def _repr_html_(self) -> str:
        return f"{self.svg()}<p><small>{escape(self._told())}. Outlines: Natural Earth.</small></p>"


def view_of(spots: Sequence[Spot]) -> View:
    """Choose what to show: all spots with a margin, the whole world without any."""
    if not spots:
        return View(-180, -60, 180, 80)
    south, north = min(spot.latitude for spot in spots), max(spot.latitude for spot in spots)
    west, east = min(spot.longitude for spot in spots), max(spot.longitude for spot in spots)
    wide = max(east - west, SMALLEST_VIEW, (north - south) / _STEEPEST) * (1 + 2 * MARGIN)
    high = max(north - south, SMALLEST_VIEW, (east - west) * _FLATTEST) * (1 + 2 * MARGIN)
    middle, centre = (south + north) / 2, (west + east) / 2
    return View(centre - wide / 2, max(middle - high / 2, -90), centre + wide / 2, min(middle + high / 2, 90))


def _stacked(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Spots by place, the fullest first so that small dots lie on top."""
    found: dict[tuple[float, float], list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot[:2], []).append(spot)
    return sorted(found.values(), key=lambda stack: (-len(stack), stack[0]))


def _dot(at: str, spots: Sequence[Spot]) -> str:
    x, _, y = at.partition(",")
    told = [spot.title for spot in spots[:MOST_TITLES]]
    if len(spots) > MOST_TITLES:
        told.append(f"… and {len(spots) - MOST_TITLES} more")
    title = escape(_NOT_XML.sub("", "\n".join(told)))
    radius = 3 + 2 * math.sqrt(len(spots))  # area, not radius, tells the number
    return f'<circle cx="{x}" cy="{y}" r="{radius:.1f}"><title>{title}</title></circle>'


def _lines_in(view: View) -> Iterator[Sequence[tuple[float, float]]]:
    for (west, south, east, north), line in _outlines():
        if west <= view.east and east >= view.west and south <= view.north and north >= view.south:
            yield line


@lru_cache(maxsize=1)
def _outlines() -> tuple[tuple[View, Sequence[tuple[float, float]]], ...]:
    data = json.loads(OUTLINES.read_text(encoding="utf-8"))
    lines = [tuple(_decoded(line, data["unit"])) for line in data["lines"]]
    return tuple((_extent(line), line) for line in lines)


def _decoded(steps: Sequence[int], unit: float) -> Iterator[tuple[float, float]]:
    x = y = 0
    for across, up in zip(islice(steps, 0, None, 2), islice(steps, 1, None, 2), strict=True):
        x, y = x + across, y + up
        yield x * unit, y * unit


def _extent(line: Sequence[tuple[float, float]]) -> View:
    xs, ys = zip(*line, strict=True)
    return View(min(xs), min(ys), max(xs), max(ys))
