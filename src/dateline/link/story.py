"""How much two reports are about the same thing, by the rare words, names and numbers that they share."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.link.stems import stem
from dateline.records import Report

_WORD = re.compile(r"[^\W_]{2,}")
BACKGROUND = 20
"""Reports that are assumed to have been read before the first: without them, in a store of ten reports a word that two
share would count as common."""
RARE_PART = 0.6
"""Share of a likeness that rarer words must give: by trial, no pair of interest is lost, and nine in ten are spared."""
COMMON = 60
"""A word in more reports than this brings no two of them together; it is still counted once they are compared."""
ENOUGH = 30
"""Different words from which the likeness of a text is taken at its value: of two texts of six words, the one that
differs may be what matters."""

Vector = Mapping[str, float]


class Stories:
    """Reports as vectors of the tf-idf of their words (Salton and Buckley, 1988), made once for a linking run."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._likenesses: dict[tuple[str, str], float] = {}
        counts = {report.id: Counter(words_of(text_of(report))) for report in reports}
        self._holders: dict[str, list[str]] = defaultdict(list)
        for report_id in sorted(counts):
            for word in counts[report_id]:
                self._holders[word].append(report_id)
        total = len(counts) + BACKGROUND
        self._rarity = {word: math.log(total / (len(holders) + 1)) for word, holders in self._holders.items()}
        self._vectors = {report_id: self._vector(words) for report_id, words in counts.items()}

    def alike(self, least: float) -> list[tuple[str, str]]:
        """All pairs of reports with at least this likeness that share words which are not too common."""
        pairs = (pair for report_id in sorted(self._vectors) for pair in self._partners(report_id, least))
        return [pair for pair in pairs if self.likeness(*pair) >= least]

    def _partners(self, report_id: str, least: float) -> list[tuple[str, str]]:
        """Later reports whose rarer words alone give a good part of the likeness asked for."""
        sums: dict[str, float] = defaultdict(float)
        for word, value in self._vectors[report_id].items():
            holders = self._holders[word]
            if len(holders) <= COMMON:
                for other in holders[bisect_right(holders, report_id) :]:
                    sums[other] += value * self._vectors[other][word]
        return [(report_id, other) for other in sorted(sums) if sums[other] >= least * RARE_PART]

    def likeness(self, left: str, right: str) -> float:
        """The cosine of two reports, 0 to 1; 0 for one that is not known."""
        key = (left, right) if left < right else (right, left)
        if key not in self._likenesses:
            self._likenesses[key] = self._likeness(*key)
        return self._likenesses[key]

    def _likeness(self, left: str, right: str) -> float:
        here, there = self._vectors.get(left, {}), self._vectors.get(right, {})
        return math.fsum(here[word] * there[word] for word in here.keys() & there.keys())

    def support(self, left: str, right: str) -> float:
        """How far a likeness can be trusted, 0 to 1: two texts of a few words say little by being alike or unlike."""
        words = (len(self._vectors.get(report_id, {})) for report_id in (left, right))
        return min(1.0, min(words) / ENOUGH)

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
