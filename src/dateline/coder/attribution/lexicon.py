"""The words of saying, read from `speech.yaml` and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from dateline.core.errors import DatelineError
from dateline.records import SourceKind

PREPOSITIONS = frozenset({"of", "for", "about", "on", "against", "to", "with", "in", "at"})
TAKES = PREPOSITIONS | {"clause", "quote", "object", "infinitive", "gerund", "addressee", "predicate", "blame"}


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb of saying takes.

    `documents` holds what it takes only of a text, a picture or a count, `attitude` what it takes when nobody vouches
    for a fact by it.
    """

    takes: frozenset[str] = frozenset()
    attitude: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    def frame(self, *, attitudes: bool) -> frozenset[str]:
        """What the verb takes, with or without its attitude frames."""
        return self.takes | self.attitude if attitudes else self.takes


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All the words of `speech.yaml`; the file says what each list is for."""

    lemmas: Mapping[str, str]
    verbs: Mapping[str, Verb]
    says: frozenset[str]
    predicatives: frozenset[str]
    anonymous_passive: frozenset[str]
    adverbs: frozenset[str]
    adjectives: frozenset[str]
    according: frozenset[str]
    nouns: frozenset[str]
    hearsay: frozenset[str]
    attitude_nouns: frozenset[str]
    carriers: frozenset[str]
    bearing: frozenset[str]
    impressions: frozenset[str]
    documents: frozenset[str]
    pictures: frozenset[str]
    released: frozenset[str]
    accounts: frozenset[str]
    given: frozenset[str]
    labels: frozenset[str]
    kinds: Mapping[str, SourceKind]
    bearers: frozenset[str]
    sectors: Mapping[str, SourceKind]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the words of saying that ship with the package."""
    text = files("dateline").joinpath("coder", "speech.yaml").read_text(encoding="utf-8")
    return build_lexicon(yaml.safe_load(text))


def build_lexicon(data: Mapping[str, Any]) -> Lexicon:
    """Check and freeze the words of saying.

    Raises:
        DatelineError: A verb class takes something that the coder does not know, or a part is missing.
    """
    try:
        verbs = _verbs(data["verbs"])
        words = {name: _words(data[name]) for name in _LISTS}
        return Lexicon(
            lemmas=MappingProxyType(dict(data["lemmas"])),
            verbs=MappingProxyType(verbs),
            says=frozenset(verb for verb, entry in verbs.items() if entry.takes >= {"clause", "quote"}),
            kinds=MappingProxyType({word: kind for kind, heads in data["kinds"].items() for word in heads}),
            sectors=MappingProxyType(dict(data["sectors"])),
            **words,
        )
    except KeyError as error:
        raise DatelineError(f"the words of saying lack {error}") from error


_LISTS = (
    "predicatives",
    "anonymous_passive",
    "adverbs",
    "adjectives",
    "according",
    "nouns",
    "hearsay",
    "attitude_nouns",
    "carriers",
    "bearing",
    "impressions",
    "documents",
    "pictures",
    "released",
    "accounts",
    "given",
    "labels",
    "bearers",
)


def _words(values: Iterable[object]) -> frozenset[str]:
    return frozenset(str(value) for value in values)


def _verbs(classes: Iterable[Mapping[str, Any]]) -> dict[str, Verb]:
    """One entry per verb: the union of all the classes that it stands in."""
    sides: dict[str, dict[str, set[str]]] = {"takes": {}, "attitude": {}, "documents": {}}
    for group in classes:
        takes = set(group["takes"])
        if unknown := takes - TAKES:
            raise DatelineError(f"a verb of saying takes {', '.join(sorted(map(str, unknown)))}, which is not known")
        for verb in group["verbs"]:
            sides[_side(group)].setdefault(verb, set()).update(takes)
    return {
        verb: Verb(**{side: frozenset(verbs.get(verb, ())) for side, verbs in sides.items()})
        for verb in sorted({verb for verbs in sides.values() for verb in verbs})
    }


def _side(group: Mapping[str, Any]) -> str:
    if group.get("documents", False):
        return "documents"
    return "takes" if group.get("vouches", True) else "attitude"
