"""The registry of actors: names, abbreviations and descriptions to who is meant."""

from dateline.actors.model import ActorMatch, Entry, Office
from dateline.actors.registry import Registry, load_registry

__all__ = ["ActorMatch", "Entry", "Office", "Registry", "load_registry"]
