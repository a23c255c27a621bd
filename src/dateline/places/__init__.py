"""The gazetteer; names in a report to places on the map."""

from dateline.places.find import find_places, find_with_dateline, resolve_names
from dateline.places.gazetteer import Gazetteer, load_gazetteer
from dateline.places.model import Candidate, Toponym

__all__ = ["Candidate", "Gazetteer", "Toponym", "find_places", "find_with_dateline", "load_gazetteer", "resolve_names"]
