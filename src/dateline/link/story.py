"""How much two reports are about the same thing, by the rare words, names and numbers that they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dateline.link.stems import stem
from dateline.records import Report

_WORD = re.compile(r"[^\W_]{2,}")
_BACKGROUND = 50
"""Reports that are assumed to have been read before the first: without them, in a store of ten reports a word that two
share would count as common."""

Vector = Mapping[str, float]


class Stories:
    """Reports as vectors of the tf-idf of their words (Salton and Buckley, 1988), made once for a linking run."""

    def __init__(self, reports: Iterable[Report]) -> None:
        counts = {report.id: Counter(words_of(text_of(report))) for report in reports}
        holders = Counter(word for words in counts.values() for word in words)
        total = len(counts) + _BACKGROUND
        self._rarity = {word: math.log(total / (number + 1)) for word, number in holders.items()}
        self._vectors = {report_id: self._vector(words) for report_id, words in counts.items()}

    def likeness(self, left: str, right: str) -> float:
        """The cosine of two reports, 0 to 1; 0 for one that is not known."""
        here, there = self._vectors.get(left, {}), self._vectors.get(right, {})
        if len(there) < len(here):
            here, there = there, here
        return math.fsum(value * there[word] for word, value in here.items() if word in there)

    def shared(self, left: str, right: str, most: int = 5) -> list[str]:
        """The words that speak most for the two being about one thing, the strongest first."""
        here, there = self._vectors.get(left, {}), self._vectors.get(right, {})
        common = sorted(here.keys() & there.keys(), key=lambda word: (-here[word] * there[word], word))
        return common[:most]

    def _vector(self, words: Mapping[str, int]) -> Vector:
        weights = {word: (1 + math.log(number)) * self._rarity[word] for word, number in words.items()}
        length = math.sqrt(math.fsum(value * value for value in weights.values()))
        return {word: value / length for word, value in weights.items()} if length else {}


def words_of(text: str) -> Sequence[str]:
    """The stems and numbers of a text."""
    return [stem(word) for word in _WORD.findall(text)]


def text_of(report: Report) -> str:
    """What a report says, without its furniture."""
    kept = [part for part in report.sections if part.kind in {"headline", "body", "caption", "subheading"}]
    return "\n".join(report.text[part.start : part.end] for part in kept) if kept else report.text
