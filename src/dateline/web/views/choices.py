"""What can be chosen where a record is corrected: from the ontology, the codebooks and the list of countries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, get_args

from dateline.core.countries import countries
from dateline.ontology import load_ontology
from dateline.records import SourceKind, Status

DATE_PRECISIONS: Final = tuple(range(1, 6))
PLACE_PRECISIONS: Final = tuple(range(1, 8))
"""UCDP's codes for date_prec and where_prec."""

# Measures that no word of the lexicon stands for, but that people count.
_MEASURES: Final = ("killed", "wounded", "missing", "casualties")


@dataclass(frozen=True, slots=True)
class Choices:
    """Values with a fixed list."""

    types: tuple[str, ...]
    modes: Mapping[str, tuple[str, ...]]
    statuses: tuple[str, ...]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    measures: tuple[str, ...]
    source_kinds: tuple[str, ...]
    countries: tuple[tuple[str, str], ...]
    date_precisions: tuple[int, ...] = DATE_PRECISIONS
    place_precisions: tuple[int, ...] = PLACE_PRECISIONS


@lru_cache(maxsize=1)
def load_choices() -> Choices:
    """Read the lists, once."""
    ontology = load_ontology()
    counted = {measure for frame in ontology.frames.values() for measure in frame.measure.values()}
    return Choices(
        types=tuple(ontology.types),
        modes={name: kind.modes for name, kind in ontology.types.items()},
        statuses=get_args(Status),
        contexts=ontology.contexts,
        sectors=tuple(sorted(ontology.sectors)),
        measures=tuple(dict.fromkeys((*_MEASURES, *sorted(counted)))),
        source_kinds=get_args(SourceKind),
        countries=tuple(sorted((one.name, one.iso3) for one in countries())),
    )
