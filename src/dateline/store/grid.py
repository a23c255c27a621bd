"""The grid by which a map groups events: Web Mercator in whole numbers, so that a database groups by shifting bits."""

from __future__ import annotations

import math

BITS = 20
"""The world is 2^20 cells wide: 38 m at the equator, finer than any report's place."""

MAX_LATITUDE = 85.05112878
"""Where the Mercator square ends (EPSG:3857)."""

_SIZE = 1 << BITS


def cell_of(latitude: float, longitude: float) -> tuple[int, int]:
    """Find the cell of a point: columns count from 180° W, rows from the north."""
    bounded = math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude)))
    across = (longitude + 180.0) / 360.0
    down = (1.0 - math.asinh(math.tan(bounded)) / math.pi) / 2.0
    return _whole(across), _whole(down)


def _whole(share: float) -> int:
    return max(0, min(_SIZE - 1, int(share * _SIZE)))
