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
    quarters: frozenset[str]
    prepositions: frozenset[str]
    strong_prepositions: frozenset[str]
    directions: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    streets: frozenset[str]
    institutions: frozenset[str]
    crafts: frozenset[str]
    never: frozenset[str]
    calendar: frozenset[str]
    place_verbs: frozenset[str]
    ways: frozenset[str]
    border_words: frozenset[str]
    line_words: frozenset[str]
    vague: frozenset[str]
    shortened: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists, read once."""
    data = yaml.safe_load((files("dateline.places") / "words.yaml").read_text("utf-8"))
    return Words(
        divisions=data.pop("divisions"),
        shortened=data.pop("shortened"),
        **{name: frozenset(str(word) for word in listed) for name, listed in data.items()},
    )


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Names of places that are everyday words, too ("reform"); made by `scripts/build_places.py`."""
    path = files("dateline.places") / "common_words.txt"
    return frozenset(path.read_text("utf-8").split()) | words().calendar | words().titles | words().organisations


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, tuple[str, str]]:
    """Abbreviation of a first-order division as written ("Calif.", "TX") -> (country, name)."""
    table = (files("dateline.places") / "abbreviations.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {short: (country, name) for short, country, name in rows}


@lru_cache(maxsize=1)
def demonyms() -> dict[str, tuple[str, str]]:
    """People and adjectives of states and regions ("Texan", "Darfuri") -> (country or "", name)."""
    table = (files("dateline.places") / "demonyms.tsv").read_text("utf-8")
    found: dict[str, tuple[str, str]] = {}
    for line in table.splitlines()[1:]:
        forms, country, name = line.split("\t")
        found |= dict.fromkeys(forms.split("|"), (country, name))
    return found
