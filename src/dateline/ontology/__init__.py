"""The ontology: PLOVER's types, modes, contexts and sectors, the event lexicon and the crosswalks, all as YAML."""

from dateline.ontology.loader import load_ontology
from dateline.ontology.model import EventType, Frame, LexiconEntry, Ontology
from dateline.ontology.patterns import pattern_words, patterns

__all__ = ["EventType", "Frame", "LexiconEntry", "Ontology", "load_ontology", "pattern_words", "patterns"]
