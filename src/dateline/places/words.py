"""The word lists of `words.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand with places' names, in lower case; `divisions` maps "province" to a kind of place."""

    divisions: dict[str, str]
    prepositions: frozenset[str]
    strong_prepositions: frozenset[str]
    directions: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    border_words: frozenset[str]
    line_words: frozenset[str]
    vague: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists, read once."""
    data = yaml.safe_load((files("dateline.places") / "words.yaml").read_text("utf-8"))
    return Words(
        divisions=data.pop("divisions"),
        **{name: frozenset(str(word) for word in listed) for name, listed in data.items()},
    )
