"""What comparing needs of a whole report: its rare words, a sketch of its text, and which report it is a version of."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.core.shingles import sketch_of
from dateline.link.persons import ages_in, names_in
from dateline.link.rarity import rarity
from dateline.link.stems import words_of
from dateline.link.telling import day_number
from dateline.records import CODED_SECTIONS, Report

KEPT = 150
"""Words kept of a report, those that weigh most: the rest of a long one adds nothing to telling stories apart."""
FINE = 10_000
"""Weights are whole numbers of so many parts: such sums are exact in any order of the words, and quick."""


@dataclass(frozen=True, slots=True)
class Traits:
    """A report as a vector of the tf-idf of its words (Salton and Buckley, 1988), and as a sketch of its runs of words.

    The weights of `words` are in ten thousandths. The sketch holds the smallest hashes of the runs (Broder, "On the
    resemblance and containment of documents", 1997). `size` counts its different words; `others` are
    the reports that it declares itself a version or copy of; `names` and `ages` are `dateline.link.persons`'.
    """

    id: str
    day: int | None
    words: Mapping[str, int]
    size: int
    sketch: frozenset[int]
    url: str | None
    others: tuple[str, ...]
    names: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()


def traits_of(report: Report) -> Traits:
    """Work out what comparing needs of a report."""
    text = text_of(report)
    words = Counter(words_of(text))
    return Traits(
        id=report.id,
        day=day_number(report.published),
        words=_vector(words),
        size=len(words),
        sketch=sketch_of(report.text),
        url=report.url,
        others=tuple(other for other in (report.revises, report.copy_of) if other),
        names=names_in(text),
        ages=ages_in(text),
    )


def text_of(report: Report) -> str:
    """What a report says, without its furniture."""
    kept = [part for part in report.sections if part.kind in CODED_SECTIONS]
    return "\n".join(report.text[part.start : part.end] for part in kept) if kept else report.text


def _vector(words: Mapping[str, int]) -> dict[str, int]:
    weights = {word: (1 + math.log(number)) * rarity(word) for word, number in words.items()}
    length = math.sqrt(math.fsum(value * value for value in weights.values())) or 1.0
    kept = sorted(weights, key=lambda word: (-weights[word], word))[:KEPT]
    return {word: round(FINE * weights[word] / length) for word in kept}


def likeness(left: Traits, right: Traits) -> float:
    """The cosine of two reports, 0 to 1."""
    common = left.words.keys() & right.words.keys()
    here, there = left.words, right.words
    return sum([here[word] * there[word] for word in common]) / FINE**2


def shared_words(left: Traits, right: Traits, most: int = 5) -> list[str]:
    """The words that speak most for the two being about one thing, the strongest first."""
    common = left.words.keys() & right.words.keys()
    return sorted(common, key=lambda word: (-left.words[word] * right.words[word], word))[:most]


def packed(traits: Traits) -> str:
    """Write it for the store."""
    values = [
        traits.id, traits.day, traits.words, traits.size, sorted(traits.sketch), traits.url, traits.others,
        sorted(traits.names), sorted(traits.ages),
    ]  # fmt: skip
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Traits:
    """Read what `packed` wrote."""
    one, day, words, size, sketch, url, others, names, ages = json.loads(text)
    return Traits(one, day, words, size, frozenset(sketch), url, tuple(others), frozenset(names), frozenset(ages))
