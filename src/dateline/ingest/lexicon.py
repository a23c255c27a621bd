"""The patterns of parts.yaml and the names of agencies.yaml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.ingest import dates


def _load(name: str) -> Any:
    import yaml

    return yaml.safe_load(resources.files("dateline.ingest").joinpath("data", name).read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Agencies:
    """News agencies by the names they sign with."""

    by_name: dict[str, str]
    pattern: re.Pattern[str]

    def find(self, text: str) -> tuple[str, ...]:
        """The agencies named in `text`, each once, in order."""
        return tuple(dict.fromkeys(self.by_name[found.group()] for found in self.pattern.finditer(text)))

    def is_name(self, text: str) -> bool:
        """Whether `text` is just an agency's name."""
        return text.strip() in self.by_name


@lru_cache(maxsize=1)
def agencies() -> Agencies:
    """Load the agencies."""
    by_name = {alias: entry["name"] for entry in _load("agencies.yaml") for alias in entry["names"]}
    return Agencies(by_name, re.compile(rf"(?<![\w-])(?:{_either(by_name)})(?!\w)"))


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns; each names the part that it finds."""

    boilerplate: re.Pattern[str]
    tail: re.Pattern[str]
    comments: re.Pattern[str]
    reference: re.Pattern[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    credit_tail: re.Pattern[str]
    update_note: re.Pattern[str]
    stamp: re.Pattern[str]
    stamps: re.Pattern[str]
    contributors: tuple[re.Pattern[str], ...]
    contributors_tail: re.Pattern[str]
    not_places: frozenset[str]
    particles: frozenset[str]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Load the patterns; `stamp` finds one "Updated at …", "Posted: …" and `stamps` a row of them."""
    raw = _load("parts.yaml")
    names = _either(agencies().by_name)

    def one_of(key: str, *, whole: bool = False) -> re.Pattern[str]:
        listed = raw[key] if isinstance(raw[key], list) else [raw[key]]
        joined = "|".join(f"(?:{item.replace('{agency}', names)})" for item in listed)
        return re.compile(rf"(?:{joined}){'$' if whole else ''}", re.IGNORECASE)

    kinds = rf"(?:(?P<updated>{raw['update_start']})|(?P<published>{raw['published_start']}))"
    stamp = rf"{kinds}(?P<when>{dates.WHEN})[)\].]?\s*(?:[:|—–-]+\s*)?"
    plain = re.sub(r"\?P<\w+>", "?:", stamp)
    return Patterns(
        boilerplate=one_of("boilerplate", whole=True),
        tail=one_of("tail", whole=True),
        comments=one_of("comments", whole=True),
        reference=one_of("reference", whole=True),
        caption=one_of("caption"),
        credit=one_of("credit", whole=True),
        credit_tail=one_of("credit_tail"),
        update_note=one_of("update_note", whole=True),
        stamp=re.compile(stamp, re.IGNORECASE),
        stamps=re.compile(rf"(?:{plain})+$", re.IGNORECASE),
        contributors=tuple(re.compile(item, re.IGNORECASE) for item in raw["contributors"]),
        contributors_tail=one_of("contributors_tail"),
        not_places=frozenset(raw["not_places"]),
        particles=frozenset(raw["name_particles"]),
    )
