"""A gazetteer: the path of a file that `dateline gazetteer import` could read."""

from pathlib import Path


def places() -> Path:
    """What the entry point names."""
    return Path(__file__).parent / "places.csv"
