"""Records as rows and tables: data frames, what a notebook shows, and a map that needs no network."""

from dateline.frames.map import Map
from dateline.frames.rows import Claims, Events

__all__ = ["Claims", "Events", "Map"]
