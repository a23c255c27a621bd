"""The small encoder: what it says of a sentence and an event.

Nothing here is needed to import Dateline; the weights are read, and checked, when they are first asked for.
"""

from dateline.neural.place import PlaceModel, load_place_model
from dateline.neural.tags import Span

__all__ = ["PlaceModel", "Span", "load_place_model"]
